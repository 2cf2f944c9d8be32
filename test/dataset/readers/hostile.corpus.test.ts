import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type Bomb, bombs } from '../../hostile/bombs.ts';
import { datasets, held } from '../../hostile/held.ts';
import { type Mutation, mutate, mutation } from '../../hostile/mutation.ts';
import { type Format, type SampleName, samples, writeSamples } from '../../hostile/samples.ts';
import { folder as temporary } from '../folder.ts';
import { slowWay } from '../slow/slow-way.ts';
import { openBoth } from './opened-both.ts';
import { describeCase, judgeCase } from './reader-case.ts';

// The files of the hostile corpus, both ways: whole, and cut, flipped, overwritten and patched.

vi.setConfig({ testTimeout: 7_200_000 });
afterAll(closeEngines);

const isAll = process.env.ASSAY_READERS === 'all';

/** How many mutated files of a format are read in CI, and by `npm run test:readers`. */
const runs = { csv: [30, 600], json: [20, 400], sqlite: [6, 150] } as const;

type TextFormat = keyof typeof runs;

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
      const fast = datasets[format](name);
      const slow = slowWay(fast);
      if (slow === null) throw new Error(`${format} has no slow way.`);
      const one = { fast, slow, hints, files: { [name]: bytes }, records: null };
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
  const slow = slowWay(bomb.dataset(bomb.file));
  return slow ? [{ name, bomb, slow }] : [];
});

test.runIf(isAll).for(bombCases)('$name is read in both ways alike', async ({ bomb, slow }) => {
  const root = temporary();
  const [size] = bomb.sizes;
  await bomb.make(join(root, bomb.file), size);
  const known = columnHints(bomb.contract(size).terms.schema);
  const two = { fast: bomb.dataset(bomb.file), slow, hints: known };
  expect((await openBoth(two, root)).differences).toEqual([]);
});
