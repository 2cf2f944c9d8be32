import { expect, test } from 'vitest';
import { ksAsymptotic, ksExact, ksPValue } from '../../../src/metric/drift/ks-p-value.ts';

test('samples without a common value have the share of the two extreme orders', () => {
  expect(ksExact(1, { reference: 2, current: 2 })).toBeCloseTo(2 / 6, 15);
  expect(ksExact(1, { reference: 3, current: 2 })).toBeCloseTo(2 / 10, 15);
  expect(ksExact(0, { reference: 3, current: 2 })).toBe(1);
});

test('the distribution of one value is that of its distance from the middle', () => {
  expect(ksAsymptotic(0.75, { reference: 2, current: 2 })).toBeCloseTo(2 * 0.25, 15);
});

test('samples of up to 10,000 values have the exact p-value', () => {
  const sizes = { reference: 300, current: 200 };
  expect(ksPValue(0.1, sizes)).toBe(ksExact(0.1, sizes));
  const large = { reference: 10_001, current: 200 };
  expect(ksPValue(0.1, large)).toBe(ksAsymptotic(0.1, large));
  expect(ksPValue(0.9, { reference: 10_000, current: 10_000 })).toBe(0);
});
