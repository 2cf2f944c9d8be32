import { beforeAll, expect, test } from 'vitest';
import { descriptiveTerms } from '../../src/contract/terms.ts';
import type { Report } from '../../src/outcome/report.ts';
import { decoded } from '../e2e/reports.ts';

/** A term that is in the table of this test alone, as one that is added there would be. */
const trial = { purpose: { label: 'Purpose', kind: 'text' } } as const;
const purpose = 'To forecast delays of departures';

let report: Report;
let load: typeof import('../../src/run/renderers.ts');
let schema: typeof import('../../src/outcome/report-schema.ts');

// The table is read when the modules are loaded, as if it had been written so.
beforeAll(async () => {
  Object.assign(descriptiveTerms, trial);
  const { contract } = await import('../../src/contract/contract.ts');
  const { termsOf } = await import('../../src/outcome/declared-terms.ts');
  const { contractOf, outcomesOfEachState, reportOf } = await import('../reporters/example.ts');
  const { z } = await import('zod');
  const terms = { schema: z.object({ id: z.int() }), owner: 'ops', purpose };
  const held = contract('flights', terms);
  report = reportOf([contractOf(outcomesOfEachState, termsOf(held))]);
  load = await import('../../src/run/renderers.ts');
  schema = await import('../../src/outcome/report-schema.ts');
});

test('a term that is added to the table reaches the report and its schema', () => {
  expect(report.contracts[0]?.terms).toMatchObject({ owner: 'ops', purpose });
  expect(schema.reportSchema.safeParse(report).error).toBeUndefined();
});

test.for(['html', 'json', 'junit', 'markdown', 'sarif'] as const)(
  'and is shown by %s',
  async (format) => {
    const render = await load.renderers[format]();
    expect(decoded(render(report))).toContain(purpose);
  },
);
