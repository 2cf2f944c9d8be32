import { describe, expect, test } from 'vitest';
import type { Numbers } from '../../src/metric/additive-state.ts';
import { additive } from '../../src/metric/aggregate.ts';
import type { Scalar } from '../../src/metric/expression.ts';
import { fixedSum, Misled, topOf } from '../../src/metric/fixed-point.ts';
import { nearest } from '../../src/value/nearest.ts';

const x: Scalar = { kind: 'column', name: 'x' };
const now = new Date('2026-11-27T12:00:00Z');
const adding = { kind: 'fixed', top: 100, mayBeSpecial: true } as const;

const sum = fixedSum(x, adding, (total, exponent) => nearest(total, 1n, exponent));
const mean = fixedSum(x, adding, (total, exponent, count) => nearest(total, count, exponent));
const fail = (): never => {
  throw new TypeError('It does not add up.');
};
const deviation = additive({ kind: 'stddev', of: x }, 'number', adding) ?? fail();

/** The states of values as an engine tells them: whole multiples of 2^38, the unit of the larger part. */
const sumState = (...values: readonly bigint[]): Numbers => {
  const total = values.reduce((all, one) => all + one, 0n);
  const greatest = values
    .map(Number)
    .map(Math.abs)
    .toSorted((one, other) => other - one)[0];
  const count = BigInt(values.length);
  return [greatest === undefined ? null : greatest * 2 ** 38, total, 0n, count, count, null];
};

describe('the power of two that no value reaches', () => {
  test.each([
    [0, 4, 0],
    [1, 1, 1],
    [0.9, 1, 0],
    [1.5, 1, 1],
    [2, 1, 2],
    [1.9, 4, 4],
    [16, 4, 8],
    [15.9, 4, 4],
    [1000, 16, 16],
    [Number.MAX_VALUE, 4, 1024],
    [Number.MIN_VALUE, 4, -1072],
    [2 ** -1073, 1, -1072],
    [2 ** -1072, 1, -1071],
  ])('of %d in steps of %d is 2^%d', (greatest, step, top) => {
    // Zero has no sign here.
    expect(topOf(greatest, step) + 0).toBe(top);
    if (greatest > 0) expect(greatest < 2 ** top || top === 1024).toBe(true);
  });
});

describe('values that lie below 2^100', () => {
  test('are added up from parts, in any order', () => {
    const [one, other, none] = [sumState(3n, -5n), sumState(7n), sumState()];
    for (const state of [sum.merge(one, other), sum.merge(other, one)]) {
      expect(state).toEqual([7 * 2 ** 38, 5n, 0n, 3n, 3n, null]);
      expect(sum.value(state, now)).toBe(5 * 2 ** 38);
      expect(mean.value(state, now)).toBe((5 / 3) * 2 ** 38);
    }
    expect(sum.merge(none, one)).toEqual([5 * 2 ** 38, -2n, 0n, 2n, 2n, null]);
    expect(sum.value(none, now)).toBeNull();
    expect(sum.value([1, 1n, 2n, 1n, 1n, null], now)).toBe(2 ** 38 + 2 ** -23);
  });

  test.each([
    ['sum', sum, 62],
    ['mean', mean, 62],
    ['deviation', deviation, 82],
  ] as const)('of which the %s needs some bits', (_, { finer }, least) => {
    expect(finer?.([2 ** least])).toBeNull();
    expect(finer?.([2 ** least * 1.5])).toBeNull();
    expect(finer?.([2 ** least * 0.999])).toBe(least === 62 ? 64 : 96);
    expect(finer?.([1.5])).toBe(16);
    expect(finer?.([2 ** -200])).toBe(-192);
    expect(finer?.([Number.MIN_VALUE])).toBe(-1072);
  });

  test.each([0, null, Number.NaN, Number.POSITIVE_INFINITY])('need none of %s', (size) => {
    expect(sum.finer?.([size])).toBeNull();
    expect(deviation.finer?.([size])).toBeNull();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'are %s where one of them is no number',
    (special) => {
      expect(sum.value([special, 4n, 0n, 3n, 2n, special], now)).toBe(special);
      expect(deviation.value([special, 4n, 0n, 0n, 0n, 3n, 2n, special], now)).toBeNaN();
    },
  );

  test.each([1e300, null])('are told to be others where one is larger', (special) => {
    const wrong = new Misled(
      'one of its files is damaged: a number in it is larger than the maximum in its footer. Write it anew.',
    );
    expect(() => sum.value([1e300, 4n, 0n, 3n, 2n, special], now)).toThrow(wrong);
    expect(() => deviation.value([1e300, 4n, 0n, 0n, 0n, 3n, 2n, special], now)).toThrow(wrong);
  });

  test('have a deviation from two of them on', () => {
    const state = (count: bigint): Numbers => [1, 6n, 0n, 0n, 20n, count, count, null];
    // 2 and 4: the sum of the squares is 20.
    expect(deviation.value(state(2n), now)).toBe(Math.SQRT2 * 2 ** 38);
    expect(deviation.value(state(1n), now)).toBeNull();
    expect(deviation.value([null, null, null, null, null, 0n, 0n, null], now)).toBeNull();
    expect(deviation.merge(state(1n), state(2n))).toEqual([1, 12n, 0n, 0n, 40n, 3n, 3n, null]);
  });
});
