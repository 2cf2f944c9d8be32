import { expect, test } from 'vitest';
import { scaleOf } from '../../../reporters/html/scale.ts';
import { reportedBound } from '../../../src/outcome/reported-bound.ts';
import { type BoundKind, bound } from '../../../src/value/bound.ts';
import type { Unit } from '../../../src/value/quantity.ts';
import { driftOf, fare } from '../drift-example.ts';
import { outcomeOf } from '../example.ts';

type Held = readonly [kind: BoundKind, limits: readonly unknown[], unit?: Unit, not?: boolean];

const held = ([kind, limits, unit = 'number', not = false]: Held) =>
  reportedBound(bound(kind, limits, unit, not));

const measured = (limits: Held, value: string, more: Parameters<typeof outcomeOf>[0] = {}) =>
  scaleOf(outcomeOf({ bound: held(limits), value, observed: value, of: null, ...more }));

/** Whether the observed value was drawn within what is allowed. */
const isInside = (scale: ReturnType<typeof scaleOf>) =>
  scale?.allowed.some(({ from, to }) => scale.observed.from >= from && scale.observed.to <= to);

test.for<readonly [Held, string, boolean]>([
  [['between', [0, 5]], '6.67', false],
  [['between', [0, 5]], '4.2', true],
  [['between', [0, 5], 'number', true], '4.2', false],
  [['between', [0, 5], 'number', true], '-4', true],
  [['atLeast', [100]], '99', false],
  [['atLeast', [100]], '100', true],
  [['atMost', [-3]], '-2', false],
  [['above', [1]], '2', true],
  [['below', [1]], '2', false],
  [['equals', [3]], '3', true],
  [['equals', [3]], '3.5', false],
  [['atMost', ['24h'], 'duration'], '90000000', false],
  [['atMost', ['24h'], 'duration'], '3600000', true],
  [['atLeast', ['2001-06-30'], 'instant'], '2001-07-01', true],
  [['equals', ['2012-01-01'], 'instant'], '2012-01-02', false],
])('%j and %s', ([expected, value, inside]) => {
  const scale = measured(expected, value);
  expect(isInside(scale)).toBe(inside);
  for (const { at } of scale?.limits ?? []) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(100);
  }
});

test('a share is measured in percent of what it is a part of', () => {
  const scale = measured(['atMost', ['1%'], 'count'], '63000', {
    of: 3_000_000,
    share: '0.021',
    observed: '63,000 of 3,000,000 (2.1%)',
  });
  expect(isInside(scale)).toBe(false);
  expect(scale?.observed.text).toBe('2.1%');
  expect(scale?.ticks).toEqual([]);
  // 2.1 of a scale from 0 to 2.1 and its margin; the limit lies at less than a half of it.
  expect(scale?.observed.from).toBeCloseTo(100 / 1.15, 0);
  expect(scale?.limits[0]?.at).toBeCloseTo(100 / 2.1 / 1.15, 0);
});

test('where none is allowed, the scale is of all rows, and 0.5% is seen', () => {
  const scale = measured(['atMost', [0], 'count'], '500', {
    of: 2000,
    share: '0.25',
    observed: '500 of 2,000 (25%)',
  });
  expect(scale?.observed.from).toBe(50);
  expect(scale?.ticks).toEqual([
    { at: 10, text: '1%' },
    { at: 31.6, text: '10%' },
    { at: 70.7, text: '50%' },
    { at: 100, text: '100%' },
  ]);
  const few = { of: 2000, share: '0.005', observed: '10 of 2,000 (0.5%)' };
  expect(measured(['atMost', [0], 'count'], '10', few)?.observed.from).toBe(7.1);
  expect(measured(['atMost', ['0%'], 'count'], '10', few)?.observed.from).toBe(7.1);
});

test('a value that is known as an interval is drawn as one', () => {
  const scale = scaleOf(
    outcomeOf({
      bound: held(['atMost', [75]]),
      value: null,
      observed: 'between 56 and 64',
      evidence: {
        exactness: 'bounded',
        by: 'duckdb',
        pass: 'quantile',
        interval: { low: '56', high: '64' },
        notes: [],
      },
    }),
  );
  expect(scale?.observed.to).toBeGreaterThan(scale?.observed.from ?? 100);
  expect(isInside(scale)).toBe(true);
});

test('a drift that keeps its bound is drawn with the interval that leaves it', () => {
  const interval = { low: 0.05, high: 0.17, level: 0.95, by: 'bootstrap', seed: 1 } as const;
  const scale = scaleOf({
    ...fare,
    bound: held(['atMost', [0.1]]),
    value: '0.0752395',
    drift: driftOf({ interval }),
  });
  const [limit] = scale?.limits ?? [];
  const { from = Number.NaN, to = Number.NaN } = scale?.confidence ?? {};
  expect(isInside(scale)).toBe(true);
  expect(from).toBeLessThan(scale?.observed.from ?? 0);
  expect(to).toBeGreaterThan(limit?.at ?? 100);
  expect(to).toBeLessThanOrEqual(100);
  expect(scaleOf({ ...fare, drift: driftOf({ interval: null }) })?.confidence).toBe(null);
});

test('a count that is known as an interval is told without what it is of', () => {
  const [bounded, evidence] = [
    held(['atLeast', [1000], 'count']),
    { exactness: 'bounded', by: 'duckdb', pass: 'sketch', notes: [] } as const,
  ];
  const scale = scaleOf(
    outcomeOf({
      bound: bounded,
      unit: 'count',
      value: null,
      observed: 'between 7 and 900 of 2,000',
      of: 2000,
      evidence: { ...evidence, interval: { low: '7', high: '900' } },
    }),
  );
  expect(scale?.observed.text).toBe('between 7 and 900');
});

test.for([
  ['no value', { value: null, observed: null }],
  ['NaN', { value: 'NaN', observed: 'NaN' }],
  ['a masked value', { value: null, observed: '•••' }],
  [
    'nothing against nothing',
    {
      bound: held(['atMost', [0], 'count']),
      value: '0',
      observed: '0 of 10 (0%)',
      of: 10,
      share: '0',
    },
  ],
  [
    'a share of nothing',
    {
      bound: held(['atMost', ['1%'], 'count']),
      value: '0',
      observed: '0 of 0',
      of: 0,
      share: 'NaN',
    },
  ],
  [
    'a bound on each segment',
    {
      bound: held(['atLeast', [50], 'count']),
      value: '3',
      observed: '3 of 229 segments outside',
      of: 229,
      segments: { count: 229, outside: 3 },
    },
  ],
  ['a limit beyond all numbers', { bound: held(['atLeast', [Number.POSITIVE_INFINITY]]) }],
  [
    'a time beyond all dates',
    { bound: held(['atMost', ['2001-01-01'], 'instant']), value: '9000000000000000 ms since 1970' },
  ],
] as const)('%s has no scale', ([, changes]) => {
  expect(scaleOf(outcomeOf(changes))).toBeNull();
});
