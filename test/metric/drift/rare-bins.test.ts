import { expect, test } from 'vitest';
import { driftMethods } from '../../../src/metric/drift/drift-methods.ts';
import { foldRareBins, hasBinsByChance, hasRareBins } from '../../../src/metric/drift/rare-bins.ts';
import { categories, pairOf } from './states.ts';

const repeated = (counts: Readonly<Record<string, number>>) =>
  categories(Object.entries(counts).flatMap(([name, count]) => new Array(count).fill(name)));

const pValue = (reference: Record<string, number>, current: Record<string, number>) =>
  driftMethods.chi2.pValue?.(pairOf(repeated(reference), repeated(current)));

test('bins with fewer than 5 expected rows on a side are folded into that of the others', () => {
  const pair = pairOf(
    repeated({ a: 100, b: 60, c: 1, d: 2 }),
    repeated({ a: 90, b: 70, c: 2, new: 8 }),
  );
  expect(hasRareBins(pair)).toBe(true);
  expect(foldRareBins(pair)).toMatchObject({
    bins: [
      { reference: 60, current: 70 },
      { reference: 100, current: 90 },
      { reference: 3, current: 10 },
    ],
    isSlight: true,
  });
});

test('the folded bin takes in the next larger one while it is rare itself', () => {
  const { bins } = foldRareBins(
    pairOf(repeated({ a: 100, b: 6, c: 1 }), repeated({ a: 90, b: 7 })),
  );
  expect(bins).toMatchObject([
    { reference: 100, current: 90 },
    { reference: 7, current: 7 },
  ]);
});

test('bins without a rare one stay as they are', () => {
  const pair = pairOf(repeated({ a: 40, b: 20 }), repeated({ a: 20, b: 40 }));
  expect(hasRareBins(pair)).toBe(false);
  expect(foldRareBins(pair).bins).toBe(pair.bins);
});

test('chi2 of few rows has a p-value that is drawn, near the exact one', () => {
  // Fisher's exact test says 2 / C(8, 4).
  const found = pValue({ a: 4 }, { b: 4 });
  expect(found).toMatchObject({ kind: 'measured', certain: null });
  expect(found && 'value' in found ? found.value : 1).toBeLessThan(0.05);
  expect(pValue({ a: 4, b: 4 }, { a: 4, b: 4 })).toMatchObject({ value: 1 });
  expect(pValue({ a: 4 }, { a: 4 })).toMatchObject({ value: 1 });
});

test('chi2 of names that are hardly ever the same is no test, with the reason', () => {
  const names = (from: number) =>
    Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`name ${from + i}`, 1]));
  const pair = pairOf(repeated(names(0)), repeated(names(150)), { bins: 20 });
  expect(hasBinsByChance(pair)).toBe(true);
  const rare = pairOf(repeated(names(0)), repeated({ 'name 1': 3 }), { bins: 20 });
  expect(driftMethods.chi2.pValue?.(rare)).toMatchObject({
    kind: 'incomparable',
    problem: expect.stringContaining('too rare'),
  });
});
