import fc from 'fast-check';
import { expect, test } from 'vitest';
import { permutation } from '../../../src/generate/bulk/permutation.ts';

test('gives each number below the size once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer(), (size, seed) => {
      const order = permutation(size, seed);
      const found = Array.from({ length: size }, (_, index) => order(index));
      expect(found.toSorted((a, b) => a - b)).toEqual(found.map((_, index) => index));
    }),
  );
});

test('of 2^52 numbers stays below it, without a repetition among many', () => {
  const order = permutation(2 ** 52, 'key');
  const found = Array.from({ length: 20_000 }, (_, index) => order(index));
  expect(found.every((one) => Number.isSafeInteger(one) && one >= 0 && one < 2 ** 52)).toBe(true);
  expect(new Set(found).size).toBe(20_000);
});
