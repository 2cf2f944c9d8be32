import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import { json } from '../../../src/dataset/json/json.ts';
import type { JsonOptions } from '../../../src/dataset/json/json-options.ts';
import { sqlite } from '../../../src/dataset/sqlite/sqlite.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type Bomb, bombs } from '../../hostile/bombs.ts';
import { held } from '../../hostile/held.ts';
import { type Mutation, mutate, mutation } from '../../hostile/mutation.ts';
import { type Format, type SampleName, samples, writeSamples } from '../../hostile/samples.ts';
import { folder as temporary } from '../folder.ts';
import { slowCsv, slowJson, slowSqlite } from '../slow/slow.ts';
import { openBoth } from './opened-both.ts';
import { describeCase, judgeCase } from './reader-case.ts';
import type { TwoWays } from './two-ways.ts';

// The files of the hostile corpus, both ways: whole, and cut, flipped, overwritten and patched.

vi.setConfig({ testTimeout: 7_200_000 });
afterAll(closeEngines);

const isAll = process.env.ASSAY_READERS === 'all';

/** How many mutated files of a format are read in CI, and by `npm run test:readers`. */
const runs = { csv: [30, 600], json: [20, 400], sqlite: [6, 150] } as const;

type TextFormat = keyof typeof runs;

const ways: Readonly<Record<TextFormat, (name: string) => Omit<TwoWays, 'hints'>>> = {
  csv: (name) => ({ fast: csv(name), slow: slowCsv(name) }),
  json: (name) => ({ fast: json(name), slow: slowJson(name) }),
  sqlite: (name) => ({ fast: sqlite(name, 't'), slow: slowSqlite(name, 't') }),
};

const hints = columnHints(held.terms.schema);
const namesOf = (format: Format) =>
  (Object.keys(samples) as SampleName[]).filter((name) => samples[name] === format);

test.for(Object.keys(runs) as TextFormat[])(
  'whole and mutated files of %s are read in both ways alike',
  async (format, { onTestFinished }) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'samples-')));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    await writeSamples(folder);
    const judge = async (name: SampleName, mutations: readonly Mutation[]) => {
      const bytes = mutations.reduce(mutate, readFileSync(join(folder, name)));
      const one = { ...ways[format](name), hints, files: { [name]: bytes }, records: null };
      const { differences, refusal } = await judgeCase({ ...one, options: mutations });
      if (differences.length === 0) return refusal;
      throw new Error([...differences, describeCase({ ...one, options: mutations })].join('\n'));
    };
    for (const name of namesOf(format)) expect(await judge(name, [])).toBe(null);
    const [some, all] = runs[format];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...namesOf(format)),
        fc.array(mutation, { minLength: 1, maxLength: 2 }),
        async (name, mutations) => {
          await judge(name, mutations);
        },
      ),
      { numRuns: isAll ? all : some },
    );
  },
);

/** The bombs that are text or SQLite. */
const bombCases = Object.entries<Bomb>(bombs).flatMap(([name, bomb]) => {
  const { source } = bomb.dataset(bomb.file);
  const slow = {
    csv: () => slowCsv(bomb.file, source?.options as CsvOptions),
    json: () => slowJson(bomb.file, source?.options as JsonOptions),
    sqlite: () => slowSqlite(bomb.file, 't'),
  }[source?.format ?? ''];
  return slow ? [{ name, bomb, slow: slow() }] : [];
});

test.runIf(isAll).for(bombCases)('$name is read in both ways alike', async ({ bomb, slow }) => {
  const root = temporary();
  const [size] = bomb.sizes;
  await bomb.make(join(root, bomb.file), size);
  const known = columnHints(bomb.contract(size).terms.schema);
  const two = { fast: bomb.dataset(bomb.file), slow, hints: known };
  expect((await openBoth(two, root)).differences).toEqual([]);
});
