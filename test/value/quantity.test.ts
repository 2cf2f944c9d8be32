import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContractError } from '../../src/value/contract-error.ts';
import {
  parseDuration,
  parseQuantity,
  printDuration,
  printInstant,
  printQuantity,
  printShare,
  type Unit,
} from '../../src/value/quantity.ts';
import { refusal } from '../contract/refusal.ts';

describe('what is printed is read as the same', () => {
  const roundTrips = (value: unknown, unit: Unit) => {
    const quantity = parseQuantity(value, unit);
    return { quantity, again: parseQuantity(printQuantity(quantity), unit) };
  };

  test('shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (millionths) => {
        const { quantity, again } = roundTrips(`${(millionths / 1e6).toFixed(6)}%`, 'count');
        expect(printQuantity(again)).toBe(printQuantity(quantity));
      }),
    );
  });

  test('durations', () => {
    const units = fc.constantFrom('ms', 's', 'm', 'h', 'd', 'w');
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000, max: 10_000 }),
        fc.nat(9),
        units,
        (whole, tenth, unit) => {
          const { quantity, again } = roundTrips(`${whole}.${tenth}${unit}`, 'duration');
          expect(again).toEqual(quantity);
        },
      ),
    );
  });

  test('points in time', () => {
    const range = { min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const { quantity, again } = roundTrips(date, 'instant');
        expect(again).toEqual(quantity);
        expect(quantity).toEqual({ kind: 'instant', milliseconds: date.getTime() });
      }),
    );
  });

  test('numbers, digit by digit', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true }), fc.bigInt()), (value) => {
        const printed = printQuantity(parseQuantity(value, 'number')).replaceAll(',', '');
        const again = typeof value === 'bigint' ? BigInt(printed) : Number(printed);
        expect(again === value).toBe(true);
      }),
    );
  });
});

test.for<[string, number]>([
  ['500ms', 500],
  ['30s', 30_000],
  ['1.5m', 90_000],
  ['1.25h', 4_500_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['2w', 1_209_600_000],
  ['0s', 0],
])('the duration %s has %i milliseconds', ([text, milliseconds]) => {
  expect(parseDuration(text)).toEqual({ kind: 'duration', milliseconds, text });
});

test.for<[string | Date, string]>([
  ['2026-01-31', '2026-01-31'],
  ['2026-01-31T08:00', '2026-01-31T08:00:00Z'],
  ['2026-01-31 08:00:05', '2026-01-31T08:00:05Z'],
  ['2026-01-31T08:00:00+02:00', '2026-01-31T06:00:00Z'],
  ['2026-01-31T08:00:00.125Z', '2026-01-31T08:00:00.125Z'],
  ['2024-02-29', '2024-02-29'],
  [new Date(0), '1970-01-01'],
  ['2024-01-01T00:00:00.123000000Z', '2024-01-01T00:00:00.123Z'],
])('the point in time %s is read as %s', ([value, printed]) => {
  expect(printQuantity(parseQuantity(value, 'instant'))).toBe(printed);
});

describe('what is none is refused with what to write instead', () => {
  const noShare = (text: string) =>
    `'${text}' is not a share of rows: a share lies between 0% and 100%.`;
  const noCount = (text: string) => `${text} is neither a count nor a share: write 10, or '2%'.`;
  const noNumber = (text: string) => `${text} is not a number: write one such as 15.`;
  const noDuration = (text: string) =>
    `${text} is not a duration: write one such as '90s', '15m', '24h', '7d' or '2w'.`;
  const finer = (text: string) =>
    `'${text}' is finer than a millisecond, which no limit is: write at most three digits after the seconds, such as '2026-01-31T08:00:00.123Z'.`;
  const noDate = (text: string) =>
    `${text} is not a date: write one such as '2026-01-31', '2026-01-31T08:00:00Z' or new Date(...).`;

  test.for<[Unit, unknown, string]>([
    ['count', '100.1%', noShare('100.1%')],
    ['count', '150%', noShare('150%')],
    ['count', '-2%', noShare('-2%')],
    ['count', 'two%', noCount("'two%'")],
    ['count', '24h', noCount("'24h'")],
    ['count', '.5%', noCount("'.5%'")],
    ['count', '1e1%', noCount("'1e1%'")],
    ['count', '10', noCount("'10'")],
    ['count', NaN, noCount('NaN')],
    ['count', 0.02, noCount('0.02')],
    ['count', Infinity, noCount('Infinity')],
    ['count', -1, noCount('-1')],
    ['count', -1n, noCount('-1')],
    ['count', null, noCount('null')],
    ['count', undefined, noCount('undefined')],
    ['number', NaN, noNumber('NaN')],
    ['number', '15', noNumber("'15'")],
    ['number', '2%', noNumber("'2%'")],
    ['number', new Date(NaN), noNumber('Invalid Date')],
    ['duration', '24 hours', noDuration("'24 hours'")],
    ['duration', '1 day', noDuration("'1 day'")],
    ['duration', '24H', noDuration("'24H'")],
    ['duration', '3y', noDuration("'3y'")],
    ['duration', '--1h', noDuration("'--1h'")],
    ['duration', '- 1h', noDuration("'- 1h'")],
    ['duration', '1e3ms', noDuration("'1e3ms'")],
    ['duration', 24, noDuration('24')],
    ['duration', '', noDuration("''")],
    ['duration', '24h ', noDuration("'24h '")],
    ['duration', '24hours', noDuration("'24hours'")],
    ['duration', ['24h'], noDuration('24h')],
    ['count', '2%%', noCount("'2%%'")],
    ['instant', ['2026-01-31'], noDate('2026-01-31')],
    ['instant', 'yesterday', noDate("'yesterday'")],
    ['instant', '2026-02-30', noDate("'2026-02-30'")],
    ['instant', '2026-13-01', noDate("'2026-13-01'")],
    ['instant', '2026-01-31T25:00', noDate("'2026-01-31T25:00'")],
    ['instant', '2026-1-1', noDate("'2026-1-1'")],
    ['instant', '2024-01-01T00:00:00.123999Z', finer('2024-01-01T00:00:00.123999Z')],
    ['instant', '2024-01-01 00:00:00.1230001', finer('2024-01-01 00:00:00.1230001')],
    [
      'instant',
      '2024-01-01T00:00:00.000000001+02:00',
      finer('2024-01-01T00:00:00.000000001+02:00'),
    ],
    ['instant', '31-01-2026', noDate("'31-01-2026'")],
    ['instant', '2026-01-31T08:00 CET', noDate("'2026-01-31T08:00 CET'")],
    ['instant', 1769817600000, noDate('1769817600000')],
    ['instant', new Date(NaN), noDate('Invalid Date')],
  ])('as a %s: %o', ([unit, value, message]) => {
    expect(refusal(() => parseQuantity(value, unit))).toEqual({
      code: 'QUANTITY_INVALID',
      message,
    });
  });

  test('the error has a name of its own', () => {
    const error = new ContractError('QUANTITY_INVALID', 'what to do');
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('ContractError: what to do');
  });
});

test('a quantity is frozen', () => {
  for (const [value, unit] of [
    ['2%', 'count'],
    [5, 'number'],
    ['24h', 'duration'],
    ['2026-01-31', 'instant'],
  ] as const) {
    expect(Object.isFrozen(parseQuantity(value, unit))).toBe(true);
  }
});

test.for<[number, string]>([
  [0, '0s'],
  [0.4, '0s'],
  [999.6, '1s'],
  [1500, '1s 500ms'],
  [59_999, '59s 999ms'],
  [93_600_000, '1d 2h'],
  [93_600_400, '1d 2h'],
  [95_405_000, '1d 2h 30m 5s'],
  [-3_600_000, '-1h'],
  [-0.4, '0s'],
  [60_000, '1m'],
  [59_999.6, '1m'],
  [604_800_000, '7d'],
  [Infinity, 'Infinity'],
])('%f milliseconds are printed as %s', ([ms, printed]) => {
  expect(printDuration(ms)).toBe(printed);
});

test.for<[number, string]>([
  [1.7e15, '+055840-11-08T22:13:20Z'],
  [8.64e15, '+275760-09-13'],
  [-8.64e15, '-271821-04-20'],
  [9e15, '9000000000000000 ms since 1970'],
  [Infinity, 'Infinity ms since 1970'],
])('the instant %f is printed as %s', ([ms, printed]) => {
  expect(printInstant(ms)).toBe(printed);
});

test.for<[number | bigint, number | bigint, string]>([
  [0, 0, 'of no rows'],
  [0, 10, '0%'],
  [10, 10, '100%'],
  [1, 3, '33.33%'],
  [60_001, 3_000_000, '2%'],
  [1, 3_000_000, '0.00003%'],
  [2_999_999, 3_000_000, '99.99%'],
  [1n, 10n ** 12n, '1e-10%'],
])('%o of %o is printed as %s', ([count, of, printed]) => {
  expect(printShare(count, of)).toBe(printed);
});

describe('a ratio', () => {
  test.for<[string, string]>([
    ['-10%', '-10%'],
    ['250%', '250%'],
    ['0.50%', '0.5%'],
    ['1000%', '1,000%'],
  ])('%s is printed as %s', ([written, printed]) => {
    expect(printQuantity(parseQuantity(written, 'ratio'))).toBe(printed);
  });

  test.for<unknown>([10, -0.1, 'ten', '10', '1e3%', '%', null])('is not %s', (value) => {
    expect(() => parseQuantity(value, 'ratio')).toThrow(
      "a ratio: write one such as '-10%' or '250%'",
    );
  });

  test.for(['-10%', '250%'])('%s is no share of rows', (value) => {
    expect(() => parseQuantity(value, 'count')).toThrow('a share lies between 0% and 100%');
  });
});
