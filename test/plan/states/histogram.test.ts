import { describe, expect, test } from 'vitest';
import { barsOf, binsOf, stepFor } from '../../../src/plan/states/histogram.ts';

test.for([
  ['512 wide', 0, 512, 1],
  ['a little wider', 0, 513, 2],
  ['below zero', -1024, -512, 1],
  ['around zero', -256, 256, 1],
  ['one value, of which 40 bits are left', 4, 4, 2 ** -38],
  ['one value below zero', -4, -4, 2 ** -38],
  ['narrow and far from zero', 2 ** 40 - 4, 2 ** 40, 1],
  ['narrow and far below zero', -(2 ** 40) - 4, -(2 ** 40), 2],
  ['zero alone', 0, 0, 2 ** -900],
  ['next to nothing', 0, 2 ** -895, 2 ** -900],
] as const)(
  'a range that is %s is cut into bins by a power of two',
  ([, least, greatest, step]) => {
    expect(stepFor(least, greatest)).toBe(step);
  },
);

const bins = (step: number, counts: readonly (readonly [number, number])[]) => ({ step, counts });

describe('histograms of pieces', () => {
  test('are one of the widest step, in the order of the values', () => {
    const { count, bins: all } = binsOf([
      bins(1, [
        [5, 2],
        [4, 1],
        [-3, 1],
        [9, 3],
      ]),
      bins(4, [
        [1, 10],
        [-2, 5],
      ]),
    ]);
    expect(count).toBe(22n);
    expect(all).toEqual([
      { from: -8, to: -4, count: 5n, before: 0n },
      { from: -4, to: 0, count: 1n, before: 5n },
      { from: 4, to: 8, count: 13n, before: 6n },
      { from: 8, to: 12, count: 3n, before: 19n },
    ]);
  });

  test('keep below zero what is nothing beside the widest step', () => {
    const { bins: all } = binsOf([
      bins(2 ** -900, [
        [-1, 1],
        [0, 1],
      ]),
      bins(2 ** 800, [[0, 1]]),
    ]);
    expect(all.map(({ from, count }) => [from, count])).toEqual([
      [-(2 ** 800), 1n],
      [0, 2n],
    ]);
  });

  test('know the bin of each rank, and that there is no other rank', () => {
    const { binOf } = binsOf([
      bins(1, [
        [0, 2],
        [7, 1],
      ]),
    ]);
    expect([0, 1, 2].map((rank) => binOf(rank).from)).toEqual([0, 0, 7]);
    expect(() => binOf(3)).toThrow(RangeError);
    expect(() => binsOf([bins(1, [])]).binOf(0)).toThrow(RangeError);
  });
});

describe('the bars that are shown', () => {
  const shown = (step: number, counts: readonly (readonly [number, number])[]) =>
    barsOf(binsOf([bins(step, counts)]));

  test('are none of no values', () => {
    expect(shown(1, [])).toEqual({ kind: 'histogram', bins: [] });
  });

  test('are the bins where those are at most 64, without empty ones', () => {
    expect(
      shown(0.5, [
        [-3, 2],
        [60, 4],
      ]),
    ).toEqual({
      kind: 'histogram',
      bins: [
        [-1.5, -1, 2],
        [30, 30.5, 4],
      ],
    });
  });

  test('hold two bins each where there is one more', () => {
    expect(
      shown(0.5, [
        [-4, 1],
        [-3, 2],
        [0, 4],
        [60, 8],
      ]),
    ).toEqual({
      kind: 'histogram',
      bins: [
        [-2, -1, 3],
        [0, 1, 4],
        [30, 31, 8],
      ],
    });
  });

  test('are never more than 65, for those at both ends may hold less', () => {
    const all = Array.from({ length: 512 }, (_, at) => [at + 3, 1] as const);
    const { bins: bars } = shown(1, all) as { bins: readonly (readonly number[])[] };
    expect(bars.length).toBe(65);
    expect(bars[0]).toEqual([0, 8, 5]);
    expect(bars[1]).toEqual([8, 16, 8]);
    expect(bars.at(-1)).toEqual([512, 520, 3]);
  });
});
