import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearest, scaled } from '../../src/value/nearest.ts';
import { units } from '../support/double-units.ts';

/** The double above or below. */
function neighbour(value: number, by: 1n | -1n): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) + by);
  return view.getFloat64(0);
}

const double = fc.double({ noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: Number.MIN_VALUE, max: 1e308, noNaN: true });

describe('the nearest double', () => {
  test('of a double is itself', () => {
    fc.assert(
      fc.property(double, (value) => {
        expect(nearest(units(value), 1n, -1074)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  test('of a quotient is nearer than both of its neighbours, or even where it is as near', () => {
    const size = fc.bigInt(1n, 2n ** 200n);
    fc.assert(
      fc.property(size, size, fc.integer({ min: -1150, max: 900 }), (above, below, exponent) => {
        const found = nearest(above, below, exponent);
        fc.pre(Number.isFinite(found));
        // In units of 2^-1200 / below, in which both are whole numbers.
        const truth = above << BigInt(exponent + 1200);
        const distance = (other: number) => {
          const apart = (units(other) << 126n) * below - truth;
          return apart < 0n ? -apart : apart;
        };
        const own = distance(found);
        for (const other of found === 0
          ? [Number.MIN_VALUE]
          : [neighbour(found, 1n), neighbour(found, -1n)]) {
          if (!Number.isFinite(other)) continue;
          const isEven = units(found) % 2n === 0n;
          expect(own < distance(other) || (own === distance(other) && isEven)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('of half of the way goes to the even one, of less and more to the nearer one', () => {
    const half = 2n ** 53n + 1n;
    expect(nearest(half, 1n)).toBe(2 ** 53);
    expect(nearest(half + 2n, 1n)).toBe(2 ** 53 + 4);
    expect(nearest(half * 10n ** 30n + 1n, 10n ** 30n)).toBe(2 ** 53 + 2);
    expect(nearest(1n, 1n, -1075)).toBe(0);
    expect(nearest(3n, 1n, -1075)).toBe(Number.MIN_VALUE * 2);
    expect(nearest(10n ** 40n + 1n, 10n ** 40n, -1075)).toBe(Number.MIN_VALUE);
  });

  test('of what no double holds is an infinity, of nothing zero', () => {
    expect([nearest(1n, 1n, 1024), nearest(-1n, 1n, 1024), nearest(0n, 7n, 5)]).toEqual([
      Infinity,
      -Infinity,
      0,
    ]);
  });
});

test('a double times a power of two is rounded once', () => {
  fc.assert(
    fc.property(positive, fc.integer({ min: -2100, max: 2000 }), (value, exponent) => {
      expect(scaled(value, exponent)).toBe(nearest(units(value), 1n, exponent - 1074));
    }),
  );
});
