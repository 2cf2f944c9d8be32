import { expect, test } from 'vitest';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import { contract, z } from '../../src/index.ts';

const orders = contract('orders', {
  schema: z.object({ id: z.int().min(0).max(99), code: z.string().regex(/^[A-Z]{3}$/) }),
});
const surroundings = { root: '/', now: '2026-01-01T00:00:00Z' };
const violates = "column('code') matches /^[A-Z]{3}$/";

/** The smallest input by a seed that breaks the pattern of a step that changes nothing, and all that the step was given. */
async function shrunk(seed: number) {
  const given: string[] = [];
  const step = (rows: unknown[]) => {
    given.push(JSON.stringify(rows));
    return rows;
  };
  const fuzz = prepareFuzz(
    'clean',
    { input: orders, output: orders, step: step as never, faults: ['duplicates'], seed },
    surroundings,
  );
  const id = fuzz.properties.find(({ title }) => title === violates)?.id ?? '';
  const [result] = (await fuzz.search(new Set([id]), [])).results;
  return { given, counterexample: result?.counterexample };
}

test.each([1, 2, 3])(
  'a near-duplicate shrinks to two rows that differ in one value: seed %i',
  async (seed) => {
    const { counterexample } = await shrunk(seed);
    expect(counterexample?.isCut).toBe(false);
    expect(counterexample?.tables.input).toEqual([
      { id: 0, code: 'AAA' },
      { id: 0, code: expect.stringMatching(/^AAA\s$/) },
    ]);
  },
);

test('while an input is made smaller, the step gets no dataset twice', async () => {
  const { given, counterexample } = await shrunk(1);
  const tries = given.slice(counterexample?.found);
  expect(tries.length).toBeGreaterThan(10);
  expect(new Set(tries).size).toBe(tries.length);
});
