import { describe, expect, test } from 'vitest';
import { suspicionsOf } from '../../../src/profile/suspicions/suspicions.ts';
import { messy } from './messy.ts';
import { profiled, table } from './profiled.ts';

const suspected = async (text: string) =>
  suspicionsOf(await profiled(text)).map(({ column, kind, rows }) => [column, kind, rows]);

describe.for([
  [300, 1],
  [1000, 2],
  [3000, 3],
  [3000, 4],
  [30_000, 5],
] as const)('%i orders of seed %i', ([rows, seed]) => {
  test('are suspected of each fault in as many rows as have it', async () => {
    const { text, planted } = messy(rows, seed);
    const found = suspicionsOf(await profiled(text));
    expect(Object.keys(planted).length).toBeGreaterThan(6);
    expect(Object.fromEntries(found.map(({ kind, rows }) => [kind, rows]))).toEqual(planted);
  });

  test('without a fault are suspected of none', async () => {
    expect(await suspected(messy(rows, seed, { clean: true }).text)).toEqual([]);
  });
});

describe('a column of its own kind', () => {
  test.for<[string, (row: number) => unknown, readonly unknown[]]>([
    ['temperature', (row) => (Math.sin(row) * 12 + 9).toFixed(1), []],
    ['offset around zero', (row) => (row % 41) - 3, []],
    ['country, with Namibia', (row) => ['DE', 'FR', 'NA', 'IT'][row % 4], []],
    ['letter of both cases', (row) => ['a', 'A', 'b', 'B'][row % 4], []],
    ['word', (row) => ['red', 'green', 'blue'][row % 3], []],
    ['city', (row) => `City ${String.fromCharCode(65 + (row % 26))}${row % 50}`, []],
    ['length', (row) => 1 + ((row * row) % 98), []],
    ['article', (row) => (row === 9 ? 'A0007' : String(row % 60).padStart(5, '0')), []],
    ['plan', (row) => (row % 30 === 0 ? '00' : row % 17), []],
    ['house', (row) => (row % 5 === 0 ? `${row}a` : row), []],
  ])('%s gives no alarm', async ([name, value, expected]) => {
    const text = table(600, { id: (row) => row + 1, [name.split(',')[0] ?? '']: value });
    expect(await suspected(text)).toEqual(expected);
  });

  test.for<[string, (row: number) => unknown, readonly unknown[]]>([
    ['age', (row) => (row % 100 === 7 ? -1 : 20 + (row % 60)), ['age', 'placeholder', 6]],
    ['weight', (row) => (row % 100 === 7 ? 9999 : 20 + (row % 60)), ['weight', 'placeholder', 6]],
    [
      'ended',
      (row) =>
        row % 60 === 7 ? '9999-12-31' : `2024-03-${String((row % 28) + 1).padStart(2, '0')}`,
      ['ended', 'placeholder', 10],
    ],
    ['city', (row) => (row === 5 ? 'CITY 1' : `City ${row % 40}`), ['city', 'case', 1]],
    ['city', (row) => (row === 5 ? ' City 1' : `City ${row}`), ['city', 'blanks', 1]],
    ['color', (row) => (row === 9 ? 'gren' : ['red', 'green'][row % 2]), ['color', 'rare', 1]],
    ['amount', (row) => (row === 9 ? 'abc' : row + 0.5), ['amount', 'number', 1]],
    ['amount', (row) => (row % 10 === 9 ? 'abc' : row % 9), ['amount', 'number', 60]],
    ['amount', (row) => (row === 9 ? '1e400' : row + 0.5), ['amount', 'number', 1]],
    ['amount', (row) => (row > 590 ? 'abc' : `"${row},5"`), ['amount', 'number', 9]],
    ['same', () => 'x', ['same', 'constant', 600]],
    ['none', () => '', ['none', 'empty', 600]],
    ['user_id', (row) => `u${row === 599 ? 0 : row}`, ['user_id', 'duplicates', 1]],
  ])('%s is suspected', async ([name, value, expected]) => {
    expect(await suspected(table(600, { [name]: value, n: (row) => row % 3 }))).toEqual([expected]);
  });

  test('a personal value stands in no sentence', async () => {
    const text = table(300, {
      first_name: (row) => (row === 3 ? 'ZQANNA' : ['ZQanna', 'ZQben'][row % 2]),
    });
    expect(JSON.stringify(suspicionsOf(await profiled(text)))).not.toContain('ZQ');
  });
});

test.each([
  ['are few', (row: number) => `city ${row % 9}`],
  ['become many after the first rows', (row: number) => `city ${row < 1500 ? row % 9 : row}`],
])('finds blanks and missing words of texts that %s', async (_, city) => {
  const text = table(4000, {
    id: (row) => row,
    city: (row) => (row % 100 === 7 ? 'Oslo ' : row % 400 === 8 ? 'N/A' : city(row)),
  });
  expect(await suspected(text)).toEqual([
    ['city', 'blanks', 40],
    ['city', 'missing word', 10],
  ]);
});
