import { beforeAll, expect, test } from 'vitest';
import { contract, parquet, z } from '../../src/index.ts';
import { runContract } from '../../src/run/run.ts';
import { parquetFiles } from '../support/parquet-files.ts';

const files = parquetFiles();
const kinds = {
  few: "case when i % 2 = 0 then 'card' else 'cash' end",
  many: "'kind ' || i",
  others: "'other ' || i",
} as const;
const paths = new Map<string, string>();
beforeAll(async () => {
  for (const [name, kind] of Object.entries(kinds))
    paths.set(name, await files.write(name, `select ${kind} as kind from range(1000000) t(i)`));
});

const held = contract('kinds', { schema: z.object({ kind: z.string() }) }, ({ column, rows }) => [
  column('kind').drift('jensenshannon').atMost(0.5),
  column('kind').newValues().atMost(1),
  column('kind').vanishedValues().atMost(9),
  rows.drift().atMost(0),
]);

const dataset = (name: keyof typeof kinds) => parquet(paths.get(name) ?? name);

const heap = () => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

/** The states of the expectations; all of it in little memory, in the engine and beside it. */
async function states(
  current: keyof typeof kinds,
  reference: keyof typeof kinds,
): Promise<readonly string[]> {
  const before = heap();
  const { outcomes } = await runContract(held, dataset(current), {
    reference: dataset(reference),
    cache: false,
    memoryLimit: '512MB',
  });
  expect(heap() - before).toBeLessThan(100_000_000);
  return outcomes.filter(({ origin }) => origin === 'declared').map(({ state }) => state);
}

test('a million categories are compared with a few', async () => {
  expect(await states('many', 'few')).toEqual(['failed', 'failed', 'passed', 'failed']);
});

test('a few are compared with a million', async () => {
  const found = await states('few', 'many');
  expect(found).not.toContain('passed');
});

test('a million others never take the place of a million unseen', async () => {
  const found = await states('others', 'many');
  expect(found).not.toContain('passed');
});
