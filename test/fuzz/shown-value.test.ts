import { expect, test } from 'vitest';
import { shownValue } from '../../src/fuzz/shown-value.ts';

test.each([
  [null, null],
  [undefined, null],
  ['a b', 'a b'],
  ['', ''],
  ['12', "'12'"],
  ['-0.5', "'-0.5'"],
  ['NaN', "'NaN'"],
  ['true', "'true'"],
  ['2024-01-02', "'2024-01-02'"],
  [12, '12'],
  [-0, '-0'],
  [10n ** 20n, '100000000000000000000'],
  [NaN, 'NaN'],
  [true, 'true'],
  [new Date('2024-01-02'), '2024-01-02'],
  [new Date('2024-01-02T10:00:00Z'), '2024-01-02T10:00:00Z'],
  [new Date(NaN), 'Invalid Date'],
  [['a', 1, null], "['a', 1, NULL]"],
  [{ a: '1', b: [] }, "{a: '1', b: []}"],
  [new Set([1]), '[1]'],
  [new Map([['a', 1]]), "{'a': 1}"],
  [new Uint8Array([1, 255]), '\\x01ff'],
])('%o is shown as %s', (value, text) => {
  expect(shownValue(value)).toBe(text);
});

test('a value that is a part of itself is shown without it', () => {
  const value: Record<string, unknown> = {};
  value.self = value;
  expect(shownValue(value)).toBe('{…}');
});
