import { expect, test } from 'vitest';
import { compareRows } from '../../src/fuzz/compare-rows.ts';
import { valueKey } from '../../src/fuzz/value-key.ts';

test.each<[unknown, unknown]>([
  [1, 1n],
  [0, -0],
  [NaN, NaN],
  [null, undefined],
  [2 ** 60, 2n ** 60n],
  [1e21, 10n ** 21n],
  [0.0000001, { digits: 1n, scale: 7 }],
  [5n, { digits: 500n, scale: 2 }],
  [new Date(5), new Date(5)],
  [{ a: 1, b: undefined }, { a: 1n }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [
    new Map([
      [1, 'a'],
      [2, 'b'],
    ]),
    new Map([
      [2, 'b'],
      [1, 'a'],
    ]),
  ],
  [new Set([1, 2]), new Set([2, 1])],
  [Buffer.from([1]), new Uint8Array([1])],
])('%o and %o are one value', (one, other) => {
  expect(valueKey(one)).toBe(valueKey(other));
});

test.each<[unknown, unknown]>([
  [1, '1'],
  [1, true],
  [null, 'null'],
  [null, ''],
  [NaN, null],
  ['a', 'A'],
  ['a', 'a '],
  [2 ** 53, 2n ** 53n + 1n],
  [new Date(5), 5],
  [[1, 2], [12]],
  [['a,b'], ['a', 'b']],
  [[null], []],
  [{ a: 1 }, { b: 1 }],
  [
    [1, 2],
    [2, 1],
  ],
])('%o and %o are two', (one, other) => {
  expect(valueKey(one)).not.toBe(valueKey(other));
});

test('rows are compared as often as they occur', () => {
  const row = { a: 1 };
  expect(compareRows([row, row], [{ a: 1n }])).toEqual({ onlyLeft: [row], onlyRight: [] });
  expect(compareRows([{ a: 1, b: null }], [row])).toEqual({ onlyLeft: [], onlyRight: [] });
  expect(compareRows([], [row, { a: 2 }])).toEqual({ onlyLeft: [], onlyRight: [row, { a: 2 }] });
});
