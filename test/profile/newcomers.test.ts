import { expect, test } from 'vitest';
import { keepComing } from '../../src/profile/newcomers.ts';

const keepsComing = (values: readonly string[]) =>
  keepComing(
    values,
    new Map([...new Set(values)].map((one) => [one, values.filter((it) => it === one).length])),
  );

const rows = (count: number, value: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => value(row));

test('values that are met in the later rows alone are more than chance explains', () => {
  expect(keepsComing(rows(100, (row) => `w${Math.floor((row + (row % 3) * 9) / 40)}`))).toBe(true);
  expect(keepsComing(rows(60, (row) => (row < 45 ? 'ab'[row % 2] : 'abc'[row % 3]) ?? ''))).toBe(
    true,
  );
});

test('values that come in turns, rare ones and those that all differ are not', () => {
  expect(keepsComing(rows(100, (row) => `w${row % 7}`))).toBe(false);
  expect(keepsComing(rows(100, (row) => (row === 90 ? 'rare' : `w${row % 7}`)))).toBe(false);
  expect(keepsComing(rows(100, (row) => (row === 90 || row === 95 ? 'c' : 'a')))).toBe(false);
  expect(keepsComing(rows(1000, String))).toBe(false);
  expect(keepsComing(rows(1000, (row) => String(row % 990)))).toBe(false);
  expect(keepsComing([])).toBe(false);
});
