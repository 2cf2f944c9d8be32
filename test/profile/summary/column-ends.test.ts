import { expect, test } from 'vitest';
import type { ColumnDescription, EngineValue } from '../../../src/engine/engine.ts';
import { columnEnds, endsInNumbers } from '../../../src/profile/summary/column-ends.ts';

const column = (family: ColumnDescription['family']): ColumnDescription => ({
  name: 'c',
  type: '',
  family,
});
const answers = (known: Readonly<Record<string, EngineValue>>) => (question: string) =>
  known[question] ?? null;

test('the ends are those of the finite values, where the least or the greatest is none', () => {
  const given = answers({ min: 1.5, max: Number.POSITIVE_INFINITY, least: 1.5, greatest: 3 });
  expect(columnEnds(column('float'), given)).toEqual([1.5, 3]);
  expect(columnEnds(column('float'), answers({ min: Number.NaN, max: Number.NaN }))).toBeNull();
});

test('an end that a double would round is exact, and close as a number', () => {
  const given = answers({ min: 9007199254740993n, max: 9007199254740995n });
  expect(columnEnds(column('integer'), given)).toEqual([9007199254740993n, 9007199254740995n]);
  expect(endsInNumbers(column('integer'), given)?.[0]).toBeCloseTo(9007199254740992, -1);
});

test('times have ends in microseconds and in milliseconds, or neither', () => {
  const day = 86_400_000_000n;
  const given = answers({ min: 0n, max: day });
  expect(columnEnds(column('timestamp'), given)).toEqual([0n, day]);
  expect(endsInNumbers(column('timestamp'), given)).toEqual([0, 86_400_000]);
  // The greatest TIMESTAMP of DuckDB is beyond the last day that a Date holds.
  const beyond = answers({ min: 0n, max: 9_223_372_036_854_775_806n });
  expect(columnEnds(column('timestamp'), beyond)).toBeNull();
  expect(endsInNumbers(column('timestamp'), beyond)).toBeNull();
});

test('texts have lengths, and no ends', () => {
  expect(columnEnds(column('text'), answers({ min: 1, max: 2 }))).toBeNull();
});
