import { describe, expect, test } from 'vitest';
import { benjaminiHochberg } from '../../../src/metric/drift/benjamini-hochberg.ts';
import { oracle, ours } from './drift-oracle.ts';

// A million rows are generated twice.
const tolerance = 1e-9;

const isNear = (value: number, expected: number): boolean =>
  Math.abs(value - expected) <= tolerance * Math.abs(expected) + 1e-14;

describe.each(Object.keys(oracle.pairs))('%s', (pair) => {
  test('drifts as scipy, numpy and Evidently say', () => {
    const asked = oracle.values.filter((value) => value.pair === pair);
    expect(asked.length).toBeGreaterThan(0);
    const off = asked
      .map((one) => ({ ...one, ours: ours(one) }))
      .filter((one) => !isNear(one.ours, one.value));
    expect(off).toEqual([]);
  });
});

test.each(oracle.corrected)('p-values are corrected as by statsmodels', ({ raw, corrected }) => {
  const found = benjaminiHochberg(raw);
  expect(found.filter((p, i) => !isNear(p, corrected[i] ?? Number.NaN))).toEqual([]);
});

test('the corpus is as large as it says', () => {
  const many = oracle.corrected.reduce((sum, { raw }) => sum + raw.length, 0);
  expect(oracle.values.length + many).toBeGreaterThan(900);
});
