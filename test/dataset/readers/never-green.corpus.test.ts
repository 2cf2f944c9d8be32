import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { contractOf, datasetOf } from '../../never-green/assay.ts';
import type { Case } from '../../never-green/case.ts';
import { corpus } from '../../never-green/corpus.ts';
import { writeFiles } from '../../never-green/files.ts';
import { wantedFiles } from '../../never-green/wanted.ts';
import { now } from '../../support/measured.ts';
import { hasSlowWay, slowWay } from '../slow/slow-way.ts';
import { openBoth } from './opened-both.ts';

// The tables of the never-green corpus as CSV, JSON and SQLite, both ways: some in CI, all by `npm run test:readers`.

vi.setConfig({ testTimeout: 7_200_000, hookTimeout: 600_000 });

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'never-green-')));

/** Tables that src/ reads otherwise on purpose, or refuses: never-green.test.ts says how. */
const readOtherwise = new Set([
  'other delimiter',
  'two delimiters',
  'a title above the header',
  'blanks behind a quote',
  'a blank before a quote',
  'no header',
  'rows below a key',
]);

/** Each file once for each set of columns that a contract declares. */
const cases = new Map(
  corpus
    .filter(
      ({ run, source }) => run.kind !== 'process' && source !== 'parquet' && source !== 'rows',
    )
    .flatMap((one) => {
      const fast = datasetOf(one, folder, now);
      const hints = hintsOf(one);
      return hints && hasSlowWay(fast) && !readOtherwise.has(one.data)
        ? [[JSON.stringify([fast.label, hints]), { fast, hints, id: one.id }] as const]
        : [];
    }),
);

/** What the contract of a case says of the columns; null for a contract that can't be. */
function hintsOf(one: Case) {
  try {
    return columnHints(contractOf(one).terms.schema);
  } catch {
    return null;
  }
}

const oneOf = process.env.ASSAY_READERS === 'all' ? 1 : 10;

beforeAll(() => writeFiles(folder, wantedFiles(corpus), now));
afterAll(async () => {
  await closeEngines();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('the tables of the corpus are read in both ways alike', async () => {
  const found: string[] = [];
  const some = [...cases.values()].filter((_, at) => at % oneOf === 0);
  for (const { fast, hints, id } of some) {
    const slow = slowWay(fast);
    if (slow === null) throw new Error(`${id} has no slow way.`);
    const { differences } = await openBoth({ fast, slow, hints }, folder);
    found.push(...differences.map((difference) => `${id}: ${difference}`));
  }
  expect(some.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});
