import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import type { Outcome } from '../../src/index.ts';
import { kinds, schema } from './differential/columns.ts';
import { type Declaring, pick, written } from './differential/metrics.ts';
import { compared } from './differential/run.ts';
import { drawnTable, openWriter, writeTable } from './differential/tables.ts';

// What the planner says of Parquet files, with all its passes, against what one plain scan or grouping of the same rows
// in a table says of them. A case is one expectation over one table; `npm run test:planner` tries ten times as many.

const times = process.env.ASSAY_PLANNER === 'all' ? 10 : 1;
const tables = 130 * times;
const perTable = 40;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'planner-')));
const answered = new Map<string, number>();
const exactnesses = new Map<string, number>();
let cases = 0;
let writer: DuckDBConnection;

beforeAll(async () => {
  writer = await openWriter();
});
afterAll(async () => {
  writer.closeSync();
  await closeEngines();
  rmSync(folder, { recursive: true });
});

function count(outcomes: readonly Outcome[]): void {
  cases += outcomes.length;
  for (const { evidence } of outcomes) {
    const add = (counts: Map<string, number>, name: string) =>
      counts.set(name, (counts.get(name) ?? 0) + 1);
    add(answered, evidence?.pass ?? 'none');
    add(exactnesses, evidence?.exactness ?? 'none');
  }
}

test(
  'the planner says of any files what a plain scan says',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        drawnTable,
        fc.array(pick, { minLength: 1, maxLength: 2 * perTable, size: 'max' }),
        async (drawn, picks) => {
          const paths = await writeTable(drawn, folder, writer);
          const write = (declaring: Declaring) =>
            picks.map((one) => written(one, kinds, declaring));
          const { differences, outcomes } = await compared(paths, { schema, picks, write }, folder);
          expect(differences).toEqual([]);
          count(outcomes);
        },
      ),
      { numRuns: tables, endOnFailure: true },
    );
  },
  300_000 * times,
);

test.each(['footer', 'frequencies', 'unique', 'quantile', 'sketch', 'fused', 'grouped'])(
  'the pass %s has answered, so that this tested it',
  (pass) => {
    expect(answered.get(pass)).toBeGreaterThanOrEqual(50 * times);
  },
);

test('answers were found in every way, over many cases', () => {
  expect(cases).toBeGreaterThanOrEqual(2000 * times);
  expect(exactnesses.get('exact')).toBeGreaterThanOrEqual(1000 * times);
  expect(exactnesses.get('proof')).toBeGreaterThanOrEqual(50 * times);
  expect(exactnesses.get('bounded')).toBeGreaterThanOrEqual(50 * times);
  expect(answered.get('none') ?? 0, 'errors').toBeLessThanOrEqual(cases / 100);
});
