import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BoundKind,
  bound,
  printBound,
  printForBound,
  printRatioBeside,
  satisfies,
  verdictOfInterval,
} from '../../src/value/bound.ts';
import type { Numeric } from '../../src/value/numeric.ts';
import type { Unit } from '../../src/value/quantity.ts';

const kinds = ['between', 'atLeast', 'atMost', 'above', 'below', 'equals'] as const;
const limitsOf = (kind: BoundKind, a: number, b: number) =>
  kind === 'between' ? [Math.min(a, b), Math.max(a, b)] : [a];
const few = fc.integer({ min: -4, max: 4 });

/** What each bound means, said once more. */
const meaning: Readonly<Record<BoundKind, (x: number, low: number, high: number) => boolean>> = {
  between: (x, low, high) => low <= x && x <= high,
  atLeast: (x, low) => x >= low,
  atMost: (x, low) => x <= low,
  above: (x, low) => x > low,
  below: (x, low) => x < low,
  equals: (x, low) => x === low,
};

describe.for(kinds)('%s', (kind) => {
  test('holds as JavaScript compares, and its opposite where it does not', () => {
    fc.assert(
      fc.property(few, few, few, (value, a, b) => {
        const limits = limitsOf(kind, a, b);
        const [low = NaN, high = NaN] = limits;
        const holds = meaning[kind](value, low, high);
        const measured = { value, of: null };
        expect(satisfies(measured, bound(kind, limits, 'number'))).toBe(holds);
        expect(satisfies(measured, bound(kind, limits, 'number', true))).toBe(!holds);
      }),
    );
  });

  test.for([false, true])('is not satisfied by NaN (not: %o)', (not) => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double({ noNaN: true }), (a, b) => {
        const made = bound(kind, limitsOf(kind, a, b), 'number', not);
        expect(satisfies({ value: NaN, of: 10 }, made)).toBe(false);
      }),
    );
  });

  test.for([false, true])('of a share is not satisfied by a share of no rows (not: %o)', (not) => {
    const made = bound(kind, kind === 'between' ? ['0%', '100%'] : ['0%'], 'count', not);
    expect(satisfies({ value: 0, of: 0 }, made)).toBe(false);
    expect(satisfies({ value: 0, of: null }, made)).toBe(false);
  });
});

test('both ends of between are included', () => {
  const made = bound('between', [0, 15], 'number');
  const holds = (value: Numeric) => satisfies({ value, of: null }, made);
  expect([-1e-300, 0, 15, { digits: 15_000_001n, scale: 6 }].map(holds)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe('a share is compared without rounding', () => {
  test('0.1% of 3,000,000 is exactly 3,000', () => {
    const atMost = bound('atMost', ['0.1%'], 'count');
    const equals = bound('equals', ['0.1%'], 'count');
    const of = 3_000_000;
    expect([2999, 3000, 3001].map((value) => satisfies({ value, of }, atMost))).toEqual([
      true,
      true,
      false,
    ]);
    expect([2999, 3000, 3001].map((value) => satisfies({ value, of }, equals))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('as whole numbers are: count * 100 * 10^places against digits * rows', () => {
    const places = 3n;
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.bigInt({ min: 1n, max: 10n ** 18n }),
        fc.bigInt({ min: 0n, max: 100n * 10n ** places }),
        (value, of, thousandths) => {
          const percent = `${thousandths / 1000n}.${String(thousandths % 1000n).padStart(3, '0')}%`;
          const exact = value * 100n * 10n ** places <= thousandths * of;
          expect(satisfies({ value, of }, bound('atMost', [percent], 'count'))).toBe(exact);
        },
      ),
    );
  });

  test('exactly at the limit, which some doubles miss', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (n, k) => {
          // k thousandths of a percent of 100,000 * n rows are k * n rows.
          const measured = { value: k * n, of: 100_000 * n };
          expect(satisfies(measured, bound('equals', [`${k / 1000}%`], 'count'))).toBe(true);
        },
      ),
    );
  });
});

test.for<[BoundKind, readonly unknown[], Unit, string]>([
  [
    'between',
    [15, 0],
    'number',
    'between(15, 0) can never hold: the minimum is above the maximum.',
  ],
  [
    'between',
    ['10%', '2%'],
    'count',
    'between(10%, 2%) can never hold: the minimum is above the maximum.',
  ],
  [
    'between',
    ['1d', '23h'],
    'duration',
    'between(1d, 23h) can never hold: the minimum is above the maximum.',
  ],
  [
    'between',
    ['2026-02-01', '2026-01-01'],
    'instant',
    'between(2026-02-01, 2026-01-01) can never hold: the minimum is above the maximum.',
  ],
  [
    'between',
    ['1%', 10],
    'count',
    'between(1%, 10) mixes a share with a number: write both in the same unit.',
  ],
])('%s of %o is refused', ([kind, limits, unit, message]) => {
  expect(() => bound(kind, limits, unit)).toThrow(
    expect.objectContaining({ code: 'BOUND_INVALID', message }),
  );
});

test.for<[BoundKind, readonly unknown[], Unit, boolean, string]>([
  ['between', [0, 1_500_000], 'number', false, 'between 0 and 1,500,000'],
  ['between', ['1%', '2.50%'], 'count', true, 'not between 1% and 2.5%'],
  ['atLeast', [10n], 'count', false, 'at least 10'],
  ['atMost', ['26h'], 'duration', false, 'at most 26h'],
  ['above', ['2026-01-31T08:00'], 'instant', false, 'above 2026-01-31T08:00:00Z'],
  ['below', [0.12345678], 'number', false, 'below 0.12345678'],
  ['equals', [0], 'number', true, 'not exactly 0'],
])('%s of %o is printed', ([kind, limits, unit, not, printed]) => {
  expect(printBound(bound(kind, limits, unit, not))).toBe(printed);
});

describe('a share', () => {
  const atMost = bound('atMost', ['5%'], 'count');

  test.for<[Numeric, Numeric | null, boolean]>([
    [5n, 100n, true],
    [6n, 100n, false],
    [0n, 100n, true],
    [0n, 0n, false],
    [0, null, false],
    // A base with places, and one beside which a hundred is nothing.
    [5n, { digits: 1000n, scale: 1 }, true],
    [6n, { digits: 1000n, scale: 1 }, false],
    [{ digits: 50n, scale: 1 }, 100n, true],
    [NaN, 100n, false],
  ])('of %o in %o at most 5%%: %s', ([value, of, holds]) => {
    expect(satisfies({ value, of }, atMost)).toBe(holds);
  });

  test('of nothing satisfies no opposite either', () => {
    const not = bound('equals', ['5%'], 'count', true);
    expect(satisfies({ value: 0n, of: 0n }, not)).toBe(false);
    expect(satisfies({ value: 0n, of: null }, not)).toBe(false);
    expect(satisfies({ value: 1n, of: 100n }, not)).toBe(true);
  });
});

describe('an interval', () => {
  test.for<[BoundKind, readonly unknown[], boolean, number, number, boolean | null]>([
    ['atLeast', [5], false, 5, 9, true],
    ['atLeast', [5], false, 4, 5, null],
    ['atLeast', [5], false, 1, 4, false],
    ['atMost', [5], false, 1, 5, true],
    ['atMost', [5], false, 5, 6, null],
    ['atMost', [5], false, 6, 7, false],
    ['above', [5], false, 5, 9, null],
    ['above', [5], false, 6, 9, true],
    ['above', [5], false, 1, 5, false],
    ['below', [5], false, 1, 5, null],
    ['below', [5], false, 1, 4, true],
    ['below', [5], false, 5, 9, false],
    ['equals', [5], false, 5, 5, true],
    ['equals', [5], false, 4, 6, null],
    ['equals', [5], false, 6, 9, false],
    ['equals', [5], true, 6, 9, true],
    ['equals', [5], true, 4, 6, null],
    ['equals', [5], true, 5, 5, false],
    ['between', [2, 5], false, 2, 5, true],
    ['between', [2, 5], false, 1, 5, null],
    ['between', [2, 5], false, 2, 6, null],
    ['between', [2, 5], false, 6, 9, false],
    ['between', [2, 5], true, 6, 9, true],
    ['between', [2, 5], true, 2, 5, false],
    ['atLeast', [5], false, Number.NaN, 9, null],
    ['atLeast', [5], false, 9, Number.NaN, null],
    ['atMost', [5], false, -Infinity, 5, true],
    ['atLeast', [5], false, 6, Infinity, true],
  ])('%s %j (not: %s) from %d to %d: %s', ([kind, limits, not, low, high, decided]) => {
    expect(verdictOfInterval({ low, high }, null, bound(kind, limits, 'number', not))).toBe(
      decided,
    );
  });

  test('of a share decides by what it is of', () => {
    const atLeast = bound('atLeast', ['50%'], 'count');
    expect(verdictOfInterval({ low: 50n, high: 99n }, 100n, atLeast)).toBe(true);
    expect(verdictOfInterval({ low: 50n, high: 99n }, 101n, atLeast)).toBeNull();
    expect(verdictOfInterval({ low: 1n, high: 9n }, 100n, atLeast)).toBe(false);
    expect(verdictOfInterval({ low: 1n, high: 9n }, null, atLeast)).toBeNull();
  });
});

describe('an age below zero', () => {
  const age = (kind: BoundKind, ...limits: readonly string[]) => bound(kind, limits, 'duration');
  const hour = 3_600_000;

  test('keeps no bound, nor the opposite of one', () => {
    const bounds = [
      age('atMost', '1h'),
      age('below', '1h'),
      age('below', '0s'),
      age('atLeast', '0s'),
      age('between', '0s', '1h'),
      age('equals', '1h'),
    ];
    for (const held of bounds)
      for (const not of [false, true])
        for (const value of [-1, -hour, -1n, { digits: -1n, scale: 3 }, -Infinity]) {
          expect(satisfies({ value, of: 1 }, { ...held, not })).toBe(false);
          expect(verdictOfInterval({ low: value, high: value }, 1, { ...held, not })).toBe(false);
        }
  });

  test('keeps one that has a limit there', () => {
    const allowed = age('between', '-5m', '1h');
    expect(satisfies({ value: -300_000, of: 1 }, allowed)).toBe(true);
    expect(satisfies({ value: -300_001, of: 1 }, allowed)).toBe(false);
    expect(satisfies({ value: -hour, of: 1 }, age('atMost', '-1h'))).toBe(true);
    expect(verdictOfInterval({ low: -300_000, high: 5 }, 1, allowed)).toBe(true);
  });

  test('is left open where it may be above, and zero is an age', () => {
    expect(verdictOfInterval({ low: -1, high: 5 }, 1, age('atMost', '1h'))).toBeNull();
    expect(verdictOfInterval({ low: 0, high: 5 }, 1, age('atMost', '1h'))).toBe(true);
    for (const zero of [0, 0n, -0, { digits: 0n, scale: 3 }])
      expect(satisfies({ value: zero, of: 1 }, age('atMost', '0s'))).toBe(true);
  });

  test('is a number like others where it is none', () => {
    expect(satisfies({ value: -1, of: 1 }, bound('atMost', [5], 'number'))).toBe(true);
    expect(
      satisfies({ value: -1, of: 1 }, bound('atMost', [new Date('2026-01-01')], 'instant')),
    ).toBe(true);
  });
});

test('rounded as it is printed, a value stays on its side of both limits', () => {
  const between = bound('between', [0, 120], 'number');
  expect(printForBound(120.00001, between)).toBe('120.00001');
  expect(printForBound(-0.0000001, between)).toBe('-1e-7');
  expect(printForBound(1.23456789, between)).toBe('1.2346');
});

test('a bound is frozen', () => {
  const made = bound('between', [1, 2], 'number');
  expect([made, made.limits].every(Object.isFrozen)).toBe(true);
});

test.for<[number, number, string]>([
  [120.00001, 120, '120.00001'],
  [119.99999, 120, '119.99999'],
  [120.00001, 119, '120'],
  [1234.56789, 120, '1,234.5679'],
  [NaN, 120, 'NaN'],
])('%f beside a bound at %f is printed as %s', ([value, limit, printed]) => {
  expect(printForBound(value, bound('atMost', [limit], 'number'))).toBe(printed);
});

describe('a bound of ratios', () => {
  const within = bound('between', ['-10%', '250%'], 'ratio');

  test.for<[Numeric, boolean]>([
    [-0.1, true],
    [2.5, true],
    [0, true],
    [-0.1000001, false],
    [2.51, false],
    [{ digits: -10n, scale: 2 }, true],
    [3n, false],
    [Infinity, false],
    [-Infinity, false],
    [Number.NaN, false],
  ])('%o satisfies -10%% to 250%%: %s', ([value, expected]) => {
    expect(satisfies({ value, of: null }, within)).toBe(expected);
  });

  test('does not depend on the rows', () => {
    expect(satisfies({ value: 0.2, of: 0 }, bound('above', ['10%'], 'ratio'))).toBe(true);
    expect(verdictOfInterval({ low: -0.05, high: 0.2 }, null, within)).toBe(true);
    expect(verdictOfInterval({ low: -0.2, high: 0.2 }, null, within)).toBeNull();
  });

  test('is printed as it is written, and refused where it can never hold', () => {
    expect(printBound(within)).toBe('between -10% and 250%');
    expect(() => bound('between', ['10%', '-10%'], 'ratio')).toThrow('can never hold');
  });

  test.for<[Numeric, string]>([
    [-0.2, '-20%'],
    [0.123456, '12.35%'],
    [-0.1000001, '-10.00001%'],
    [{ digits: 1n, scale: 1 }, '10%'],
    [Number.NaN, 'NaN%'],
  ])('the ratio %o is printed beside it as %s', ([value, printed]) => {
    expect(printRatioBeside(value, within)).toBe(printed);
  });
});
