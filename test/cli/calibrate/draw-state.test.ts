import { describe, expect, test } from 'vitest';
import { drawState, populationOf } from '../../../src/cli/calibrate/draw-state.ts';
import { type Cell, type DistributionState, rowsIn } from '../../../src/metric/distribution.ts';
import { binomial, randomOf } from '../../../src/metric/drift/random.ts';

const ordered = (cells: readonly Cell[], nulls = 0, nans = 0): DistributionState => ({
  kind: 'distribution',
  nulls,
  nans,
  values: { kind: 'ordered', cells },
});
const cellsOf = ({ values }: DistributionState) => (values.kind === 'ordered' ? values.cells : []);

test.each([
  [5, 0.3],
  [100, 0.02],
  [1000, 0.4],
  [1000, 0.9],
])(
  'a binomial number of %i trials with the probability %f has its mean and variance',
  (trials, p) => {
    const random = randomOf(7);
    const drawn = Array.from({ length: 20_000 }, () => binomial(random, trials, p));
    const mean = drawn.reduce((sum, one) => sum + one, 0) / drawn.length;
    const variance = drawn.reduce((sum, one) => sum + (one - mean) ** 2, 0) / drawn.length;
    const deviation = Math.sqrt(trials * p * (1 - p));
    expect(Math.abs(mean - trials * p)).toBeLessThan((4 * deviation) / Math.sqrt(20_000));
    expect(variance / deviation ** 2).toBeGreaterThan(0.95);
    expect(variance / deviation ** 2).toBeLessThan(1.05);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(trials);
  },
);

test.each([
  [0, 0.5, 0],
  [9, 0, 0],
  [9, 1, 9],
])('and of %i trials with %f it is %i', (trials, p, count) => {
  expect(binomial(randomOf(1), trials, p)).toBe(count);
});

describe('a sample', () => {
  const population = ordered(
    [
      [1, 1, 50],
      [2, 2, 30],
      [5, 9, 1],
    ],
    15,
    4,
  );

  test('has as many rows as are asked for, in the cells of its population', () => {
    const random = randomOf(3);
    for (const rows of [1, 10, 5000]) {
      const drawn = drawState(population, rows, random);
      expect(rowsIn(drawn)).toBe(rows);
      for (const [from, to] of cellsOf(drawn)) expect([1, 2, 5]).toContain(from === to ? from : 5);
    }
  });

  test('has the shares of its population', () => {
    const drawn = drawState(population, 100_000, randomOf(4));
    expect(drawn.nulls / 1000).toBeCloseTo(15, 0);
    expect((cellsOf(drawn)[0]?.[2] ?? 0) / 1000).toBeCloseTo(50, 0);
  });

  test('is the same for the same seed', () => {
    expect(drawState(population, 99, randomOf(5))).toEqual(drawState(population, 99, randomOf(5)));
  });

  test('lists the categories that were drawn, and counts the others', () => {
    const categories: DistributionState = {
      kind: 'distribution',
      nulls: 0,
      nans: 0,
      values: {
        kind: 'categories',
        counts: [
          ['a', 90],
          ['b', 1e-9],
        ],
        others: { rows: 10, values: 3 },
      },
    };
    const { values } = drawState(categories, 1000, randomOf(6));
    if (values.kind !== 'categories') throw new Error('no categories');
    expect(values.counts.map(([value]) => value)).toEqual(['a']);
    expect(values.others.rows).toBeGreaterThan(50);
  });
});

describe('a population', () => {
  test('of few cells is the distribution itself', () => {
    const few = ordered([[1, 1, 2]]);
    expect(populationOf(few)).toBe(few);
  });

  test('of many cells has about a thousand values, with all rows, and infinities apart', () => {
    const cells: Cell[] = [
      [-Infinity, -Infinity, 3],
      ...Array.from({ length: 50_000 }, (_, at): Cell => [at, at, 1 + (at % 3)]),
      [Infinity, Infinity, 2],
    ];
    const many = ordered(cells, 7);
    const coarse = populationOf(many);
    expect(rowsIn(coarse)).toBe(rowsIn(many));
    expect(cellsOf(coarse).length).toBeLessThanOrEqual(1003);
    expect(cellsOf(coarse).length).toBeGreaterThan(990);
    expect(cellsOf(coarse).at(0)).toEqual([-Infinity, -Infinity, 3]);
    expect(cellsOf(coarse).at(-1)).toEqual([Infinity, Infinity, 2]);
  });
});
