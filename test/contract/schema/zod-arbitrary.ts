import fc from 'fast-check';
import { z } from 'zod';

/** A value as the engine stores it, and as JavaScript has it; null is NULL. */
export interface Cell {
  readonly stored: unknown;
  readonly given: unknown;
}

/** A schema with a column type that can hold values for it, and such values. */
export interface ColumnCase {
  readonly schema: z.ZodType;
  readonly type: string;
  readonly cells: fc.Arbitrary<Cell>;
}

const same = (value: unknown): Cell => ({ stored: value, given: value });
const cells = (...values: readonly fc.Arbitrary<unknown>[]) => fc.oneof(...values).map(same);

/** Apply some of the changes, in order. */
const changed = <T>(start: fc.Arbitrary<T>, ...changes: readonly ((schema: T) => T)[]) =>
  fc
    .tuple(start, fc.array(fc.constantFrom(...changes), { maxLength: 3 }))
    .map(([schema, picked]) => picked.reduce((made, change) => change(made), schema));

const text = cells(
  fc.constantFrom(
    '',
    ' ',
    'a',
    'ab',
    'abc',
    'ABC',
    'A-1',
    ' abc ',
    'é',
    '😀',
    '😀😀',
    'e\u0301',
    '👩‍👩‍👧',
    '\n',
    'abc\n',
    '\u00a0',
    '\0',
  ),
  fc.constantFrom(
    'me@example.com',
    'ME@example.com ',
    '2024-02-29',
    '2023-02-29',
    '12:30',
    '12:30:00.5',
    '2024-01-01T10:00:00Z',
    '2024-01-01T25:00:00Z',
    'P1D',
    'P',
  ),
  fc.constantFrom(
    'https://example.com/a',
    ' https://example.com',
    'http:example.com',
    'mailto:a@b.c',
    '::1',
    '::1\n',
    '1.2.3.4',
    '1.2.3.4/8',
    '::/0',
    '256.1.1.1',
  ),
  fc.constantFrom(
    '9b2fdb1c-7b63-4c0d-8f63-6d5a51b2d5c1',
    '9b2fdb1c-7b63-0c0d-8f63-6d5a51b2d5c1',
    'aGk=',
    'aGk',
    'a===',
    'ff',
    '+14155552671',
    'DE89370400440532013000',
    'DE00370400440532013000',
    '4111 1111 1111 1111',
    '4111111111111112',
  ),
  fc.constantFrom('true', 'YES', '12', '-0.5', 'x'.repeat(300), 'null', '{"a":1}'),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((one) => one.toWellFormed()),
);

const strings: fc.Arbitrary<z.ZodType> = changed<z.ZodString>(
  fc.constant(z.string()),
  (one) => one.min(2),
  (one) => one.max(3),
  (one) => one.length(1),
  (one) => one.regex(/^[a-z]+$/),
  (one) => one.regex(/\p{L}/u),
  (one) => one.regex(/B/gi),
  (one) => one.regex(/a/y),
  (one) => one.includes('b'),
  (one) => one.includes('b', { position: 1 }),
  (one) => one.includes('.'),
  (one) => one.startsWith('a'),
  (one) => one.endsWith('c'),
  (one) => one.lowercase(),
  (one) => one.uppercase(),
  (one) => one.trim(),
  (one) => one.toLowerCase(),
  (one) => one.normalize(),
  (one) => one.refine((value) => value.length !== 3),
  (one) => one.check(z.minLength(2, { when: () => false } as object)),
  (one) => one.check(z.property('length', z.number().max(4))),
  (one) =>
    one.check((payload) => {
      payload.value = payload.value.slice(0, 3);
    }),
  (one) => one.describe('some text'),
  (one) => one.superRefine((value, issues) => void (value === 'ab' && issues.addIssue('no'))),
);

const formats: fc.Arbitrary<z.ZodType> = fc
  .constantFrom<(() => z.ZodType)[]>(
    z.email,
    z.uuid,
    z.guid,
    z.url,
    z.httpUrl,
    z.hostname,
    z.ipv4,
    z.ipv6,
    z.cidrv4,
    z.cidrv6,
    z.mac,
    z.e164,
    z.base64,
    z.base64url,
    z.hex,
    z.jwt,
    z.nanoid,
    z.cuid,
    z.cuid2,
    z.ulid,
    z.xid,
    z.ksuid,
    z.emoji,
    z.iso.date,
    z.iso.time,
    z.iso.datetime,
    z.iso.duration,
    z.creditCard,
    z.iban,
    z.currencyCode,
    z.stringbool,
    () => z.stringFormat('even', (value) => value.length % 2 === 0),
    () => z.stringFormat('a', /a/),
    () => z.url().max(12),
    () => z.url({ normalize: true }).regex(/\/$/),
    () => z.iso.datetime({ offset: true, local: true }),
    () => z.templateLiteral(['a', z.enum(['b', 'c']).nullable()]),
    () => z.coerce.string().min(2),
    () => z.coerce.number().min(2),
  )
  .map((make) => make());

const texts = fc.oneof(
  { weight: 3, arbitrary: strings },
  { weight: 2, arbitrary: formats },
  {
    weight: 1,
    arbitrary: fc.constantFrom<z.ZodType[]>(
      z.enum(['a', 'ab', '😀']),
      z.literal('abc'),
      z.literal(['a', 'ABC']),
      z.literal(['a', 1]),
      z.union([z.literal('a'), z.enum(['ab'])]),
      z.union([z.string().min(3), z.literal('a')]),
      z.xor([z.string().min(1), z.string().max(1)]),
      z.union([z.string().max(2), z.number()]),
      z.intersection(z.string().min(1), z.string().max(2)),
      z.any(),
      z.unknown(),
      z.never().optional(),
      z.null(),
      z.undefined(),
      z.number(),
      z
        .string()
        .transform((one) => one.length)
        .pipe(z.number().max(2)),
      z.custom<string>((one) => one === 'a'),
      z.preprocess((one) => one ?? 'ab', z.string().max(2)),
      z.array(z.string()),
      z.json(),
    ),
  },
);

const textCase = texts.map((schema): ColumnCase => ({ schema, type: 'VARCHAR', cells: text }));

const numbers: fc.Arbitrary<z.ZodType> = changed<z.ZodNumber>(
  fc.constantFrom(z.number(), z.int(), z.int32(), z.uint32(), z.float32(), z.float64()),
  (one) => one.min(0),
  (one) => one.max(10),
  (one) => one.gt(-0.5),
  (one) => one.lt(2 ** 53),
  (one) => one.positive(),
  (one) => one.int(),
  (one) => one.multipleOf(1),
  (one) => one.multipleOf(2),
  (one) => one.multipleOf(0.1),
  (one) => one.multipleOf(0),
  (one) => one.max(Infinity),
  (one) => one.min(-Infinity),
  (one) => one.min(NaN),
  (one) => one.refine((value) => value !== 1),
  (one) => one.overwrite((value) => value + 1),
);

const otherNumbers = fc.constantFrom<z.ZodType[]>(
  z.nan(),
  z.union([z.number(), z.nan()]),
  z.literal(1),
  z.literal([0, 0.1, 3]),
  z.literal([NaN, 1]),
  z.union([z.literal(1), z.null()]),
  z.number().transform(String),
  z.coerce.number().max(3),
  z.coerce.string().max(3),
  z.number().or(z.string()),
  z.string(),
  z.boolean(),
);

const anyNumber = fc.oneof(
  { weight: 3, arbitrary: numbers },
  { weight: 1, arbitrary: otherNumbers },
);

const special = fc.constantFrom(
  0,
  -0,
  1,
  2,
  3,
  10,
  -1,
  0.1,
  0.3,
  0.1 + 0.2,
  2.03,
  1e-9,
  1 + Number.EPSILON,
  5 + 2e-15,
  1e15 + 0.5,
  4294967295,
  4294967296,
  -2147483649,
  2 ** 53 - 1,
  2 ** 53,
  2 ** 60,
  3.4028234663852886e38,
  3.5e38,
  1.7e308,
);
const doubles = cells(special, fc.constantFrom(NaN, Infinity, -Infinity), fc.double());
const integers = fc
  .oneof(
    fc.constantFrom(0, 1, 2, 3, 10, -1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 2 ** 62),
    fc.maxSafeInteger(),
  )
  .map((value): Cell => ({ stored: BigInt(value), given: value }));
const decimals = cells(
  fc.constantFrom(0, 0.1, 0.3, 2.03, 10, 10.001),
  fc.integer({ min: -99999, max: 99999 }).map((one) => one / 1000),
);
const small = cells(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.integer({ min: -3, max: 12 }),
);

const numberCase = fc
  .tuple(
    anyNumber,
    fc.constantFrom(
      ['DOUBLE', doubles],
      ['BIGINT', integers],
      ['INTEGER', small],
      ['DECIMAL(18,3)', decimals],
    ),
  )
  .map(([schema, [type, values]]) => ({ schema, type, cells: values }) as ColumnCase);

const bigints: fc.Arbitrary<z.ZodType> = changed<z.ZodBigInt>(
  fc.constantFrom(z.bigint(), z.int64(), z.uint64()),
  (one) => one.min(0n),
  (one) => one.lt(2n ** 60n),
  (one) => one.multipleOf(3n),
  (one) => one.multipleOf(0n),
  (one) => one.refine((value) => value !== 1n),
);

const bigintCase = fc
  .tuple(
    fc.oneof(
      bigints,
      fc.constantFrom<z.ZodType[]>(
        z.literal([1n, 2n ** 60n + 1n]),
        z.union([z.bigint().min(5n), z.string()]),
      ),
    ),
    fc.constantFrom('BIGINT', 'HUGEINT', 'INTEGER'),
  )
  .map(
    ([schema, type]): ColumnCase => ({
      schema,
      type,
      cells: cells(
        fc.constantFrom(0n, 1n, 3n, -3n, 2n ** 31n - 1n),
        ...(type === 'INTEGER'
          ? []
          : [fc.constantFrom(2n ** 53n + 1n, 2n ** 60n + 1n, 2n ** 63n - 1n, -(2n ** 63n))]),
        ...(type === 'HUGEINT' ? [fc.constantFrom(2n ** 63n, 2n ** 64n, -(2n ** 63n) - 1n)] : []),
      ),
    }),
  );

const day = new Date('2024-02-29');
const dates = changed<z.ZodDate>(
  fc.constant(z.date()),
  (one) => one.min(day),
  (one) => one.max(day),
  (one) => one.max(new Date(NaN)),
  (one) => one.refine((value) => value.getUTCDay() !== 0),
);
const dateCase = fc
  .tuple(
    fc.oneof(
      dates,
      fc.constantFrom<z.ZodType[]>(
        z.coerce.date().min(day),
        z.date().transform(Number),
        z.iso.date(),
      ),
    ),
    fc.constantFrom('DATE', 'TIMESTAMP', 'TIMESTAMPTZ'),
  )
  .map(
    ([schema, type]): ColumnCase => ({
      schema: schema as z.ZodType,
      type,
      cells: cells(
        fc.constantFrom(
          day,
          new Date('2024-02-28'),
          new Date('1969-12-31'),
          new Date(0),
          new Date('0001-01-01'),
        ),
        ...(type === 'DATE'
          ? []
          : [
              fc.constantFrom(
                new Date(day.getTime() + 1),
                new Date(day.getTime() - 1),
                new Date(8.64e15),
                new Date(-8.64e15),
              ),
            ]),
      ),
    }),
  );

const booleanCase = fc
  .constantFrom<z.ZodType[]>(
    z.boolean(),
    z.literal(true),
    z.boolean().refine(Boolean),
    z.coerce.boolean(),
    z.union([z.literal(true), z.null()]),
  )
  .map((schema): ColumnCase => ({ schema, type: 'BOOLEAN', cells: cells(fc.boolean()) }));

const json = (value: unknown): Cell => ({ stored: JSON.stringify(value), given: value });
const inJson = fc
  .constantFrom<z.ZodType[]>(
    z.object({ a: z.number().min(1), b: z.string().nullable() }),
    z.strictObject({ a: z.number() }),
    z.looseObject({ a: z.number() }),
    z.object({ a: z.number() }).catchall(z.string()),
    z.record(z.string(), z.number()),
    z.array(z.number()).min(1),
    z.array(z.number()).or(z.string()),
    z.tuple([z.string(), z.number().optional()]),
    z.union([z.string(), z.number()]),
    z.union([z.number(), z.array(z.array(z.unknown()))]),
    z.json(),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), a: z.number() }),
      z.object({ kind: z.literal('b') }),
    ]),
    z.object({ a: z.object({ b: z.array(z.string()) }).optional() }),
    z.object({}),
    z.intersection(z.object({ a: z.number() }), z.object({ b: z.string() })),
    z.lazy(() => z.object({ a: z.number() })),
    z.object({ a: z.int() }).refine(({ a }) => a > 1),
    z.any(),
    z.object({ a: z.exactOptional(z.number()) }),
  )
  .map(
    (schema): ColumnCase => ({
      schema,
      type: 'JSON',
      cells: fc
        .oneof(
          fc.constantFrom<unknown[]>(
            { a: 1 },
            { a: 1, b: null },
            { a: 2, b: 'x' },
            { a: '1' },
            {},
            [],
            [1],
            ['x', 1],
            ['x'],
            [['a', 1]],
            'a',
            5,
            true,
            { kind: 'a', a: 1 },
            { kind: 'a' },
            { kind: 'b' },
            { kind: 'c' },
            { a: { b: ['x'] } },
            { a: null },
            '{"a":1}',
          ),
          fc.jsonValue({ maxDepth: 2 }).filter((one) => one !== null),
        )
        .map(json),
    }),
  );

/** Typed containers: the engine's value is one thing, JavaScript's another. */
const container = <T>(
  type: string,
  schemas: readonly z.ZodType[],
  values: fc.Arbitrary<T>,
  given: (value: T) => unknown = (value) => value,
) =>
  fc.constantFrom(...schemas).map(
    (schema): ColumnCase => ({
      schema,
      type,
      cells: values.map((value) => ({ stored: value, given: given(value) })),
    }),
  );

const items = fc.array(fc.integer({ min: -2, max: 4 }), { maxLength: 3 });
const pairs = fc.uniqueArray(
  fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2, max: 4 })),
  { selector: ([key]) => key, maxLength: 3 },
);
const struct = fc.record({
  a: fc.bigInt({ min: -2n, max: 4n }),
  b: fc.option(fc.constantFrom('x', 'yy')),
});

const containerCase = fc.oneof(
  container(
    'INTEGER[]',
    [
      z.array(z.number()),
      z.array(z.int().min(0)).max(2),
      z.tuple([z.number(), z.number()]),
      z.array(z.union([z.string(), z.number()])),
      z.array(z.number()).refine((all) => all.length !== 1),
    ],
    items,
  ),
  container('INTEGER[]', [z.set(z.number()), z.set(z.int().min(0))], items, (all) => new Set(all)),
  container(
    'BIGINT[]',
    [z.array(z.bigint()), z.array(z.bigint().min(0n))],
    fc.array(fc.bigInt({ min: -2n, max: 2n ** 60n }), { maxLength: 3 }),
  ),
  container(
    'MAP(VARCHAR, INTEGER)',
    [z.map(z.string(), z.number()), z.map(z.enum(['a', 'b']), z.number().min(0))],
    pairs,
    (all) => new Map(all),
  ),
  container(
    'MAP(VARCHAR, INTEGER)',
    [
      z.record(z.string(), z.number()),
      z.object({ a: z.number().optional() }),
      z.record(z.enum(['a', 'b']), z.number()),
    ],
    pairs,
    (all) => Object.fromEntries(all),
  ),
  container(
    'STRUCT(a BIGINT, b VARCHAR)',
    [
      z.object({ a: z.int().min(0), b: z.string().optional() }),
      z.object({ a: z.number(), b: z.exactOptional(z.string().max(1)) }),
      z.object({ a: z.number(), b: z.string().default('x') }),
    ],
    struct,
    ({ a, b }) => ({ a: Number(a), ...(b === null ? {} : { b }) }),
  ),
  container(
    'STRUCT(a BIGINT, b VARCHAR)',
    [
      z.object({ a: z.bigint(), b: z.string().nullable() }),
      z.union([
        z.object({ a: z.bigint().min(0n), b: z.null() }),
        z.object({ a: z.bigint(), b: z.literal('x') }),
      ]),
    ],
    struct,
  ),
);

const leaf = fc.oneof(
  { weight: 4, arbitrary: textCase },
  { weight: 4, arbitrary: numberCase },
  { weight: 1, arbitrary: bigintCase },
  { weight: 1, arbitrary: dateCase },
  { weight: 1, arbitrary: booleanCase },
  { weight: 1, arbitrary: inJson },
  { weight: 1, arbitrary: containerCase },
);

/** What can be put around any schema. */
const wrappers: readonly ((schema: z.ZodType) => z.ZodType)[] = [
  (one) => one.nullable(),
  (one) => one.optional(),
  (one) => one.nullish(),
  (one) => one.readonly(),
  (one) => one.nonoptional(),
  (one) => one.default('default'),
  (one) => one.prefault('abc'),
  (one) => one.prefault(7),
  (one) => one.exactOptional(),
  (one) => one.or(z.null()),
  (one) => one.and(z.any()),
  (one) => one.describe('described').meta({ title: 'titled' }),
  (one) => one.refine((value) => value !== null),
  (one) => one.refine(async (value) => value !== 'abc'),
  (one) => one.transform((value) => value),
  (one) => one.pipe(z.unknown()),
  (one) => z.preprocess((value) => value, one),
  (one) => z.lazy(() => one),
  (one) => z.union([one, z.undefined()]),
];

/** Random columns from the grammar of everything that a schema can say of one. */
export const columnCase: fc.Arbitrary<ColumnCase> = fc
  .tuple(leaf, fc.array(fc.constantFrom(...wrappers), { maxLength: 2 }))
  .map(([one, around]) => ({
    ...one,
    schema: around.reduce((made, wrap) => wrap(made), one.schema),
    cells: fc.oneof(
      { weight: 6, arbitrary: one.cells },
      { weight: 1, arbitrary: fc.constant(same(null)) },
    ),
  }));
