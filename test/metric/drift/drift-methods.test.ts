import { describe, expect, test } from 'vitest';
import { alignedCuts } from '../../../src/metric/aligned-cuts.ts';
import { benjaminiHochberg } from '../../../src/metric/drift/benjamini-hochberg.ts';
import { compare } from '../../../src/metric/drift/compare.ts';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import { findingBins } from '../../../src/metric/drift/finding-bins.ts';
import { nextUp } from '../../../src/metric/drift/next-up.ts';
import { pickDrift, thresholdFor } from '../../../src/metric/drift/pick.ts';
import { categories, cellsOf, driftOf, numbers, pairOf } from './states.ts';

const names = Object.values(driftMethods).map(({ name }) => name);
const ofCategories = names.filter((name) => driftMethods[name].natures.includes('categories'));

const march = numbers([1, 1, 2, 3, 3, 3, 4, null]);
const april = numbers([1, 2, 2, 3, 5, null, null]);

test.each(names)('%s of a distribution from itself is exactly 0', (name) => {
  const { value, certain } = driftOf(name, march, march);
  expect({ value, certain }).toEqual({ value: 0, certain: null });
});

test.each(names)('%s of other data is above 0, and its interval holds it', (name) => {
  const { value } = driftOf(name, march, april);
  expect(value).toBeGreaterThan(0);
  const interval = driftMethods[name].interval(pairOf(march, april), 0.95);
  expect(interval?.low).toBeLessThanOrEqual(value);
  expect(interval?.high).toBeGreaterThanOrEqual(value);
});

test.each(ofCategories)('%s of categories without a common one is finite', (name) => {
  const { value } = driftOf(name, categories(['a', 'a', 'b']), categories(['c', 'd']));
  expect(value).toBeGreaterThan(0.3);
  expect(Number.isFinite(value)).toBe(true);
});

test('each contribution is a part of the drift', () => {
  for (const name of ofCategories) {
    const { value, contributions } = driftOf(name, march, april);
    expect(contributions?.reduce((sum, part) => sum + part, 0)).toBeCloseTo(value, 12);
    expect(findingBins(pairOf(march, april), contributions)[0]?.contribution).toBe(
      contributions?.[0],
    );
  }
});

describe('bins', () => {
  test('few values have one each, new values the ranges between, NULL and NaN their own', () => {
    const { bins } = pairOf(numbers([1, 1, 2, null]), numbers([0, 1, 1.5, 2, 9, Number.NaN]));
    expect(bins).toEqual([
      { kind: 'range', from: null, to: 1, category: null, reference: 0, current: 1 },
      { kind: 'value', from: 1, to: 1, category: null, reference: 2, current: 1 },
      expect.objectContaining({ kind: 'range', to: 2, reference: 0, current: 1 }),
      { kind: 'value', from: 2, to: 2, category: null, reference: 1, current: 1 },
      expect.objectContaining({ kind: 'range', to: null, reference: 0, current: 1 }),
      { kind: 'null', from: null, to: null, category: null, reference: 1, current: 0 },
      { kind: 'nan', from: null, to: null, category: null, reference: 0, current: 1 },
    ]);
  });

  test('NULL and NaN can be skipped', () => {
    const { bins, rows } = pairOf(numbers([1, null]), numbers([1, 1, Number.NaN]), {
      nulls: 'skip',
    });
    expect(bins.map(({ kind }) => kind)).toEqual(['value']);
    expect(rows).toEqual({ reference: 1, current: 2 });
  });

  test('many values have ten with equal shares of the reference', () => {
    const reference = numbers(Array.from({ length: 1000 }, (_, i) => i * i));
    const { bins } = pairOf(reference, reference);
    expect(bins.map((bin) => bin.reference)).toEqual(new Array(10).fill(100));
    expect(pairOf(reference, reference, { bins: 4 }).bins).toHaveLength(4);
  });

  test('a value with the share of a bin stands alone', () => {
    const reference = numbers([
      ...new Array(500).fill(0),
      ...Array.from({ length: 500 }, (_, i) => i + 1),
    ]);
    const [first, second] = pairOf(reference, numbers([-1, 0])).bins;
    expect(first).toMatchObject({ kind: 'range', to: 0, reference: 0, current: 1 });
    expect(second).toMatchObject({ kind: 'value', from: 0, reference: 500, current: 1 });
  });

  test('edges that are given are the bins', () => {
    const { bins } = pairOf(numbers([1, 2, 3]), numbers([2, 3]), { edges: [2, 3] });
    expect(bins.map(({ from, to, reference }) => [from, to, reference])).toEqual([
      [null, 2, 1],
      [2, 3, 1],
      [3, null, 1],
    ]);
  });

  test('data that is counted in the cuts of the reference has the same bins', () => {
    expect(
      alignedCuts(
        cellsOf([
          [1, 1, 2],
          [2, 5, 3],
        ]),
        [3],
      ),
    ).toEqual({
      kind: 'edges',
      edges: [1, 1 + Number.EPSILON, 2, 3, 5 + 4 * Number.EPSILON],
    });
    expect(alignedCuts(categories(['a', 'b', 'a']))).toEqual({
      kind: 'listed',
      values: ['a', 'b'],
    });
  });

  test('lie where other data can be counted, also for a reference of very many values', () => {
    const reference = numbers(Array.from({ length: 5000 }, (_, i) => i / 7));
    const cuts = alignedCuts(reference);
    const edges = cuts.kind === 'edges' ? cuts.edges : [];
    const current = cellsOf(edges.slice(1).map((edge, i) => [edges[i] ?? 0, edge, 1]));
    const { bins } = pairOf(reference, current);
    expect(bins.map((bin) => Math.round(bin.reference / 100))).toEqual(new Array(10).fill(5));
  });

  test('frequent categories have one each, and the others one together', () => {
    const many = categories([
      ...Array.from({ length: 3000 }, (_, i) => `common ${i % 30}`),
      ...Array.from({ length: 30 }, (_, i) => `rare ${i}`),
    ]);
    const { bins } = pairOf(many, categories(['new', 'rare 1', 'common 1']));
    expect(bins).toHaveLength(31);
    expect(bins.at(-1)).toMatchObject({ kind: 'others', reference: 30, current: 2 });
    expect(pairOf(many, many, { bins: 5 }).bins).toHaveLength(6);
  });

  test.each([
    ['other types', numbers([1]), categories(['1']), {}, /another type/],
    ['an empty reference', numbers([]), numbers([1]), {}, /reference has no rows/],
    ['no data', numbers([1]), numbers([]), {}, /data has no rows/],
    ['skipped NULL', numbers([1]), numbers([null]), { nulls: 'skip' }, /data has no values/],
    ['a cell over an edge', cellsOf([[0, 2, 1]]), numbers([1]), { edges: [1] }, /other ranges/],
  ] as const)('%s has no drift, with the reason', (_, reference, current, options, problem) => {
    expect(compare(reference, current, options)).toMatchObject({
      kind: 'incomparable',
      problem: expect.stringMatching(problem),
    });
  });
});

describe('values that are known within ranges', () => {
  const reference = cellsOf([
    [0, 10, 5],
    [10, 20, 5],
  ]);
  const current = cellsOf([
    [0, 10, 8],
    [10, 20, 2],
  ]);

  test('have a ks within bounds', () => {
    expect(driftOf('ks', reference, current)).toMatchObject({
      value: 0.8 - 0.5,
      certain: [0.8 - 0.5, 0.8],
    });
    const p = driftMethods.ks.pValue?.(pairOf(reference, current));
    expect(p).toMatchObject({
      kind: 'measured',
      certain: [expect.any(Number), expect.any(Number)],
    });
  });

  test('have a wasserstein within bounds', () => {
    const { value, certain } = driftOf('wasserstein', reference, current);
    expect(value).toBeCloseTo(3, 12);
    expect(certain?.[0]).toBeLessThanOrEqual(3);
    expect(certain?.[1]).toBeGreaterThan(3);
    expect(driftOf('normalizedWasserstein', reference, current).certain?.[1]).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

test.each([
  ['wasserstein', numbers([0]), numbers([Number.POSITIVE_INFINITY]), /infinite/],
  ['normalizedWasserstein', numbers([1, 1]), numbers([2]), /constant/],
  ['ks', numbers([null]), numbers([2]), /reference are NULL/],
  ['ks', numbers([2]), numbers([null]), /data are NULL/],
  ['ks', categories(['a']), categories(['a']), /no order/],
] as const)(
  '%s has no number where there is none, with the reason',
  (name, reference, current, problem) => {
    expect(driftMethods[name].measure(pairOf(reference, current))).toMatchObject({
      kind: 'incomparable',
      problem: expect.stringMatching(problem),
    });
  },
);

test('the method is picked by the values, and the limit by the rows', () => {
  expect(pickDrift({ nature: 'ordered', distinct: 21 })).toMatchObject({ name: 'psi' });
  expect(pickDrift({ nature: 'ordered', distinct: 20 })).toMatchObject({ name: 'jensenshannon' });
  expect(pickDrift({ nature: 'categories', distinct: 1e6 })).toMatchObject({
    name: 'jensenshannon',
    why: 'categories',
  });
  const many = Array.from({ length: 30_000 }, (_, i) => i % 3);
  expect(thresholdFor(driftMethods.psi, pairOf(numbers(many), numbers(many)))?.value).toBe(0.1);
  const few = numbers([1, 2, 3]);
  expect(thresholdFor(driftMethods.psi, pairOf(few, few))?.value).toBeGreaterThan(5);
  expect(thresholdFor(driftMethods.chi2, pairOf(few, few))).toBe(null);
});

test('p-values are corrected in their order', () => {
  expect(benjaminiHochberg([0.03, 0.01, 0.5])).toEqual([0.045, 0.03, 0.5]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test('a range below an infinity includes its end', () => {
  const reference = cellsOf([
    [0, 1, 50],
    [1, 2, 50],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1],
  ]);
  const values = [...Array(50).fill(0.5), ...Array(50).fill(2), Number.POSITIVE_INFINITY];
  expect(driftOf('ks', reference, numbers(values)).certain?.[0]).toBe(0);
  const cuts = alignedCuts(reference);
  expect(cuts).toMatchObject({ kind: 'edges', edges: expect.arrayContaining([nextUp(2)]) });
});
