import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import {
  type RowTerms,
  schemaExpectations,
} from '../../../src/contract/schema/schema-expectations.ts';

const titles = (terms: RowTerms) =>
  schemaExpectations(terms).map(({ name, metric }) => name ?? metric.label);

/** What is expected of one column. */
const ofColumn = (x: z.ZodType) =>
  titles({ schema: z.object({ x }), allowEmpty: true })
    .slice(1)
    .map((title) => title.replace("column('x') ", ''));

test('a schema reads as a list of tests, in the order of its columns', () => {
  const schema = z.object({
    delay: z.int().min(-1440).max(2880).nullable(),
    origin: z.string().regex(/^[A-Z]{3}$/),
    email: z.email().optional(),
    address: z.object({ city: z.string() }),
    'the day': z.date().min(new Date('2001-01-01')),
  });
  expect(titles({ schema, strict: 'ordered' })).toEqual([
    'every record is read',
    'has rows',
    'has no other columns',
    "has its columns in the schema's order",
    "column('delay') is a number",
    "column('delay') is an integer",
    "column('delay') is at least -1440",
    "column('delay') is at most 2880",
    "column('origin') is text",
    "column('origin') has no NULL",
    "column('origin') matches /^[A-Z]{3}$/",
    "column('email') is text",
    "column('email') is an email",
    "column('address') is an object",
    "column('address') has no NULL",
    "column('address') satisfies its zod schema",
    "column('the day') is a date",
    "column('the day') has no NULL",
    "column('the day') is a valid date",
    "column('the day') is at least '2001-01-01'",
  ]);
});

test('rows must be there, unless the contract allows an empty dataset', () => {
  const schema = z.object({ a: z.any() });
  const [read, rows] = schemaExpectations({ schema });
  expect(read).toMatchObject({
    metric: { value: { kind: 'unreadable' } },
    bound: { kind: 'atMost' },
  });
  expect(rows).toMatchObject({ bound: { kind: 'above' }, allowEmpty: false, origin: 'schema' });
  expect(titles({ schema, allowEmpty: true })).toEqual([
    'every record is read',
    "column('a') is present",
  ]);
});

test('a strict object refuses other columns; a strict term does too', () => {
  const [, , strict] = schemaExpectations({ schema: z.strictObject({ a: z.any(), b: z.any() }) });
  expect(strict?.metric.value).toEqual({
    kind: 'structure',
    check: { kind: 'noExtra', columns: ['a', 'b'] },
  });
  expect(titles({ schema: z.object({}), strict: true })).toContain('has no other columns');
  expect(titles({ schema: z.looseObject({}) })).not.toContain('has no other columns');
});

describe('what is expected of a column', () => {
  test.each<[string, z.ZodType, readonly string[]]>([
    ['number', z.number(), ['is a number', 'has no NULL', 'is finite']],
    ['int', z.int(), ['is a number', 'has no NULL', 'is an integer']],
    ['int32', z.int32(), ['is a number', 'has no NULL', 'is an int32']],
    ['float32', z.float32(), ['is a number', 'has no NULL', 'is finite', 'is a float32']],
    ['bigint', z.int64().gt(3n), ['is an integer', 'has no NULL', 'is an int64', 'is above 3n']],
    [
      'multiples',
      z.number().multipleOf(0.5).nullable(),
      ['is a number', 'is finite', 'is a multiple of 0.5'],
    ],
    ['a sign', z.number().positive().optional(), ['is a number', 'is finite', 'is above 0']],
    ['boolean', z.boolean(), ['is a boolean', 'has no NULL']],
    ['NaN', z.nan(), ['is a float', 'has no NULL', 'is NaN']],
    [
      'lengths',
      z.string().min(1).max(9).nullish(),
      ['is text', 'has at least 1 character', 'has at most 9 characters'],
    ],
    ['a length', z.string().length(2), ['is text', 'has no NULL', 'has exactly 2 characters']],
    [
      'parts',
      z.string().startsWith('a').includes("b'").endsWith('c'),
      ['is text', 'has no NULL', "starts with 'a'", `contains "b'"`, "ends with 'c'"],
    ],
    [
      'case',
      z.string().lowercase().uppercase(),
      ['is text', 'has no NULL', 'is in lower case', 'is in upper case'],
    ],
    ['a format that is a pattern', z.uuid(), ['is text', 'has no NULL', 'is a UUID']],
    ['a format that is code', z.ipv6(), ['is text', 'has no NULL', 'is an IPv6 address']],
    [
      'a format of the own',
      z.stringFormat('ticket', (one) => one.length > 3),
      ['is text', 'has no NULL', "has the format 'ticket'"],
    ],
    ['enum', z.enum(['a', 'b']), ['is text', 'has no NULL', "is one of 'a', 'b'"]],
    ['literal', z.literal(1), ['is a number', 'has no NULL', 'is 1']],
    ['literals and null', z.literal([true, null]), ['is a boolean', 'is true']],
    [
      'a union of literals',
      z.union([z.literal('a'), z.enum(['b']), z.null()]),
      ['is text', "is one of 'a', 'b'"],
    ],
    [
      'a union with null',
      z.union([z.string().min(2), z.null()]),
      ['is text', 'has at least 2 characters'],
    ],
    [
      'another union',
      z.union([z.string(), z.number()]),
      ['is text, a number or JSON', 'has no NULL', 'satisfies its zod schema'],
    ],
    [
      'a refinement',
      z.string().min(2).refine(Boolean),
      ['is text', 'has no NULL', 'has at least 2 characters', 'satisfies its zod schema'],
    ],
    [
      'a transform',
      z.string().min(2).transform(Number),
      ['is text', 'has no NULL', 'has at least 2 characters', 'satisfies its zod schema'],
    ],
    [
      'checks after a change',
      z.string().trim().min(2),
      ['is text', 'has no NULL', 'satisfies its zod schema'],
    ],
    [
      'checks after a URL, which is trimmed',
      z.url().max(9),
      ['is text', 'has no NULL', 'satisfies its zod schema'],
    ],
    ['default', z.number().default(1), ['is a number', 'is finite']],
    ['prefault that passes', z.string().prefault('a'), ['is text']],
    [
      'prefault that does not',
      z.string().min(2).prefault('a'),
      ['is text', 'has no NULL', 'has at least 2 characters'],
    ],
    ['nonoptional', z.string().optional().nonoptional(), ['is text', 'has no NULL']],
    ['readonly', z.string().readonly(), ['is text', 'has no NULL']],
    ['lazy', z.lazy(() => z.string()), ['is text', 'has no NULL']],
    [
      'template',
      z.templateLiteral(['a', z.int()]),
      ['is text', 'has no NULL', 'matches /^a-?\\d+$/'],
    ],
    [
      'intersection',
      z.intersection(z.string().min(1), z.string().max(2)),
      ['is text', 'has no NULL', 'has at least 1 character', 'has at most 2 characters'],
    ],
    ['any', z.any(), ['is present']],
    ['coerce', z.coerce.number().min(1), ['is present', 'satisfies its zod schema']],
    ['custom', z.custom(Boolean), ['is present', 'satisfies its zod schema']],
    ['bytes', z.instanceof(Uint8Array), ['is binary', 'has no NULL']],
    ['another class', z.instanceof(Uint16Array), ['is present', 'satisfies its zod schema']],
    ['preprocess', z.preprocess(Number, z.number()), ['is present', 'satisfies its zod schema']],
    ['array', z.array(z.string()), ['is a list', 'has no NULL', 'satisfies its zod schema']],
    [
      'record',
      z.record(z.string(), z.any()),
      ['is an object', 'has no NULL', 'satisfies its zod schema'],
    ],
    ['map', z.map(z.string(), z.any()), ['is a map', 'has no NULL', 'satisfies its zod schema']],
    ['never, but absent', z.never().optional(), ['may be absent', 'holds no value']],
    ['null', z.null(), ['is present', 'holds no value']],
    [
      'a length that would not always run',
      z.string().check(z.minLength(2, { when: () => false } as object)),
      ['is text', 'has no NULL', 'satisfies its zod schema'],
    ],
    [
      'limits without a limit',
      z.number().max(Infinity),
      ['is a number', 'has no NULL', 'is finite', 'satisfies its zod schema'],
    ],
  ])('%s', (_, schema, expected) => {
    expect(ofColumn(schema)).toEqual(expected);
  });

  test('mini schemas are read alike', () => {
    const x = mini.nullable(mini.string().check(mini.minLength(2), mini.trim(), mini.maxLength(3)));
    const schema = mini.object({ x }) as unknown as z.ZodObject;
    expect(titles({ schema, allowEmpty: true })).toEqual([
      'every record is read',
      "column('x') is text",
      "column('x') has at least 2 characters",
      "column('x') satisfies its zod schema",
    ]);
  });
});

test('a type that a later zod brings is judged by zod', () => {
  const schema = z.string();
  const later = Object.create(schema) as z.ZodType;
  Object.defineProperty(later, '_zod', {
    value: { ...schema._zod, def: { type: 'vector' }, traits: new Set(), run: schema._zod.run },
  });
  expect(ofColumn(later)).toEqual(['is present', 'satisfies its zod schema']);
});

test('NULLs are judged by zod where only code can tell what they are', () => {
  const [, , open] = schemaExpectations({
    schema: z.object({ x: z.string().nullable().transform(String) }),
    allowEmpty: true,
  });
  expect(open?.metric).toMatchObject({ of: { kind: 'countIf', predicate: { kind: 'always' } } });
});

test('checks of the row itself run on whole rows, whatever columns may be absent', () => {
  const nodes = schemaExpectations({
    schema: z.object({ a: z.int(), b: z.int().optional() }).refine(({ a, b = 0 }) => a > b),
  });
  expect(nodes.at(-1)?.metric).toMatchObject({
    label: 'each row satisfies the zod schema',
    needs: [{ column: 'a', families: null }],
    of: { kind: 'countIf', predicate: { kind: 'always' } },
  });
});

describe('refused where it is declared', () => {
  test.each<[string, z.ZodObject, string]>([
    [
      'a symbol',
      z.object({ x: z.symbol() }),
      "column('x') is a z.symbol(): no dataset can hold one",
    ],
    [
      'a file',
      z.object({ x: z.file().readonly() }),
      "column('x') is a z.file(): no dataset can hold one",
    ],
    ['never', z.object({ x: z.never() }), "column('x') is a z.never(): no dataset can hold one"],
    ['a catchall', z.object({}).catchall(z.number()), 'is about columns that it does not name'],
    ['a symbol as key', z.object({ [Symbol('s')]: z.any() }), 'The schema has the key Symbol(s)'],
  ])('%s', (_, schema, message) => {
    expect(() => schemaExpectations({ schema })).toThrowError(
      expect.objectContaining({
        code: 'SCHEMA_INVALID',
        message: expect.stringContaining(message),
      }),
    );
  });

  test('an optional one is but a column without values', () => {
    expect(ofColumn(z.symbol().optional())).toEqual(['may be absent', 'holds no value']);
  });
});
