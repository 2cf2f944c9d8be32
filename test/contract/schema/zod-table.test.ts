import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { schemaExpectations } from '../../../src/contract/schema/schema-expectations.ts';
import type { EngineValue } from '../../../src/engine/engine.ts';
import { compilePredicate } from '../../../src/engine/javascript/compile-predicate.ts';
import type { Family } from '../../../src/metric/expression.ts';
import { verdicts } from '../../../src/metric/row-judge.ts';

// What is read of each check, in the words of its test; and that all of it together says of values at its edges what zod
// itself says of them.

const now = new Date('2026-11-24T00:00:00Z');

const conditionsOf = (schema: z.ZodType) =>
  schemaExpectations({ schema: z.object({ x: schema }), allowEmpty: true }).flatMap(({ metric }) =>
    metric.violating === null ? [] : [{ label: metric.label, violating: metric.violating }],
  );

/** The conditions in words, but for that there be no NULL. */
const phrases = (schema: z.ZodType) =>
  conditionsOf(schema)
    .map(({ label }) => label.replace("column('x') ", ''))
    .filter((one) => one !== 'has no NULL');

/** Which values violate no condition. */
async function taken(schema: z.ZodType, family: Family, values: readonly EngineValue[]) {
  const families = new Map([['x', family]]);
  const rows = values.map((x) => ({ x }));
  const passed = rows.map(() => true);
  for (const { violating } of conditionsOf(schema)) {
    const isViolating = await verdicts(rows, await compilePredicate(violating, now, families));
    isViolating.forEach((one, at) => {
      if (one) passed[at] = false;
    });
  }
  return values.filter((_, at) => passed[at]);
}

async function agrees(
  schema: z.ZodType,
  family: Family,
  cells: readonly (readonly [stored: EngineValue, given: unknown])[],
) {
  const parsed = await Promise.all(cells.map(([, given]) => schema.safeParseAsync(given)));
  const wanted = cells.filter((_, at) => parsed[at]?.success).map(([stored]) => stored);
  const found = await taken(
    schema,
    family,
    cells.map(([stored]) => stored),
  );
  expect(found).toEqual(wanted);
  return { taken: wanted.length, refused: cells.length - wanted.length };
}

const whole = [
  ...[0n, 1n, 2n, 3n, 4n, 5n, 6n, 10n, 255n, 1000n],
  ...[31n, 32n, 53n, 63n, 64n].flatMap((bits) => [2n ** bits - 1n, 2n ** bits, 2n ** bits + 1n]),
];
const integers = whole.flatMap((one) => [one, -one]);

/** Those that a number holds; zod refuses the others where it judges, and no limit does. */
const asNumbers = integers
  .filter((one) => BigInt(Number(one)) === one)
  .map((one) => [one, Number(one)] as const);
const asBigints = integers.map((one) => [one, one] as const);

const fractions = [
  ...[0, 0.1, 0.2, 0.25, 0.3, 0.5, 1, 1 + 2 ** -52, 1.5, 2, 2.5, 3, 5, 5.5, 10, 1e21],
  ...[2 ** 53, 3.4028234663852886e38, 3.5e38, Number.MAX_VALUE, Infinity],
];
const doubles = [...fractions.flatMap((one) => [one, -one]), Number.NaN].map(
  (one) => [one, one] as const,
);

describe('numbers', () => {
  test.for<[string, z.ZodType, readonly string[]]>([
    ['any', z.number(), ['is finite']],
    ['min', z.number().min(2.5), ['is finite', 'is at least 2.5']],
    ['max', z.number().max(3), ['is finite', 'is at most 3']],
    ['gt', z.number().gt(2.5), ['is finite', 'is above 2.5']],
    ['lt', z.number().lt(3), ['is finite', 'is below 3']],
    ['positive', z.number().positive(), ['is finite', 'is above 0']],
    ['negative', z.number().negative(), ['is finite', 'is below 0']],
    ['int', z.int(), ['is an integer']],
    ['int as a check', z.number().int(), ['is finite', 'is an integer']],
    ['int32', z.int32(), ['is an int32']],
    ['uint32', z.uint32(), ['is an uint32']],
    ['float32', z.float32(), ['is finite', 'is a float32']],
    ['float64', z.float64(), ['is finite', 'is a float64']],
    ['multiples of a fraction', z.number().multipleOf(0.1), ['is finite', 'is a multiple of 0.1']],
    ['multiples of 5', z.number().multipleOf(5), ['is finite', 'is a multiple of 5']],
    ['multiples of 1', z.number().multipleOf(1), ['is finite', 'is a multiple of 1']],
    ['a limit that is none', z.number().min(-Infinity), ['is finite', 'satisfies its zod schema']],
    [
      'a limit of another type',
      z.number().check(z.gte(2n as unknown as number)),
      ['is finite', 'is at least 2n'],
    ],
    ['one', z.literal(2), ['is 2']],
    ['some', z.literal([1, 2.5]), ['is one of 1, 2.5']],
    ['an odd one', z.literal([1, Infinity]), ['satisfies its zod schema']],
    ['a choice', z.union([z.literal(1), z.literal([2, null])]), ['is one of 1, 2']],
    [
      'a refined one',
      z.int().refine((one) => one !== 2),
      ['is an integer', 'satisfies its zod schema'],
    ],
    [
      'two sides',
      z.number().min(1).and(z.number().max(5)),
      ['is finite', 'is at least 1', 'is finite', 'is at most 5'],
    ],
  ])('%s', async ([, schema, words]) => {
    expect(phrases(schema)).toEqual(words);
    const found = await agrees(schema, 'float', doubles);
    expect(found.taken).toBeGreaterThan(0);
    expect(found.refused).toBeGreaterThan(0);
    await agrees(schema, 'integer', asNumbers);
  });
});

describe('bigints', () => {
  test.for<[string, z.ZodType, readonly string[]]>([
    ['any', z.bigint(), []],
    ['min', z.bigint().min(2n), ['is at least 2n']],
    ['max', z.bigint().max(3n), ['is at most 3n']],
    ['gt', z.bigint().gt(2n), ['is above 2n']],
    ['lt', z.bigint().lt(3n), ['is below 3n']],
    ['int64', z.int64(), ['is an int64']],
    ['uint64', z.uint64(), ['is a uint64']],
    ['multiples', z.bigint().multipleOf(5n), ['is a multiple of 5n']],
    ['one', z.literal(5n), ['is 5n']],
  ])('%s', async ([, schema, words]) => {
    expect(phrases(schema)).toEqual(words);
    await agrees(schema, 'integer', asBigints);
  });

  test('of a step that is none, or of another type, zod says what it is', () => {
    expect(phrases(z.bigint().multipleOf(0n))).toEqual(['satisfies its zod schema']);
    const crossed = z.bigint().check(z.multipleOf(2 as unknown as bigint));
    expect(phrases(crossed)).toEqual(['satisfies its zod schema']);
    const turned = z.number().check(z.multipleOf(2n as unknown as number));
    expect(phrases(turned)).toEqual(['is finite', 'satisfies its zod schema']);
  });
});

const texts = [
  ...['', ' ', 'a', 'b', 'ab', 'abc', 'abcd', 'ABC', 'Abc', 'bca', 'a.c', 'a/c', 'xabcx', ' abc '],
  ...['é', '😀', '😀😀', '😀😀😀', 'e\u0301', '\n', 'abc\n', 'a\nb', '.', '(a)', '1', '2', 'true'],
  ...['2024-02-29', '2023-02-29', '12:30', 'me@example.com', '::1', 'c0ffee', 'example.com'],
  ...['9b2fdb1c-7b63-4c0d-8f63-6d5a51b2d5c1', 'DE89370400440532013000', 'aGk=', 'https://a.b/c'],
].map((one) => [one, one] as const);

describe('texts', () => {
  test.for<[string, z.ZodType, readonly string[]]>([
    ['any', z.string(), []],
    ['min', z.string().min(2), ['has at least 2 characters']],
    ['min of none', z.string().min(0), ['has at least 0 characters']],
    ['max', z.string().max(2), ['has at most 2 characters']],
    ['max of one', z.string().max(1), ['has at most 1 character']],
    ['a length', z.string().length(3), ['has exactly 3 characters']],
    ['nonempty', z.string().nonempty(), ['has at least 1 character']],
    ['no limit', z.string().max(Infinity), ['satisfies its zod schema']],
    ['a pattern', z.string().regex(/^[a-c]+$/), ['matches /^[a-c]+$/']],
    ['a flag', z.string().regex(/^abc$/i), ['matches /^abc$/i']],
    ['a flag of the search', z.string().regex(/b/g), ['matches /b/g']],
    ['a sticky one', z.string().regex(/b/y), ['satisfies its zod schema']],
    ['includes', z.string().includes('b'), ["contains 'b'"]],
    ['includes a dot', z.string().includes('.'), ["contains '.'"]],
    [
      'includes from a place on',
      z.string().includes('b', { position: 2 }),
      ['satisfies its zod schema'],
    ],
    ['startsWith', z.string().startsWith('a'), ["starts with 'a'"]],
    ['startsWith a bracket', z.string().startsWith('(a'), ["starts with '(a'"]],
    ['endsWith', z.string().endsWith('c'), ["ends with 'c'"]],
    ['endsWith a bracket', z.string().endsWith('a)'), ["ends with 'a)'"]],
    ['lowercase', z.string().lowercase(), ['is in lower case']],
    ['uppercase', z.string().uppercase(), ['is in upper case']],
    ['a trimmed one', z.string().trim().min(3), ['satisfies its zod schema']],
    [
      'one that is checked, then trimmed',
      z.string().min(3).trim(),
      ['has at least 3 characters', 'satisfies its zod schema'],
    ],
    [
      'a refined one, then a length',
      z
        .string()
        .refine((one) => one !== 'abc')
        .min(3),
      ['has at least 3 characters', 'satisfies its zod schema'],
    ],
    [
      'one of which more is asked',
      z.string().superRefine((one, issues) => {
        if (one === 'ab') issues.addIssue('no');
      }),
      ['satisfies its zod schema'],
    ],
    [
      'one that is changed in a check',
      z
        .string()
        .check((payload) => {
          payload.value = payload.value.slice(0, 1);
        })
        .min(2),
      ['satisfies its zod schema'],
    ],
    ['described', z.string().min(2).describe('at least two'), ['has at least 2 characters']],
    ['email', z.email(), ['is an email']],
    ['uuid', z.uuid(), ['is a UUID']],
    ['iso date', z.iso.date(), ['is an ISO date']],
    ['iso time', z.iso.time(), ['is an ISO time']],
    ['ipv6', z.ipv6(), ['is an IPv6 address']],
    ['iban', z.iban(), ['is an IBAN']],
    ['base64', z.base64(), ['is base64']],
    ['url', z.url(), ['is a URL']],
    ['url, then a length', z.url().max(5), ['satisfies its zod schema']],
    ['iban, then a length', z.iban().max(5), ['has at most 5 characters', 'is an IBAN']],
    ['hex', z.hex(), ['is hexadecimal']],
    ['hostname', z.hostname(), ['is a host name']],
    ['an own format', z.stringFormat('short', (one) => one.length < 3), ["has the format 'short'"]],
    [
      'an own format by a pattern',
      z.stringFormat('letters', /^[a-c]+$/),
      ["has the format 'letters'"],
    ],
    [
      'an own format by a pattern with g',
      z.stringFormat('letters', /^[a-c]+$/g),
      ["has the format 'letters'"],
    ],
    ['enum', z.enum(['a', 'b']), ["is one of 'a', 'b'"]],
    [
      'an optional one, refined',
      z
        .string()
        .optional()
        .refine((one) => one !== 'a'),
      ['satisfies its zod schema'],
    ],
    [
      'one with a default, refined',
      z
        .string()
        .default('b')
        .refine((one) => one !== 'a'),
      ['satisfies its zod schema'],
    ],
    ['null alone', z.literal(null), ['holds no value']],
    ['null or undefined', z.literal([null, undefined]), ['holds no value']],
    [
      'an own format with a pattern that says less',
      z.stringFormat('short', (one) => one.length < 3, { pattern: /^/ } as object),
      ["has the format 'short'"],
    ],
    ['one', z.literal('abc'), ["is 'abc'"]],
    [
      'a refined constant among others',
      z.union([z.literal('a').refine(() => false), z.literal('b')]),
      ['satisfies its zod schema'],
    ],
    [
      'exactly one of constants',
      z.xor([z.literal('a'), z.enum(['a', 'b'])]),
      ['satisfies its zod schema'],
    ],
    [
      'exactly one of constants, or another',
      z.union([z.xor([z.literal('a'), z.literal('a')]), z.literal('b')]),
      ['satisfies its zod schema'],
    ],
    ['a choice of one', z.xor([z.enum(['a', 'b'])]), ["is one of 'a', 'b'"]],
    ['a constant or undefined', z.union([z.literal('a'), z.undefined()]), ["is 'a'"]],
    ['a constant or void', z.union([z.literal('a'), z.void()]), ["is 'a'"]],
    ['a constant or nothing', z.union([z.literal('a'), z.never()]), ["is 'a'"]],
    [
      'wrapped constants',
      z.union([z.literal('a').nullable(), z.literal('b').optional(), z.literal('c').readonly()]),
      ["is one of 'a', 'b', 'c'"],
    ],
    [
      'constants within constants',
      z.union([z.union([z.literal('a'), z.literal('b')]), z.literal('abc')]),
      ["is one of 'a', 'b', 'abc'"],
    ],
    ['a text or nothing', z.union([z.string().min(3), z.never()]), ['has at least 3 characters']],
    ['template', z.templateLiteral(['a', z.string(), 'c']), ['matches /^a[\\s\\S]{0,}c$/']],
    ['numbers beside it', z.literal(['1', 1]), ['satisfies its zod schema']],
    ['a choice of kinds', z.union([z.string().max(1), z.number()]), ['satisfies its zod schema']],
    [
      'one of exactly two',
      z.xor([z.string().max(2), z.string().min(2)]),
      ['satisfies its zod schema'],
    ],
    [
      'transformed',
      z
        .string()
        .min(2)
        .transform((one) => one.length),
      ['has at least 2 characters', 'satisfies its zod schema'],
    ],
    ['coerced', z.coerce.number().max(1), ['satisfies its zod schema']],
    ['custom', z.custom((one) => one === 'a'), ['satisfies its zod schema']],
    ['async', z.string().refine(async (one) => one !== 'a'), ['satisfies its zod schema']],
    ['readonly', z.string().min(2).readonly(), ['has at least 2 characters']],
    ['lazy', z.lazy(() => z.string().min(2)), ['has at least 2 characters']],
  ])('%s', async ([, schema, words]) => {
    expect(phrases(schema).toSorted()).toEqual(words.toSorted());
    await agrees(schema, 'text', texts);
  });
});

describe('dates', () => {
  const limit = new Date('2026-01-31T08:00:00Z');
  const days = [
    -8.64e15,
    -1,
    0,
    limit.getTime() - 1,
    limit.getTime(),
    limit.getTime() + 1,
    8.64e15,
  ].map((time) => [new Date(time), new Date(time)] as const);

  test.for<[string, z.ZodType, readonly string[]]>([
    ['any', z.date(), ['is a valid date']],
    ['min', z.date().min(limit), ['is a valid date', "is at least '2026-01-31T08:00:00Z'"]],
    ['max', z.date().max(limit), ['is a valid date', "is at most '2026-01-31T08:00:00Z'"]],
    [
      'an invalid limit',
      z.date().min(new Date(Number.NaN)),
      ['is a valid date', 'satisfies its zod schema'],
    ],
  ])('%s', async ([, schema, words]) => {
    expect(phrases(schema)).toEqual(words);
    await agrees(schema, 'timestamp', days);
  });
});

test('booleans', async () => {
  const both = [true, false].map((one) => [one, one] as const);
  for (const schema of [z.boolean(), z.literal(true), z.boolean().refine((one) => !one)])
    await agrees(schema, 'boolean', both);
  expect(phrases(z.literal([true, null]))).toEqual(['is true']);
});

test('NaN alone', async () => {
  expect(await agrees(z.nan(), 'float', doubles)).toEqual({
    taken: 1,
    refused: doubles.length - 1,
  });
});

describe('the types that a column may have', () => {
  const accepts = (schema: z.ZodType) =>
    schemaExpectations({ schema: z.object({ x: schema }) }).flatMap(({ metric: { value } }) =>
      value.kind === 'structure' && value.check.kind === 'type' ? [value.check.accepts] : [],
    )[0];

  const numbers = ['integer', 'float', 'decimal'];

  test.for<[string, z.ZodType, readonly string[]]>([
    ['a string', z.string(), ['text']],
    ['a number', z.number(), numbers],
    ['a bigint', z.bigint(), ['integer']],
    ['a boolean', z.boolean(), ['boolean']],
    ['a date', z.date(), ['date', 'timestamp']],
    ['NaN', z.nan(), ['float']],
    ['a template', z.templateLiteral(['a']), ['text']],
    ['an enum', z.enum(['a']), ['text']],
    ['a literal number', z.literal(1), numbers],
    ['a literal bigint', z.literal(1n), ['integer']],
    ['a literal boolean', z.literal(true), ['boolean']],
    ['text beside a number', z.literal(['a', 1]), ['text', ...numbers, 'json']],
    ['text or a number', z.union([z.string(), z.number()]), ['text', ...numbers, 'json']],
    ['an integer of two kinds', z.union([z.bigint(), z.number()]), numbers],
    ['an object', z.object({}), ['struct', 'json', 'map']],
    ['a record', z.record(z.string(), z.number()), ['struct', 'json', 'map']],
    ['an array', z.array(z.any()), ['list', 'json']],
    ['a tuple', z.tuple([]), ['list', 'json']],
    ['a set', z.set(z.any()), ['list', 'json']],
    ['a map', z.map(z.any(), z.any()), ['map', 'json']],
    ['a list or text', z.union([z.array(z.any()), z.string()]), ['list', 'json', 'text']],
    ['anything', z.any(), []],
    ['what is not known', z.unknown(), []],
    ['what is coerced', z.coerce.string(), []],
    ['anything beside text', z.union([z.any(), z.string()]), []],
    ['text of two sides', z.string().and(z.string()), ['text']],
    ['text on a side that says nothing', z.any().and(z.string()), ['text']],
    ['text before a side that says nothing', z.string().and(z.any()), ['text']],
    ['an integer on one side', z.number().and(z.bigint()), ['integer']],
    ['a piped one', z.string().transform(Number).pipe(z.number()), ['text']],
    ['an optional one', z.string().optional(), ['text']],
    ['one with a default', z.string().default('a'), ['text']],
    ['null and text', z.union([z.null(), z.string()]), ['text']],
  ])('%s', ([, schema, families]) => {
    expect(accepts(schema)).toEqual(families);
  });
});

test('what is long is cut in words, and told to be', () => {
  const letters = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`);
  const eight = "'v0', 'v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'";
  expect(phrases(z.enum(letters(8)))).toEqual([`is one of ${eight}`]);
  expect(phrases(z.enum(letters(9)))).toEqual([`is one of ${eight}, … 9 values`]);
  expect(phrases(z.string().regex(new RegExp('a'.repeat(98))))).toEqual([
    `matches /${'a'.repeat(98)}/`,
  ]);
  expect(phrases(z.string().regex(new RegExp('a'.repeat(99))))).toEqual([
    `matches /${'a'.repeat(99)}…`,
  ]);
});

test('a list has a length that zod counts, and no characters', () => {
  for (const schema of [
    z.array(z.any()).min(2),
    z.array(z.any()).max(2),
    z.array(z.any()).length(2),
  ])
    expect(phrases(schema)).toEqual(['satisfies its zod schema']);
});

test('each condition has a name, reads its column, and only what its type is', () => {
  const of = (schema: z.ZodType) =>
    schemaExpectations({ schema: z.object({ x: schema }), strict: 'ordered' }).map(({ metric }) => [
      metric.name,
      ...metric.needs.map(({ families }) => families?.join() ?? 'any'),
    ]);
  const numbers = 'integer,float,decimal';
  expect(of(z.number().min(1).multipleOf(2)).slice(2)).toEqual([
    ['noExtra'],
    ['order'],
    ['type'],
    ['notNull', 'any'],
    ['finite', numbers],
    ['atLeast', numbers],
    ['multipleOf', numbers],
  ]);
  expect(of(z.int64().gt(1n).lt(5n)).slice(6)).toEqual([
    ['integer', numbers],
    ['above', numbers],
    ['below', numbers],
  ]);
  expect(of(z.float32().max(1)).slice(6)).toEqual([
    ['finite', numbers],
    ['finite', numbers],
    ['atMost', numbers],
  ]);
  expect(of(z.int()).at(-1)).toEqual(['integer', numbers]);
  const text = z.string().min(1).regex(/a/).includes('a').startsWith('a').endsWith('a');
  expect(of(text).slice(6)).toEqual([
    ['length', 'text'],
    ['matches', 'text'],
    ['includes', 'text'],
    ['startsWith', 'text'],
    ['endsWith', 'text'],
  ]);
  expect(of(z.templateLiteral(['a'])).at(-1)).toEqual(['matches', 'text']);
  expect(of(z.email()).at(-1)).toEqual(['format', 'text']);
  expect(of(z.enum(['a'])).at(-1)).toEqual(['in', 'text']);
  expect(of(z.ipv6()).at(-1)).toEqual(['zod', 'text']);
  expect(of(z.custom(Boolean)).at(-1)).toEqual(['zod', 'any']);
  expect(of(z.date()).at(-1)).toEqual(['valid', 'date,timestamp']);
  expect(of(z.nan()).at(-1)).toEqual(['nan', 'float']);
});

test('what zod judges is read from the column that it is about', () => {
  const [judged] = conditionsOf(z.custom(Boolean));
  expect(judged?.violating).toMatchObject({
    kind: 'and',
    terms: [{ kind: 'always' }, { kind: 'not', term: { kind: 'judged', columns: ['x'] } }],
  });
  const rows = schemaExpectations({ schema: z.object({ a: z.any(), b: z.any() }).refine(Boolean) });
  expect(rows.at(-1)?.metric).toMatchObject({
    name: 'zod',
    violating: { terms: [{ kind: 'always' }, { term: { kind: 'judged', columns: ['a', 'b'] } }] },
  });
});

test('a schema that names itself is judged by zod where it does', async () => {
  const node: z.ZodType = z.lazy(() => z.union([z.string().max(1), z.array(node)]));
  expect(phrases(node)).toEqual(['satisfies its zod schema']);
  const endless: z.ZodType = z.lazy(() => endless.nullable());
  expect(phrases(endless)).toEqual(['satisfies its zod schema']);
});
