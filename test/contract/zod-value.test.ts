import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toZodValue } from '../../src/contract/zod-value.ts';
import type { Family } from '../../src/metric/expression.ts';

const decimal = (digits: bigint, scale: number) => ({ digits, scale });

describe('an engine value becomes what the schema wants', () => {
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['an integer for a number', z.number(), 5n, 5],
    ['an integer that a number holds exactly', z.number(), 2n ** 60n, 2 ** 60],
    ['an integer that no number holds', z.int(), 2n ** 53n + 1n, 2n ** 53n + 1n],
    ['an integer for a bigint', z.bigint(), 5n, 5n],
    ['a small integer for a bigint', z.bigint().nullable(), 5, 5n],
    ['a fraction for a bigint', z.bigint(), 0.5, 0.5],
    ['a decimal for a number', z.number().optional(), decimal(1250n, 2), 12.5],
    ['a whole decimal for a bigint', z.bigint(), decimal(1200n, 2), 12n],
    ['a bigint literal', z.literal(5n), 5, 5n],
    ['text', z.string(), '5', '5'],
    ['text for a number', z.number(), '5', '5'],
    ['a date', z.date(), new Date(0), new Date(0)],
    ['NULL', z.string(), null, null],
    ['NULL for null', z.string().nullish(), null, null],
    ['NULL for undefined', z.string().optional(), null, undefined],
    ['NULL for a default', z.string().default(''), null, undefined],
    ['anything', z.any(), { a: 5n, b: [decimal(15n, 1)] }, { a: 5, b: [1.5] }],
    [
      'a struct',
      z.object({ a: z.bigint(), b: z.string().optional() }),
      { a: 5, b: null, c: 7n },
      { a: 5n, b: undefined, c: 7 },
    ],
    [
      'a key that may only be absent',
      z.object({ a: z.exactOptional(z.string()) }),
      { a: null },
      {},
    ],
    ['a list', z.array(z.number().nullable()), [1n, null], [1, null]],
    ['a set', z.set(z.bigint()), [1, 2n], new Set([1n, 2n])],
    ['a tuple', z.tuple([z.bigint()], z.number()), [1, 2n], [1n, 2]],
    ['a map', z.map(z.string(), z.number()), [['a', 5n]], new Map([['a', 5]])],
    ['a map for a record', z.record(z.string(), z.number()), [['a', 5n]], { a: 5 }],
    ['a map for an object', z.object({ a: z.bigint() }), [['a', 5]], { a: 5n }],
    ['JSON inside of a struct', z.object({ a: z.array(z.number()) }), { a: '[1]' }, { a: [1] }],
    ['text that is no JSON', z.object({ a: z.number() }), 'a', 'a'],
    [
      'a choice',
      z.union([z.object({ a: z.bigint() }), z.object({ a: z.string() })]),
      { a: 5 },
      { a: 5n },
    ],
    ['a choice that is text as well', z.union([z.array(z.string()), z.string()]), '["a"]', '["a"]'],
    [
      'both sides of an intersection',
      z.object({ a: z.bigint() }).and(z.object({ b: z.number() })),
      { a: 1n, b: 2n },
      { a: 1n, b: 2 },
    ],
    ['what is piped on', z.number().transform(String), 5n, 5],
    ['what is preprocessed', z.preprocess((one) => one, z.set(z.number())), [5n], new Set([5])],
    ['bytes', z.instanceof(Uint8Array), new Uint8Array([1]), new Uint8Array([1])],
  ])('%s', (_, schema, value, expected) => {
    expect(toZodValue(value, schema)).toEqual(expected);
  });
});

describe('the type of a column tells', () => {
  test.each<[string, z.ZodType, Family, unknown, unknown]>([
    ['JSON', z.union([z.string(), z.number()]), 'json', '"a"', 'a'],
    ['JSON that is text that is JSON', z.json(), 'json', '"{}"', '{}'],
    ['JSON with null', z.object({ a: z.string().optional() }), 'json', '{"a":null}', { a: null }],
    [
      'JSON pairs, which are no map',
      z.record(z.string(), z.number()),
      'json',
      '[["a",1]]',
      [['a', 1]],
    ],
    [
      'a list of pairs, which is no map',
      z.record(z.string(), z.number()),
      'list',
      [['a', 1]],
      [['a', 1]],
    ],
    ['text that could be JSON', z.preprocess((one) => one, z.object({})), 'text', '{}', '{}'],
  ])('%s', (_, schema, family, value, expected) => {
    expect(toZodValue(value, schema, family)).toEqual(expected);
  });
});

test('recursive schemas end', () => {
  const node = z.object({
    value: z.bigint(),
    get next() {
      return node.nullable();
    },
  });
  const value = { value: 1, next: { value: 2n, next: { value: 3, next: null } } };
  expect(toZodValue(value, node)).toEqual({
    value: 1n,
    next: { value: 2n, next: { value: 3n, next: null } },
  });
});
