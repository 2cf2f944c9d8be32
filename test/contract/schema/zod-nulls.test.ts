import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mayBeAbsent, nullFor, omits, takesNull } from '../../../src/contract/schema/zod-nulls.ts';

const itself: z.ZodType = z.lazy(() => itself);
const orNull: z.ZodType = z.lazy(() => orNull.nullable());
const yetToCome: z.ZodType = z.lazy(() => {
  throw new ReferenceError('It is declared further down.');
});

const short = z.stringFormat('short', (one) => one.length < 2);

/** Schemas in words, each once. */
const refused: Readonly<Record<string, z.ZodType>> = {
  string: z.string(),
  number: z.number(),
  bigint: z.bigint(),
  boolean: z.boolean(),
  date: z.date(),
  nan: z.nan(),
  never: z.never(),
  symbol: z.symbol(),
  file: z.file(),
  object: z.object({}),
  array: z.array(z.any()),
  tuple: z.tuple([]),
  record: z.record(z.string(), z.any()),
  map: z.map(z.any(), z.any()),
  set: z.set(z.any()),
  literal: z.literal('a'),
  enum: z.enum(['a']),
  template: z.templateLiteral(['a']),
  readonly: z.string().readonly(),
  lazy: z.lazy(() => z.string()),
  refined: z.string().refine(Boolean),
  transformed: z.string().transform(String),
  union: z.union([z.string(), z.number()]),
  xor: z.xor([z.string(), z.number()]),
  discriminated: z.discriminatedUnion('a', [z.object({ a: z.literal(1) })]),
  'one side': z.string().and(z.any()),
  'the other side': z.any().and(z.string()),
  nonoptional: z.string().nonoptional(),
  'nonoptional of optional': z.string().optional().nonoptional(),
  'nonoptional of undefined': z.undefined().nonoptional(),
  'nonoptional of void': z.void().nonoptional(),
  'a substitute that is too short': z.string().min(2).prefault('a'),
  'a substitute that is no multiple': z.number().multipleOf(2).max(4).prefault(3),
  'a substitute that is no email': z.email().prefault('a'),
};

const takenAsNull: Readonly<Record<string, z.ZodType>> = {
  any: z.any(),
  unknown: z.unknown(),
  described: z.any().meta({ title: 'x' }),
  null: z.null(),
  literal: z.literal(null),
  literals: z.literal(['a', null]),
  nullable: z.string().nullable(),
  'nullable of refined': z.string().refine(Boolean).nullable(),
  readonly: z.string().nullable().readonly(),
  lazy: z.lazy(() => z.string().nullable()),
  union: z.union([z.string(), z.null()]),
  'union beside code': z.union([z.null(), z.custom(Boolean)]),
  'both sides': z.string().nullable().and(z.any()),
  'nonoptional of nullish': z.string().nullish().nonoptional(),
  'nonoptional of any': z.any().nonoptional(),
  'nonoptional of null': z.null().nonoptional(),
};

const takenAsUndefined: Readonly<Record<string, z.ZodType>> = {
  undefined: z.undefined(),
  void: z.void(),
  literal: z.literal(undefined),
  union: z.union([z.string(), z.undefined()]),
};

/** NULL is what is not there; `true` where `null` is taken as well. */
const absent: Readonly<Record<string, readonly [schema: z.ZodType, takesNull: boolean]>> = {
  optional: [z.string().optional(), false],
  nullish: [z.string().nullish(), true],
  default: [z.string().default('a'), false],
  'default of nullable': [z.string().nullable().default('a'), true],
  catch: [z.string().catch('a'), true],
  'exact optional of nullable': [z.exactOptional(z.string().nullable()), true],
  'exact optional of optional': [z.exactOptional(z.string().optional()), false],
  'a substitute that is text': [z.string().length(1).max(3).prefault('a'), false],
  'a substitute that is an integer': [z.int().min(1).prefault(3), false],
  'a substitute that is a bigint': [z.int64().prefault(3n), false],
  'a substitute that is a boolean': [z.boolean().prefault(true), false],
  'a substitute that is a date': [z.date().prefault(new Date(0)), false],
  'a substitute that is NaN': [z.nan().prefault(Number.NaN), false],
  'a substitute that is a constant': [z.literal('a').prefault('a'), false],
  'a substitute of an enum': [z.enum(['a']).prefault('a'), false],
  'a substitute of a template': [z.templateLiteral(['a']).prefault('a'), false],
  'a substitute that is null': [z.string().nullable().prefault(null), true],
  'a substitute that is undefined': [z.string().optional().prefault(undefined), false],
};

/** Only to run it tells; handed over is null first, or undefined where null is refused for certain. */
const asked: Readonly<Record<string, readonly [schema: z.ZodType, first: null | undefined]>> = {
  coerced: [z.coerce.string(), null],
  'coerced number': [z.coerce.number(), null],
  custom: [z.custom(Boolean), null],
  'any, refined': [z.any().refine(Boolean), null],
  'nullable, refined': [z.string().nullable().refine(Boolean), null],
  'nullable, transformed': [z.string().nullable().transform(String), null],
  preprocessed: [z.preprocess(String, z.string()), null],
  piped: [z.any().pipe(z.string()), null],
  promised: [z.promise(z.any()), null],
  success: [z.success(z.string()), null],
  'exclusive, one of them': [z.xor([z.string(), z.null()]), null],
  'exclusive, both of them': [z.xor([z.null(), z.string().nullable()]), null],
  'union beside code': [z.union([z.string(), z.custom(Boolean)]), null],
  'code on a side': [z.any().and(z.custom(Boolean)), null],
  'code on the other': [z.custom(Boolean).and(z.any()), null],
  'a default that must be': [z.string().default('a').nonoptional(), undefined],
  'a substitute before code': [z.string().refine(Boolean).prefault('a'), undefined],
  'a substitute that is changed': [z.string().trim().prefault('a'), undefined],
  'a substitute of an own format': [short.prefault('a'), undefined],
  'a substitute in a container': [z.array(z.string()).prefault([]), undefined],
  'one that is itself': [itself, null],
  'one that is yet to come': [yetToCome, null],
};

const told = (schema: z.ZodType) => ({
  takes: takesNull(schema),
  first: nullFor(schema),
  absent: mayBeAbsent(schema),
  omitted: omits(schema),
});

const passes = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

/** Whether zod takes a NULL in any of the ways in which it can be meant. */
const zodTakes = (x: z.ZodType) =>
  passes(x, null) || passes(x, undefined) || passes(z.object({ x }), {});

describe('a NULL is refused by', () => {
  test.each(Object.entries(refused))('%s', (_, schema) => {
    expect(told(schema)).toEqual({ takes: 'no', first: null, absent: false, omitted: false });
    expect(zodTakes(schema)).toBe(false);
  });
});

describe('a NULL is null to', () => {
  test.each(Object.entries(takenAsNull))('%s', (_, schema) => {
    expect(told(schema)).toEqual({ takes: 'yes', first: null, absent: false, omitted: false });
    expect(passes(schema, null)).toBe(true);
  });

  test('one that is null, or itself', () => {
    expect(takesNull(orNull)).toBe('yes');
  });
});

describe('a NULL is undefined to', () => {
  test.each(Object.entries(takenAsUndefined))('%s', (_, schema) => {
    expect(told(schema)).toEqual({ takes: 'yes', first: undefined, absent: false, omitted: false });
    expect([passes(schema, undefined), passes(schema, null)]).toEqual([true, false]);
  });
});

describe('a NULL may be no key at all to', () => {
  test.each(Object.entries(absent))('%s', (_, [schema, takesNullItself]) => {
    expect(told(schema)).toEqual({
      takes: 'yes',
      first: takesNullItself ? null : undefined,
      absent: true,
      omitted: !takesNullItself,
    });
    expect([passes(z.object({ x: schema }), {}), passes(schema, null)]).toEqual([
      true,
      takesNullItself,
    ]);
  });

  test('one that takes no undefined', () => {
    const schema = z.exactOptional(z.string());
    expect(told(schema)).toEqual({ takes: 'yes', first: null, absent: true, omitted: true });
    expect(passes(schema, undefined)).toBe(false);
  });

  test('one whose checks would refuse undefined, as zod leaves them out then', () => {
    const schema = z.string().optional().refine(Boolean);
    expect(told(schema)).toEqual({ takes: 'yes', first: undefined, absent: true, omitted: true });
    expect(passes(z.object({ x: schema }), {})).toBe(true);
  });
});

describe('only to run it tells what a NULL is to', () => {
  test.each(Object.entries(asked))('%s', (_, [schema, first]) => {
    expect(told(schema)).toEqual({ takes: 'ask', first, absent: false, omitted: false });
  });
});
