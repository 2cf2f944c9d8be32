import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { csvCase } from './csv-cases.ts';
import { wildCsvCase } from './csv-wild-cases.ts';
import { jsonCase, wildJsonCase } from './json-cases.ts';
import { describeCase, judgeCase, type ReaderCase } from './reader-case.ts';
import { sqliteCase } from './sqlite-cases.ts';

// The readers of src/ against those of test/dataset/slow, over generated files: the same columns, rows, problems and
// notes, or the same refusal; and each record that was written is a row or a problem. Some of them in CI, three thousand
// by `npm run test:readers`.

vi.setConfig({ testTimeout: 7_200_000 });
afterAll(closeEngines);

const isAll = process.env.ASSAY_READERS === 'all';

/** The cases by the kind of file, with how many are drawn in CI and in full. */
const kinds: readonly {
  readonly name: string;
  readonly cases: fc.Arbitrary<ReaderCase>;
  readonly runs: readonly [some: number, all: number];
}[] = [
  { name: 'CSV', cases: csvCase(isAll), runs: [60, 1300] },
  { name: 'CSV of any characters', cases: wildCsvCase, runs: [30, 500] },
  { name: 'JSON', cases: jsonCase(isAll), runs: [40, 700] },
  { name: 'JSON of any characters', cases: wildJsonCase, runs: [20, 250] },
  { name: 'SQLite', cases: sqliteCase, runs: [15, 250] },
];

test.for(kinds)('$name is read in both ways alike, and no record is lost', async (kind) => {
  const {
    name,
    cases,
    runs: [some, all],
  } = kind;
  const opened = { all: 0, read: 0 };
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      const { differences, refusal } = await judgeCase(one);
      opened.all++;
      if (refusal === null) opened.read++;
      if (differences.length > 0) throw new Error([...differences, describeCase(one)].join('\n'));
    }),
    { numRuns: isAll ? all : some },
  );
  // Not nearly all were turned away at the door.
  expect(opened.read, name).toBeGreaterThan(opened.all / 10);
});
