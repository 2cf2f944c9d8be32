import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/title.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { closeEngines } from '../../src/engine/duckdb.ts';
import { contract, type Expectation, type Outcome, parquet } from '../../src/index.ts';
import { measure } from '../../src/plan/measure.ts';
import { now } from '../support/measured.ts';
import { bound, unbound } from './differential/bounds.ts';
import { kinds, schema } from './differential/columns.ts';
import { difference } from './differential/compare.ts';
import { type Declaring, type Pick, pick, written } from './differential/metrics.ts';
import { drawnTable, naive, openWriter, writeTable } from './differential/tables.ts';

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

/** The outcomes of what is declared, in that order. */
async function outcomesOf(
  dataset: Dataset,
  declare: (declaring: Declaring) => readonly Expectation[],
  options: { readonly fewRows?: number },
): Promise<readonly Outcome[]> {
  const held = contract('planner', { schema }, (declaring) =>
    declare(declaring as unknown as Declaring),
  );
  const mine = titledExpectations(held).filter(({ node }) => node.origin === 'declared');
  return measure({
    contract: held,
    dataset,
    selected: new Set(mine.map(({ id }) => id)),
    settings: { root: folder, now, threads: 2 },
    ...options,
  });
}

async function differences(paths: readonly string[], picks: readonly Pick[]) {
  const all = (declaring: Declaring) => picks.map((one) => written(one, kinds, declaring));
  const plain = naive(paths);
  const truths = await outcomesOf(plain, (declaring) => all(declaring).map(unbound), {});
  const held = (declaring: Declaring) =>
    all(declaring).map((one, at) => bound(one, truths[at] as Outcome, picks[at] as Pick));
  const wanted = await outcomesOf(plain, held, {});
  const found = await outcomesOf(parquet(paths), held, { fewRows: 0 });
  const asked = [] as ReturnType<typeof written>[];
  contract('again', { schema }, (declaring) => {
    asked.push(...all(declaring as unknown as Declaring));
    return [];
  });
  expect([found.length, wanted.length]).toEqual([picks.length, picks.length]);
  cases += picks.length;
  for (const { evidence } of found) {
    const count = (counts: Map<string, number>, name: string) =>
      counts.set(name, (counts.get(name) ?? 0) + 1);
    count(answered, evidence?.pass ?? 'none');
    count(exactnesses, evidence?.exactness ?? 'none');
  }
  return asked.flatMap(
    (one, at) => difference(one, found[at] as Outcome, wanted[at] as Outcome) ?? [],
  );
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
          expect(await differences(paths, picks)).toEqual([]);
        },
      ),
      { numRuns: tables, endOnFailure: true },
    );
  },
  120_000 * times,
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
