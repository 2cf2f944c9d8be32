import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toZodValue } from '../../../src/contract/schema/zod-value.ts';
import type { Family } from '../../../src/metric/expression.ts';

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
    ['text inside of a struct', z.object({ a: z.array(z.number()) }), { a: '[1]' }, { a: '[1]' }],
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
    // Each kind of option that wants a form of its own.
    ['a bigint or text', z.union([z.bigint(), z.string()]), 5, 5n],
    ['text, where it could be a bigint', z.union([z.bigint(), z.string()]), 'a', 'a'],
    [
      'a record or text',
      z.union([z.record(z.string(), z.number()), z.string()]),
      [['a', 5n]],
      { a: 5 },
    ],
    [
      'a map or text',
      z.union([z.map(z.string(), z.bigint()), z.string()]),
      [['a', 5]],
      new Map([['a', 5n]]),
    ],
    ['a set or text', z.union([z.set(z.number()), z.string()]), [5n], new Set([5])],
    ['a list or text', z.union([z.array(z.bigint()), z.string()]), [5], [5n]],
    ['a tuple or text', z.union([z.tuple([z.bigint()]), z.string()]), [5], [5n]],
    ['a bigint literal or text', z.union([z.literal(5n), z.string()]), 5, 5n],
    ['a number literal or text', z.union([z.literal(5), z.string()]), 5n, 5],
    ['a wrapped bigint or text', z.union([z.bigint().readonly(), z.string()]), 5, 5n],
    [
      'a bigint in a choice, or text',
      z.union([z.union([z.boolean(), z.bigint()]), z.string()]),
      5,
      5n,
    ],
    ['a piped bigint or text', z.union([z.bigint().transform(String), z.string()]), 5, 5n],
    [
      'what is preprocessed to a bigint, or text',
      z.union([z.preprocess((one) => one, z.bigint()), z.string()]),
      5,
      5n,
    ],
    ['both sides of bigints, or text', z.union([z.bigint().and(z.bigint()), z.string()]), 5, 5n],
    ['the first of two that take it', z.union([z.number(), z.bigint()]), 5n, 5],
    [
      'a number that only a bigint is',
      z.union([z.number(), z.bigint()]),
      2n ** 60n + 1n,
      2n ** 60n + 1n,
    ],
    [
      'what no option takes',
      z.union([z.object({ a: z.bigint() }), z.string()]),
      { a: 'x', b: 5n },
      { a: 'x', b: 5 },
    ],
    [
      'what async code may take',
      z.union([z.bigint().refine(async (one) => one > 1n), z.string()]),
      5,
      5n,
    ],
    [
      'what broken code may take',
      z.union([
        z.bigint().refine(() => {
          throw new Error('no');
        }),
        z.string(),
      ]),
      5,
      5n,
    ],
    [
      'what is taken for certain before what may be',
      z.union([z.custom(async () => true), z.bigint()]),
      5,
      5n,
    ],
    ['an enum of bigints', z.literal([5n, 6n]), 5, 5n],
    ['literals of both kinds', z.literal([5n, 'a']), 5, 5n],
    ['an enum of text', z.enum(['5']), '5', '5'],
    [
      'an object with other fields',
      z.object({ a: z.bigint() }).catchall(z.bigint()),
      { a: 1, b: 2 },
      { a: 1n, b: 2n },
    ],
    ['an intersection of two that want nothing', z.number().and(z.number()), 5n, 5],
    ['a promise of a bigint', z.promise(z.bigint()), 5, 5n],
    ['undefined', z.string(), undefined, null],
    ['what is no container', z.set(z.bigint()), 5n, 5],
    ['what is no tuple', z.tuple([z.bigint()]), 5n, 5],
    ['what is no list', z.array(z.bigint()), 5n, 5],
    ['what is no map', z.map(z.string(), z.bigint()), 5n, 5],
    ['what is no record', z.record(z.string(), z.bigint()), 5n, 5],
    ['a list that is no map', z.record(z.string(), z.any()), [['a', 1n, 2n]], [['a', 1, 2]]],
    ['a list of texts that is no map', z.record(z.string(), z.any()), ['ab'], ['ab']],
    [
      'a field that holds what may only be absent',
      z.object({ a: z.exactOptional(z.string()) }),
      { a: 'x' },
      { a: 'x' },
    ],
    ['a fraction beside bigints', z.bigint(), decimal(1250n, 2), 12.5],
    [
      'a struct that looks like a decimal',
      z.any(),
      { digits: 1n, scale: 'x' },
      { digits: 1, scale: 'x' },
    ],
    [
      'a struct with more than a decimal',
      z.any(),
      { digits: 1n, scale: 2, c: 1n },
      { digits: 1, scale: 2, c: 1 },
    ],
    [
      'a struct with digits that are text',
      z.any(),
      { digits: '1', scale: 2 },
      { digits: '1', scale: 2 },
    ],
    ['a struct with digits alone', z.any(), { digits: 1n }, { digits: 1 }],
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
    ['JSON null', z.object({ a: z.string().nullable() }), 'json', 'null', null],
    ['JSON that is no JSON', z.object({}), 'json', '{', '{'],
    ['what JSON has been made of', z.object({ a: z.bigint() }), 'json', { a: 5 }, { a: 5n }],
    ['a map', z.record(z.string(), z.number()), 'map', [['a', 1n]], { a: 1 }],
    [
      'text in a struct, which is no JSON',
      z.object({ a: z.array(z.any()) }),
      'struct',
      { a: '[1]' },
      { a: '[1]' },
    ],
    ['text of a list’s own type', z.array(z.any()), 'text', '[1]', '[1]'],
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
