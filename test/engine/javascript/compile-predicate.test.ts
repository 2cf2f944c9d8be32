import { describe, expect, test } from 'vitest';
import type { EngineValue } from '../../../src/engine/engine.ts';
import { Declined } from '../../../src/engine/engine.ts';
import { compilePredicate } from '../../../src/engine/javascript/compile-predicate.ts';
import {
  type Comparison,
  column,
  compare,
  type Literal,
  literal,
  not,
  type Predicate,
  type Scalar,
  sql,
} from '../../../src/metric/expression.ts';
import { now } from '../../support/measured.ts';

const x = column('x');
const holds = async (predicate: Predicate, value: EngineValue, family?: 'json') =>
  (await compilePredicate(predicate, now, family && new Map([['x', family]])))({ x: value });

describe('a comparison', () => {
  const signs: Readonly<Record<Comparison, readonly boolean[]>> = {
    '<': [true, false, false],
    '<=': [true, true, false],
    '>': [false, false, true],
    '>=': [false, true, true],
    '=': [false, true, false],
    '<>': [true, false, true],
  };

  test.for<[string, Literal, readonly EngineValue[]]>([
    ['of numbers', 5, [4.5, 5n, { digits: 51n, scale: 1 }]],
    ['of dates', new Date(5), [new Date(4), new Date(5), new Date(6)]],
    ['of texts, by code point', '\u{10000}', ['\uffff', '\u{10000}', '\u{10001}']],
  ])('%s has three ways to come out', async ([, limit, values]) => {
    for (const op of Object.keys(signs) as Comparison[]) {
      const found = values.map((value) => holds(compare(x, op, literal(limit)), value));
      expect(await Promise.all(found), op).toEqual(signs[op]);
    }
  });

  test('of halves of characters, which are one in bytes, is never of equals', async () => {
    const halves = ['\ud800', '\ud801'];
    for (const [at, value] of halves.entries()) {
      const limit = halves[1 - at] ?? '';
      expect(await holds(compare(x, '=', literal(limit)), value)).toBe(false);
      expect(await holds(compare(x, '<', literal(limit)), value)).toBe(at === 0);
      expect(await holds(compare(x, '>', literal(limit)), value)).toBe(at === 1);
      expect(await holds(compare(x, '=', literal(value)), value)).toBe(true);
    }
  });

  test('of booleans knows false below true', async () => {
    expect(await holds(compare(x, '<', literal(true)), false)).toBe(true);
    expect(await holds(compare(x, '=', literal(true)), true)).toBe(true);
    expect(await holds(compare(x, '<', literal(false)), false)).toBe(false);
  });

  test.for<[EngineValue, Literal]>([
    [null, 5],
    ['5', 5],
    [5, '5'],
    [true, 1],
    [new Date(5), 5],
    [5, new Date(5)],
    [Number.NaN, 5],
  ])('of %o with %o is unknown, and so is none of them', async ([value, limit]) => {
    for (const op of ['<', '<=', '>', '>=', '='] as const)
      expect(await holds(compare(x, op, literal(limit)), value), op).toBe(false);
  });
});

test.for<[Scalar, EngineValue, Literal | null]>([
  [{ kind: 'length', of: x }, 'a😀', 2],
  [{ kind: 'length', of: x }, 5, null],
  [{ kind: 'elapsed', of: x }, new Date(now.getTime() - 1500), 1500],
  [{ kind: 'elapsed', of: x }, new Date(now.getTime() + 1500), -1500],
  [{ kind: 'elapsed', of: x }, 'soon', null],
  [{ kind: 'add', terms: [x, literal(2), literal(3)] }, 5n, 10],
  [{ kind: 'add', terms: [x, literal(2)] }, null, null],
  [{ kind: 'add', terms: [literal(2), x] }, 'a', null],
  [{ kind: 'now' }, null, now],
])('%o of %o is %o', async ([scalar, value, expected]) => {
  const isNull = await holds({ kind: 'isNull', of: scalar }, value);
  expect(isNull).toBe(expected === null);
  if (expected !== null)
    expect(await holds(compare(scalar, '=', literal(expected)), value)).toBe(true);
});

test('a missing column is NULL', async () => {
  const test = await compilePredicate({ kind: 'isNull', of: column('y') }, now);
  expect(test({ x: 1 })).toBe(true);
});

test.for<[Predicate, EngineValue, boolean]>([
  [{ kind: 'isNaN', of: x }, Number.NaN, true],
  [{ kind: 'isNaN', of: x }, 5, false],
  [{ kind: 'isNaN', of: x }, 'NaN', false],
  [{ kind: 'isInfinite', of: x }, -Infinity, true],
  [{ kind: 'isInfinite', of: x }, Infinity, true],
  [{ kind: 'isInfinite', of: x }, Number.NaN, false],
  [{ kind: 'matches', of: x, source: '^a', flags: 'gi' }, 'Abc', true],
  [{ kind: 'matches', of: x, source: '^a', flags: '' }, 'Abc', false],
  [{ kind: 'matches', of: x, source: '5', flags: '' }, 5, false],
  [{ kind: 'oneOf', of: x, values: [1, 'a', 2n] }, 2, true],
  [{ kind: 'oneOf', of: x, values: [1, 'a', 2n] }, 'b', false],
  [{ kind: 'multipleOf', of: x, step: 1 }, 5n, true],
  [{ kind: 'multipleOf', of: x, step: 1 }, 5.5, false],
  [{ kind: 'multipleOf', of: x, step: 1 }, 3 + 2 ** -51, false],
  [{ kind: 'multipleOf', of: x, step: -1 }, 3 + 2 ** -51, true],
  [{ kind: 'multipleOf', of: x, step: 3n }, 9n, true],
  [{ kind: 'multipleOf', of: x, step: 3n }, 10n, false],
  [{ kind: 'multipleOf', of: x, step: 0.1 }, 0.3, true],
  [{ kind: 'multipleOf', of: x, step: 0.1 }, 0.35, false],
  [{ kind: 'multipleOf', of: x, step: 1 }, '5', false],
  [{ kind: 'multipleOf', of: x, step: 1 }, Infinity, false],
  [{ kind: 'always' }, null, true],
  [not({ kind: 'always' }), null, false],
])('%o of %o: %s', async ([predicate, value, expected]) => {
  expect(await holds(predicate, value)).toBe(expected);
});

test('a column of JSON is what it says', async () => {
  const isFive = compare(x, '=', literal(5));
  expect(await holds(isFive, '5', 'json')).toBe(true);
  expect(await holds(isFive, '5')).toBe(false);
  expect(await holds(compare(x, '=', literal('5')), '"5"', 'json')).toBe(true);
  expect(await holds({ kind: 'isNull', of: x }, 'null', 'json')).toBe(true);
  expect(await holds({ kind: 'isNull', of: x }, null, 'json')).toBe(true);
});

test('a user’s SQL is left to the engine', async () => {
  await expect(compilePredicate(sql('x > 1'), now)).rejects.toThrow(Declined);
  await expect(compilePredicate(compare(sql('x'), '>', literal(1)), now)).rejects.toThrow(Declined);
});
