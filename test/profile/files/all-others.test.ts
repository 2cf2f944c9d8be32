import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allOthers, type Numbers } from '../../../src/profile/files/all-others.ts';

const file = fc
  .array(
    fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
    { minLength: 1, maxLength: 5 },
  )
  .map((values): Numbers & { readonly values: readonly number[] } => ({
    values,
    filled: values.length,
    numbers: [Math.min(...values), sum(values) / values.length, Math.max(...values)],
  }));

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

test('has the numbers of the other files for each', () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: 2, maxLength: 30 }), (files) => {
      for (const [at, { filled, numbers }] of allOthers(files).entries()) {
        const values = files.toSpliced(at, 1).flatMap((one) => one.values);
        expect(filled).toBe(values.length);
        expect([numbers[0], numbers[2]]).toEqual([Math.min(...values), Math.max(...values)]);
        expect(numbers[1]).toBeCloseTo(sum(values) / values.length, 9);
      }
    }),
  );
});

test('keeps the digits of small numbers beside a file of huge ones', () => {
  const small = Array.from({ length: 9 }, (): Numbers => ({ filled: 10, numbers: [1, 1.5, 2] }));
  const huge: Numbers = { filled: 10, numbers: [1e300, 1.7e308, 1.7e308] };
  const [first, ...others] = allOthers([huge, ...small]);
  expect(first).toEqual({ filled: 90, numbers: [1, 1.5, 2] });
  expect(others.every(({ numbers: [, mean] }) => mean > 1e306 && Number.isFinite(mean))).toBe(true);
});

test('has a chain of 100,000 files in one walk from each side', () => {
  const files = Array.from(
    { length: 100_000 },
    (_, at): Numbers => ({
      filled: 1,
      numbers: [at, at, at],
    }),
  );
  expect(allOthers(files).at(-1)?.numbers).toEqual([0, expect.closeTo(49_999, 6), 99_998]);
});
