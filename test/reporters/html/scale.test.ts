import { expect, test } from 'vitest';
import { scaleOf } from '../../../reporters/html/scale.ts';
import { outcomeOf } from '../example.ts';

const measured = (expected: string, value: string, more: Parameters<typeof outcomeOf>[0] = {}) =>
  scaleOf(outcomeOf({ expected, value, observed: value, of: null, ...more }));

/** Whether the observed value was drawn within what is allowed. */
const isInside = (scale: ReturnType<typeof scaleOf>) =>
  scale?.allowed.some(({ from, to }) => scale.observed.from >= from && scale.observed.to <= to);

test.for([
  ['between 0 and 5', '6.67', false],
  ['between 0 and 5', '4.2', true],
  ['not between 0 and 5', '4.2', false],
  ['not between 0 and 5', '-4', true],
  ['at least 100', '99', false],
  ['at least 100', '100', true],
  ['at most -3', '-2', false],
  ['above 1', '2', true],
  ['below 1', '2', false],
  ['exactly 3', '3', true],
  ['exactly 3', '3.5', false],
  ['at most 24h', '90000000', false],
  ['at most 24h', '3600000', true],
  ['at least 2001-06-30', '2001-07-01', true],
  ['exactly 2012-01-01', '2012-01-02', false],
] as const)('%s and %s', ([expected, value, inside]) => {
  const scale = measured(expected, value);
  expect(isInside(scale)).toBe(inside);
  for (const { at } of scale?.limits ?? []) {
    expect(at).toBeGreaterThanOrEqual(0);
    expect(at).toBeLessThanOrEqual(100);
  }
});

test('a share is measured in percent of what it is a part of', () => {
  const scale = measured('at most 1%', '63000', {
    of: 3_000_000,
    observed: '63,000 of 3,000,000 (2.1%)',
  });
  expect(isInside(scale)).toBe(false);
  expect(scale?.observed.text).toBe('2.1%');
  // 2.1 of a scale from 0 to 2.1 and its margin; the limit lies at less than a half of it.
  expect(scale?.observed.from).toBeCloseTo(100 / 1.15, 0);
  expect(scale?.limits[0]?.at).toBeCloseTo(100 / 2.1 / 1.15, 0);
});

test('where none is allowed, the scale is of all rows', () => {
  const scale = measured('at most 0', '500', { of: 2000, observed: '500 of 2,000 (25%)' });
  expect(scale?.observed.from).toBeCloseTo(25 / 1.15, 0);
});

test('a value that is known as an interval is drawn as one', () => {
  const scale = scaleOf(
    outcomeOf({
      expected: 'at most 75',
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

test.for([
  ['no value', { value: null, observed: null }],
  ['NaN', { value: 'NaN', observed: 'NaN' }],
  ['a masked value', { value: null, observed: '•••' }],
  [
    'nothing against nothing',
    { expected: 'at most 0', value: '0', observed: '0 of 10 (0%)', of: 10 },
  ],
  ['a share of nothing', { expected: 'at most 1%', value: '0', observed: '0 of 0', of: 0 }],
  [
    'a bound on each segment',
    { expected: 'at least 50', value: '3', observed: '3 of 229 segments outside', of: 229 },
  ],
] as const)('%s has no scale', ([, changes]) => {
  expect(scaleOf(outcomeOf(changes))).toBeNull();
});
