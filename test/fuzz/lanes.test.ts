import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lanesOf } from '../../src/fuzz/lanes.ts';
import { prepareFuzz } from '../../src/fuzz/prepare-fuzz.ts';
import type { Step } from '../../src/fuzz/step.ts';
import { contract, z } from '../../src/index.ts';

test('a lane does one work at a time, and all are used', async () => {
  const busy = new Set<string>();
  let most = 0;
  const lanes = lanesOf(['a', 'b', 'c']);
  for (let at = 0; at < 20; at += 1) {
    await lanes.run(async (lane) => {
      expect(busy.has(lane)).toBe(false);
      busy.add(lane);
      most = Math.max(most, busy.size);
      await wait(1);
      busy.delete(lane);
    });
  }
  await lanes.ended();
  expect(most).toBe(3);
  expect(busy.size).toBe(0);
});

test('the first error of a work comes out at the end, and no work starts after it', async () => {
  const lanes = lanesOf(['a', 'b']);
  let started = 0;
  for (let at = 0; at < 6; at += 1) {
    await lanes.run(async () => {
      started += 1;
      if (at === 1) throw new Error('first');
      await wait(2);
    });
  }
  await expect(lanes.ended()).rejects.toThrow('first');
  expect(started).toBeLessThan(4);
});

const numbers = contract('numbers', { schema: z.object({ n: z.int() }) });
const small = contract('small', { schema: z.object({ n: z.int().max(1000) }) });

/** A step whose runs take turns in any order. */
const shuffled: Step = {
  kind: 'step',
  label: 'shuffled',
  watch: [],
  isParallel: true,
  open: async () => ({
    run: async ([table]) => {
      await wait(Math.random() * 3);
      return { columns: [{ name: 'n', family: 'integer' }], rows: table?.rows ?? [] };
    },
    close: async () => undefined,
  }),
};

test('lanes that end in any order find the same input first', async () => {
  const search = async () => {
    const options = { input: numbers, output: small, step: shuffled, seed: 3, shrinkTimeout: 1 };
    const fuzz = prepareFuzz('x', options, { root: '/', now: '2026-01-01T00:00:00Z' });
    const ids = new Set(fuzz.properties.map(({ id }) => id));
    const { results } = await fuzz.search(ids, []);
    return results.flatMap(({ counterexample }) => counterexample?.found ?? []);
  };
  const first = await search();
  expect(first).toHaveLength(1);
  expect(await search()).toEqual(first);
  expect(await search()).toEqual(first);
});
