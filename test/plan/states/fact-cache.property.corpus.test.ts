import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { freshRun, lasting } from './cached.ts';

// Sequences of changes to the files of a dataset, each followed by a run that has the cache and one that has nothing:
// both say the same.

const files = parquetFiles();

/** A file of values that look like chance; its size does not depend on `seed` where it is `plain`. */
const select = (seed: number, rows: number) => {
  const h = (salt: number) => `(hash(range, ${seed}, ${salt}) >> 30)::bigint`;
  return `select ${seed % 300} + ${h(0)} % ${rows * 3} as id, case when ${h(1)} % 9 > 0 then (${h(1)} % 50)::double / 4 end as x,
    ['a', 'b', 'c', 'd'][1 + ${h(2)} % ${3 + (seed % 2)}] as s, timestamp '2026-01-01' + to_hours(${h(3)} % 90) as t from range(${rows})`;
};
const plain = ', dictionary_size_limit 1, compression uncompressed';

type Change =
  | { readonly kind: 'add' | 'change'; readonly seed: number; readonly rows: number }
  | { readonly kind: 'rewrite'; readonly seed: number }
  | { readonly kind: 'remove' | 'nothing' | 'rename' }
  | { readonly kind: 'truncate'; readonly share: number };
type Step = Change & { readonly at: number };

const rows = fc.integer({ min: 0, max: 60 });
const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('add' as const), seed: fc.nat(), rows }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('change' as const), seed: fc.nat(), rows }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rewrite' as const), seed: fc.nat() }) },
  fc.record({ kind: fc.constantFrom('remove' as const, 'nothing' as const, 'rename' as const) }),
  fc.record({
    kind: fc.constant('truncate' as const),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
);
const steps = fc.array(
  fc.tuple(changes, fc.nat(3)).map(([change, at]): Step => ({ ...change, at })),
  { minLength: 2, maxLength: 8 },
);

/** `rows` of each file: what is rewritten has as many, and so the same size. */
async function apply(step: Step, data: string, sizes: Map<string, number>): Promise<void> {
  const present = readdirSync(data).sort();
  const chosen = present[step.at % Math.max(1, present.length)];
  const write = async (name: string, seed: number, count: number) => {
    sizes.set(name, count);
    await files.write(join('data', name.replace('.parquet', '')), select(seed, count), plain);
  };
  if (step.kind === 'add') return write(`part-${sizes.size}.parquet`, step.seed, step.rows);
  if (chosen === undefined || step.kind === 'nothing') return;
  const path = join(data, chosen);
  if (step.kind === 'change') return write(chosen, step.seed, step.rows);
  if (step.kind === 'rewrite') {
    const before = readFileSync(path).length;
    await write(chosen, step.seed, sizes.get(chosen) ?? 1);
    sameSize += readFileSync(path).length === before ? 1 : 0;
    return;
  }
  if (step.kind === 'remove') return rmSync(path);
  if (step.kind === 'truncate')
    return truncateSync(path, Math.floor(readFileSync(path).length * step.share));
  // Another file under the name of one that is known.
  const other = present.find((name) => name !== chosen);
  if (other === undefined) return;
  rmSync(path);
  await write(chosen, step.at + 77, sizes.get(other) ?? 1);
}

let sameSize = 0;

test('a run with a cache says what a run without one says, whatever happens to the files', async () => {
  const spared = { states: new Set<string>(), untouched: 0, again: 0, cold: 0 };
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom('footer', 'content'), async (sequence, identity) => {
      const [data, folder] = [join(files.folder, 'data'), join(files.folder, 'cache')];
      for (const one of [data, folder]) if (existsSync(one)) rmSync(one, { recursive: true });
      mkdirSync(data);
      const sizes = new Map<string, number>();
      await apply({ kind: 'add', seed: 1, rows: 50, at: 0 }, data, sizes);
      for (const step of [{ kind: 'nothing', at: 0 } as Step, ...sequence]) {
        await apply(step, data, sizes);
        const dataset = parquet(`${data}/*.parquet`);
        const cached = await freshRun(dataset, { folder, identity });
        const cold = await freshRun(dataset, null);
        expect(lasting(cached.outcomes)).toEqual(lasting(cold.outcomes));
        expect(cached.measurement.notices).toEqual([]);
        for (const { state } of cached.outcomes) spared.states.add(state);
      }
      const again = await freshRun(parquet(`${data}/*.parquet`), { folder, identity });
      const read = again.outcomes.every(({ state }) => state !== 'errored');
      if (!read) return;
      spared.untouched += 1;
      spared.again += again.queries;
      spared.cold += (await freshRun(parquet(`${data}/*.parquet`), null)).queries;
      // What can't be kept: segments, rows to show, and what JavaScript judges row by row.
      const asked = again.measurement.passes.filter(({ sql }) => sql.length > 0);
      expect(asked.map(({ name }) => name).filter((name) => unkept.includes(name))).toEqual([]);
    }),
    { numRuns: 25, endOnFailure: true },
  );
  expect(spared.states).toEqual(new Set(['passed', 'failed', 'errored']));
  expect(spared.again).toBeLessThan(spared.cold * 0.6);
  expect(spared.untouched).toBeGreaterThan(3);
  expect(sameSize).toBeGreaterThan(0);
});

/** Passes that ask nothing of files that have not changed. */
const unkept = ['footer', 'frequencies', 'unique', 'quantile', 'sketch', 'grouped'];
