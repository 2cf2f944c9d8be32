import { expect, test } from 'vitest';
import { fromRows, z } from '../../src/index.ts';
import type { Report } from '../../src/outcome/report.ts';
import { storedReport } from '../../src/store/stored-report.ts';
import { one } from '../support/measured.ts';

test('a stored report has the verdicts, and no value of a row', async () => {
  const outcome = await one(
    fromRows([{ who: 'planted' }, { who: 'x' }]),
    { schema: z.object({ who: z.string() }) },
    ({ column }) => column('who').length(1),
  );
  expect(JSON.stringify(outcome)).toContain('planted');
  const report = {
    counts: { failed: 1 },
    contracts: [{ outcomes: [outcome] }],
  } as unknown as Report;
  const stored = storedReport(report);
  expect(JSON.stringify(stored)).not.toContain('planted');
  expect(stored.counts).toEqual({ failed: 1 });
  expect(stored.contracts[0]?.outcomes[0]).toMatchObject({ state: 'failed', value: '1', of: 2 });
});
