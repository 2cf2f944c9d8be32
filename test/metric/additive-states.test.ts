import { describe, expect, test } from 'vitest';
import { add, type Numbers } from '../../src/metric/additive-state.ts';
import type { Aggregate } from '../../src/metric/aggregate.ts';
import { additive } from '../../src/metric/aggregate.ts';
import { column } from '../../src/metric/expression.ts';
import type { Numeric } from '../../src/value/numeric.ts';
import { now } from '../support/measured.ts';

const of = column('x');

/** The value over parts of which these are the states. */
function merged(aggregate: Aggregate, unit: 'number' | 'instant', ...states: readonly Numbers[]) {
  const made = additive(aggregate, unit);
  if (made === null) throw new Error(`${aggregate.kind} is not additive.`);
  return made.value(states.reduce(made.merge), now);
}

describe('sums', () => {
  const whole = 9_007_199_254_740_992n;

  test.for<[Numeric, Numeric, Numeric]>([
    [1n, whole, whole + 1n],
    [1, 2.5, 3.5],
    [whole, 1, { digits: whole + 1n, scale: 0 }],
    [{ digits: 105n, scale: 1 }, 1n, { digits: 115n, scale: 1 }],
    [
      { digits: 1n, scale: 2 },
      { digits: 5n, scale: 1 },
      { digits: 51n, scale: 2 },
    ],
    [3, { digits: -1n, scale: 1 }, { digits: 29n, scale: 1 }],
    // A double that is no whole number makes the sum one.
    [0.5, 1n, 1.5],
    [{ digits: 5n, scale: 1 }, 0.25, 0.75],
    [Infinity, 1n, Infinity],
    [{ digits: 5n, scale: 1 }, Number.NaN, Number.NaN],
  ])('%o and %o are %o, in either order', ([left, right, sum]) => {
    expect(add(left, right)).toEqual(sum);
    expect(add(right, left)).toEqual(sum);
  });
});

describe('a part without a value adds nothing', () => {
  test.for<[Aggregate['kind'] & ('sum' | 'min' | 'max'), Numeric]>([
    ['sum', 12],
    ['min', 5],
    ['max', 7],
  ])('%s', ([kind, value]) => {
    expect(merged({ kind, of }, 'number', [null], [5], [null], [7], [null])).toBe(value);
    expect(merged({ kind, of }, 'number', [null], [null])).toBeNull();
  });

  test('mean', () => {
    const mean = { kind: 'mean', of } as const;
    expect(merged(mean, 'number', [null, 0n], [6, 2n], [null, 0n], [3n, 1n])).toBe(3);
    expect(merged(mean, 'number', [null, 0n], [null, 0n])).toBeNull();
    expect(merged(mean, 'number', [null, null])).toBeNull();
    // A sum that an engine gives for no rows.
    expect(merged(mean, 'number', [0, 0n])).toBeNull();
    expect(merged(mean, 'number', [0, 3n])).toBe(0);
  });

  test('stddev', () => {
    const stddev = { kind: 'stddev', of } as const;
    // 1, 3 and 8, as sum, squares and count: their mean is 4, and the squares of the distances are 9 + 1 + 16.
    const parts: readonly Numbers[] = [
      [null, null, 0n],
      [4n, 10n, 2n],
      [null, null, 0n],
      [8n, 64n, 1n],
    ];
    expect(merged(stddev, 'number', ...parts)).toBe(Math.sqrt(13));
    expect(merged(stddev, 'number', [8n, 64n, 1n])).toBeNull();
    expect(merged(stddev, 'number', [null, null, 0n], [null, null, 0n])).toBeNull();
    expect(merged(stddev, 'number', [10n, 50n, 2n])).toBe(0);
  });
});

describe('extremes', () => {
  test.for<['min' | 'max', Numeric]>([
    ['min', -4n],
    ['max', { digits: 75n, scale: 1 }],
  ])('%s', ([kind, value]) => {
    const states: readonly Numbers[] = [[3], [-4n], [{ digits: 75n, scale: 1 }], [7]];
    expect(merged({ kind, of }, 'number', ...states)).toEqual(value);
    expect(merged({ kind, of }, 'number', ...states.toReversed())).toEqual(value);
  });

  test('one NaN is the whole', () => {
    for (const kind of ['min', 'max'] as const) {
      expect(merged({ kind, of }, 'number', [1], [Number.NaN])).toBeNaN();
      expect(merged({ kind, of }, 'number', [Number.NaN], [1])).toBeNaN();
    }
  });
});

describe('extremes of instants', () => {
  /** An infinite instant has no number: how many there are, and how many of them at the end of time. */
  const late: Numbers = [null, 1n, 1n];
  const early: Numbers = [null, 1n, 0n];
  const both: Numbers = [null, 2n, 1n];
  const none: Numbers = [null, 0n, 0n];
  const usual: Numbers = [5n, 1n, 0n];

  test.for<[string, readonly Numbers[], Numeric | null, Numeric | null]>([
    ['usual ones', [usual, [7n, 3n, 0n]], 5n, 7n],
    ['none at all', [none, none], null, null],
    ['none, then a usual one', [none, usual], 5n, 5n],
    ['the end of time beside a usual one', [late, usual], 5n, null],
    ['a usual one beside its beginning', [usual, early], null, 5n],
    ['both ends within one part', [both, usual], null, null],
    ['the end of time alone', [late, none], null, null],
    ['its beginning alone', [none, early], null, null],
  ])('%s', ([, states, least, greatest]) => {
    for (const order of [states, states.toReversed()]) {
      expect(merged({ kind: 'min', of }, 'instant', ...order), 'min').toEqual(least);
      expect(merged({ kind: 'max', of }, 'instant', ...order), 'max').toEqual(greatest);
    }
  });

  test('how many there were is merged too, for the parts to come', () => {
    const made = additive({ kind: 'max', of }, 'instant');
    expect(made?.merge(late, usual)).toEqual([null, 2n, 1n]);
    expect(made?.merge(usual, [9n, 2n, 0n])).toEqual([9n, 3n, 0n]);
    expect(made?.merge(usual, early)).toEqual([5n, 2n, 0n]);
  });
});

test('an age is that of the newest instant, to a microsecond', () => {
  const age = { kind: 'min', of: { kind: 'elapsed', of } } as const;
  /** The state of one instant, so many microseconds after now. */
  const after = (microseconds: bigint): Numbers => [
    BigInt(now.getTime()) * 1000n + microseconds,
    1n,
    0n,
  ];
  const none: Numbers = [null, 0n, 0n];
  expect(
    merged(age, 'number', after(-5_000_000n), none, after(-3_000_000n), after(-9_000_000n)),
  ).toEqual({ digits: 3_000_000n, scale: 3 });
  expect(merged(age, 'number', after(1_000_500n))).toEqual({ digits: -1_000_500n, scale: 3 });
  expect(merged(age, 'number', none, none)).toBeNull();
});

test.for(['distinct', 'duplicates', 'quantile', 'mode', 'gaps', 'descents', 'rows'])(
  '%s needs all rows at once',
  (kind) => {
    expect(additive({ kind, of } as unknown as Aggregate)).toBeNull();
  },
);
