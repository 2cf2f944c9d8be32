import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  approximate,
  compareNumeric,
  type Decimal,
  isDecimal,
  isNumeric,
  type Numeric,
  parseDecimal,
  printExact,
  printNumeric,
  rounded,
  toDecimal,
} from '../../src/value/numeric.ts';

const decimal: fc.Arbitrary<Decimal> = fc.record({
  digits: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.nat(20),
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const infinite = fc.constantFrom(Infinity, -Infinity);
/** Numbers of every kind, near each other often enough to be equal. */
const numeric: fc.Arbitrary<Numeric> = fc.oneof(
  decimal,
  finite,
  infinite,
  fc.bigInt(),
  fc.integer({ min: -3, max: 3 }),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.record({ digits: fc.bigInt({ min: -30n, max: 30n }), scale: fc.nat(2) }),
);

const sign = (left: Numeric, right: Numeric) => Math.sign(compareNumeric(left, right)) + 0;

describe('compareNumeric is a total order', () => {
  test('equal to itself, opposite when turned round', () => {
    fc.assert(
      fc.property(numeric, numeric, (a, b) => {
        expect(sign(a, a)).toBe(0);
        expect(sign(a, b)).toBe(-sign(b, a) + 0);
      }),
    );
  });

  test('transitive', () => {
    fc.assert(
      fc.property(numeric, numeric, numeric, (...three) => {
        const [a, b, c] = three.sort(compareNumeric) as [Numeric, Numeric, Numeric];
        expect(sign(a, b)).toBeLessThanOrEqual(0);
        expect(sign(b, c)).toBeLessThanOrEqual(0);
        expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('of decimals as of the rational numbers that they are', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const crossed = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
        expect(sign(a, b)).toBe(crossed < 0n ? -1 : crossed > 0n ? 1 : 0);
      }),
    );
  });

  test('of integers beside doubles as JavaScript has it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }), (exact) => {
        const double = Number(exact);
        expect(sign(exact, double)).toBe(exact < double ? -1 : exact > double ? 1 : 0);
      }),
    );
  });

  test('of doubles as JavaScript has it, also by way of decimals', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const expected = a < b ? -1 : a > b ? 1 : 0;
        expect(sign(a, b)).toBe(expected);
        expect(sign(toDecimal(a), toDecimal(b))).toBe(expected);
        expect(sign(toDecimal(a), b)).toBe(expected);
      }),
    );
  });

  test('with the infinities at its ends', () => {
    fc.assert(
      fc.property(fc.oneof(decimal, finite, fc.bigInt()), (a) => {
        expect(sign(a, Infinity)).toBe(-1);
        expect(sign(-Infinity, a)).toBe(-1);
      }),
    );
    expect(sign(Infinity, Infinity)).toBe(0);
  });

  test('to which NaN does not belong', () => {
    fc.assert(
      fc.property(numeric, (a) => {
        expect(compareNumeric(a, NaN)).toBeNaN();
        expect(compareNumeric(NaN, a)).toBeNaN();
      }),
    );
  });

  test.for<[Numeric, Numeric]>([
    [0.1, { digits: 1n, scale: 1 }],
    [1, { digits: 100n, scale: 2 }],
    [2 ** 63, 2n ** 63n],
    [-0, 0n],
  ])('%o equals %o', ([left, right]) => {
    expect(compareNumeric(left, right)).toBe(0);
  });
});

describe('decimals', () => {
  test('are read as they are printed', () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const text = printExact(value).replaceAll(',', '');
        expect(compareNumeric(parseDecimal(text), value)).toBe(0);
      }),
    );
  });

  test('round to the nearest double', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(approximate(toDecimal(value))).toBe(value + 0);
      }),
    );
    expect(approximate({ digits: 10n ** 400n, scale: 400 })).toBe(1);
  });

  test.for([
    ['12.50', 1250n, 2],
    ['-3', -3n, 0],
    ['+.5', 5n, 1],
    ['1e-7', 1n, 7],
    ['1.5E3', 1500n, 0],
    [' 7. ', 7n, 0],
  ] as const)('%s is read', ([text, digits, scale]) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  test.for<[unknown, boolean]>([
    [{ digits: 5n, scale: 2 }, true],
    [{ digits: 5n, scale: 2, email: 'jane@example.org' }, false],
    [{ digits: 5, scale: 2 }, false],
    [{ digits: 5n, scale: 2n }, false],
    [{ digits: 5n }, false],
    [{ scale: 2 }, false],
    [[5n, 2], false],
    [null, false],
    ['5', false],
    [new Date(5), false],
  ])('%o is one: %s', ([value, expected]) => {
    expect(isDecimal(value)).toBe(expected);
    expect(isNumeric(value)).toBe(expected);
  });

  test('are numbers, as doubles and integers are', () => {
    expect([5, Number.NaN, 5n, { digits: 5n, scale: 0 }].every(isNumeric)).toBe(true);
    expect([true, '5', undefined].some(isNumeric)).toBe(false);
  });

  test.for(['', '.', '-', '1,5', '0x10', 'NaN', 'Infinity', '1e', '1 2'])(
    '%o is refused',
    (text) => {
      expect(() => parseDecimal(text)).toThrow(`'${text}' is not a number`);
    },
  );
});

describe('printing', () => {
  test('in full tells every two numbers apart', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const text = printExact(value).replaceAll(',', '');
        expect(Number(text)).toBe(value + 0);
      }),
    );
  });

  test('rounded stays within half a step of the fourth place, or of the sixth digit', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const step = Math.max(1e-4, Math.abs(value) * 1e-15);
        const allowed = Math.abs(value) >= 1 ? step : Math.abs(value) * 1e-5;
        expect(Math.abs(approximate(rounded(value)) - value)).toBeLessThanOrEqual(allowed);
      }),
    );
  });

  test.for<[Numeric, string]>([
    [1234567, '1,234,567'],
    [-1234567n, '-1,234,567'],
    [123, '123'],
    [0, '0'],
    [-0, '0'],
    [0.1 + 0.2, '0.3'],
    [1234.56789, '1,234.5679'],
    [0.000123456789, '0.000123457'],
    [1.5e-9, '1.5e-9'],
    [100.00001, '100'],
    [1e300, '1e+300'],
    [10n ** 21n, '1,000,000,000,000,000,000,000'],
    [{ digits: 123456700n, scale: 4 }, '12,345.67'],
    [{ digits: -5n, scale: 3 }, '-0.005'],
    [{ digits: 500n, scale: 2 }, '5'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
  ])('%o is printed for people as %s', ([value, expected]) => {
    expect(printNumeric(value)).toBe(expected);
  });
});
