import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedValues, type PastValue } from '../../../src/metric/past-values.ts';

const day = 86_400_000;
const start = Date.parse('2026-01-05T06:00:00Z');

const past = (days: number, value = days, snapshot: string | null = `s${days}`): PastValue => ({
  at: start + days * day,
  snapshot,
  value,
});
const daily = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => past(from + at));
const run = (days: number, snapshot: string | null = `s${days}`) => ({
  at: start + days * day,
  snapshot,
});
const all = { window: 1000, season: null };
const numbers = (values: readonly PastValue[]) => values.map(({ value }) => value);

test('are those of earlier runs, oldest first, the newest of them', () => {
  const shuffled = [past(3), past(0), past(2), past(1)];
  expect(numbers(comparedValues(shuffled, run(4), all))).toEqual([0, 1, 2, 3]);
  expect(numbers(comparedValues(shuffled, run(4), { ...all, window: 2 }))).toEqual([2, 3]);
  expect(comparedValues([], run(4), all)).toEqual([]);
});

test('are none of the time of the run or later, as in a backfill', () => {
  expect(numbers(comparedValues(daily(10), run(4, 'other'), all))).toEqual([0, 1, 2, 3]);
});

describe('of one state of the data', () => {
  test('count once, with its first run', () => {
    const values = [past(2, 7, 'same'), past(0, 5, 'same'), past(1, 6, 'same'), past(3)];
    expect(numbers(comparedValues(values, run(4), all))).toEqual([5, 3]);
  });

  test('are left out where it is the state that is tested, whenever it was seen', () => {
    const values = [past(0), past(1, 100, 'tested'), past(2)];
    expect(numbers(comparedValues(values, run(3, 'tested'), all))).toEqual([0, 2]);
  });

  test('count once a day where the data has no identity, with the last run of the day', () => {
    const values = [0, 0.1, 0.2, 1, 1.5].map((days) => past(days, days, null));
    expect(numbers(comparedValues(values, run(1.6, null), all))).toEqual([0.2]);
    expect(numbers(comparedValues(values, run(2, null), all))).toEqual([0.2, 1.5]);
  });
});

describe('of a season', () => {
  const weekly = { window: 14, season: 7 };

  test('are of the same day of it, by the calendar and not by the number of runs', () => {
    const values = daily(29).filter(({ at }) => at !== past(13).at);
    expect(numbers(comparedValues(values, run(29), weekly))).toEqual([1, 8, 15, 22]);
    expect(numbers(comparedValues(values, run(27), weekly))).toEqual([6, 20]);
  });

  test('are of the same day at whatever time of it', () => {
    const values = [past(0.7), past(1.7), past(7.6)];
    expect(numbers(comparedValues(values, run(14), weekly))).toEqual([0.7, 7.6]);
  });

  test('are as many as the window says of the same day', () => {
    expect(comparedValues(daily(200), run(200), weekly)).toHaveLength(14);
  });
});

const pasts = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 30 * day }),
    snapshot: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
    value: fc.oneof(fc.integer(), fc.bigInt()),
  }),
);

test('do not depend on the order of lines, nor on lines that are there twice', () => {
  const time = fc.integer({ min: 0, max: 30 * day });
  fc.assert(
    fc.property(pasts, pasts, time, fc.constantFrom('a', null), (ones, others, at, snapshot) => {
      const compared = (values: readonly PastValue[]) =>
        comparedValues(values, { at, snapshot }, { window: 14, season: null });
      const found = compared([...ones, ...others]);
      expect(compared([...others, ...ones, ...others])).toEqual(found);
      for (const one of found) {
        expect(one.at).toBeLessThan(at);
        if (snapshot !== null) expect(one.snapshot).not.toBe(snapshot);
      }
    }),
  );
});
