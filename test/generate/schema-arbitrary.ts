import fc from 'fast-check';
import { z } from 'zod';
import * as mini from 'zod/mini';

/** A random schema as the code that makes it, which a counterexample shows. */
export type Code = string;

const make = (code: Code): unknown => new Function('z', 'mini', `return ${code}`)(z, mini);

/** The schema that code makes. */
export const schemaOf = (code: Code): z.ZodType => make(code) as z.ZodType;

const one = (...codes: readonly Code[]) => fc.constantFrom(...codes);

/** A start with some of the calls after it, in order, each at most once. */
const calls = (start: fc.Arbitrary<Code>, ...all: readonly Code[]): fc.Arbitrary<Code> =>
  fc
    .tuple(start, fc.subarray([...all], { maxLength: Math.min(3, all.length) }))
    .map(([code, picked]) => [code, ...picked].join(''));

const texts = fc.oneof(
  calls(
    one('z.string()'),
    '.min(2)',
    '.max(12)',
    '.regex(/^[a-z0-9-]+$/)',
    '.lowercase()',
    '.trim()',
    '.toLowerCase()',
    '.normalize()',
    ".refine((text) => text !== 'abc')",
    ".superRefine((text, issues) => void (text.length > 300 && issues.addIssue('long')))",
  ),
  calls(one('z.string().min(1).max(6)', 'z.string().length(3)'), '.uppercase()', '.regex(/[A-Z]/)'),
  calls(one('z.string()'), ".startsWith('a')", ".includes('.')", ".endsWith('c')", '.max(20)'),
  one(
    'z.string().regex(/^[A-Z]{2,5}$/)',
    'z.string().regex(/^(foo|bar)-\\d{1,3}$/)',
    'z.string().regex(/\\p{L}/u)',
    'z.string().regex(/^a.c$/s).max(3)',
    'z.string().regex(/b/i)',
    'z.string().regex(/^(?=.*\\d)[a-z0-9]{3,8}$/)',
    'z.string().regex(/^\\d+$/).transform(Number).pipe(z.number().max(500))',
    'z.string().transform((text) => text.length).pipe(z.number().min(1))',
    'z.string().overwrite((text) => text.slice(0, 3))',
    'z.coerce.string().min(2)',
    "z.preprocess((value) => value ?? 'ab', z.string().max(5))",
    'z.string().pipe(z.string().max(5))',
    'z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })',
    "z.templateLiteral(['a-', z.int().min(0), '-', z.enum(['b', 'c'])])",
    "z.templateLiteral([z.string().min(1), '@', z.string().max(4)])",
    "z.stringFormat('even', (text) => text.length % 2 === 0)",
    "z.custom((value) => typeof value === 'string')",
    'mini.string().check(mini.minLength(2), mini.maxLength(5))',
    'mini.string().check(mini.trim(), mini.toUpperCase())',
    'mini.email()',
  ),
);

const formats = one(
  'z.email()',
  'z.uuid()',
  'z.uuidv4()',
  'z.uuidv7()',
  'z.guid()',
  'z.url()',
  'z.httpUrl()',
  'z.hostname()',
  'z.ipv4()',
  'z.ipv6()',
  'z.cidrv4()',
  'z.cidrv6()',
  'z.mac()',
  'z.e164()',
  'z.base64()',
  'z.base64url()',
  'z.hex()',
  "z.hash('md5')",
  "z.hash('sha256')",
  'z.jwt()',
  'z.nanoid()',
  'z.cuid()',
  'z.cuid2()',
  'z.ulid()',
  'z.xid()',
  'z.ksuid()',
  'z.emoji()',
  'z.creditCard()',
  'z.iban()',
  'z.currencyCode()',
  'z.iso.date()',
  'z.iso.time()',
  'z.iso.datetime()',
  'z.iso.duration()',
  'z.iso.datetime({ offset: true })',
  'z.iso.datetime({ local: true })',
  'z.iso.datetime({ precision: 3 })',
  'z.iso.time({ precision: -1 })',
  'z.stringbool()',
  "z.stringbool({ truthy: ['ja'], falsy: ['nein'] })",
  'z.email().max(40)',
  'z.email().endsWith(".com")',
  'z.url({ protocol: /^https$/ })',
);

const numbers = fc.oneof(
  calls(
    one('z.number()', 'z.int()', 'z.int32()', 'z.uint32()', 'z.float32()', 'z.float64()'),
    '.min(0)',
    '.max(1000)',
    '.gt(-0.5)',
    '.lt(2 ** 40)',
    '.int()',
    '.multipleOf(5)',
    '.refine((value) => value !== 1)',
  ),
  one(
    'z.number().multipleOf(0.01).min(1).max(2)',
    'z.number().multipleOf(0.1)',
    'z.number().gt(1).lt(1 + 2 ** -50)',
    'z.number().min(5).max(5)',
    'z.int().multipleOf(3).min(-10).max(10)',
    'z.coerce.number().max(3)',
    'z.number().transform(String)',
    'z.number().overwrite((value) => value + 1).max(10)',
    'z.number().min(0).pipe(z.int().max(100))',
    'mini.int().check(mini.gte(3), mini.lt(9))',
    'z.custom((value) => Number.isInteger(value))',
  ),
);

const bigints = calls(
  one('z.bigint()', 'z.int64()', 'z.uint64()', 'z.coerce.bigint()'),
  '.min(0n)',
  '.lt(2n ** 60n)',
  '.multipleOf(3n)',
  '.refine((value) => value !== 1n)',
);

const dates = calls(
  one('z.date()', 'z.coerce.date()', 'mini.date()'),
  ".min(new Date('2024-02-29'))",
  ".max(new Date('2030-01-01'))",
  '.refine((date) => date.getUTCDay() !== 0)',
).map((code) => (code.startsWith('mini') ? 'mini.date()' : code));

const constants = one(
  'z.boolean()',
  'z.coerce.boolean()',
  'z.literal(true)',
  'z.boolean().refine(Boolean)',
  "z.enum(['a', 'ab', 'ABC'])",
  'z.enum({ Low: 1, High: 2 })',
  "z.enum(['a', 'b', 'c']).exclude(['b'])",
  "z.literal('abc')",
  'z.literal(1)',
  'z.literal([1, 2, 3])',
  'z.literal([1n, 2n ** 60n])',
  "z.literal(['a', null])",
  "z.union([z.literal('a'), z.enum(['b', 'c'])])",
  "mini.enum(['x', 'y'])",
);

/** Schemas of several types, which a column holds as JSON. */
const mixed = one(
  'z.any()',
  'z.unknown()',
  'z.json()',
  "z.literal(['a', 1])",
  'z.union([z.string().max(5), z.number()])',
  'z.union([z.boolean(), z.int().min(3), z.string().min(1)])',
  'z.xor([z.string().min(2), z.number()])',
  'z.xor([z.string().min(2), z.string().max(2)])',
  'z.custom((value) => value !== 7)',
  'z.transform((value) => String(value))',
);

/** Schemas of single values. */
const leafCode: fc.Arbitrary<Code> = fc.oneof(
  { weight: 5, arbitrary: texts },
  { weight: 4, arbitrary: formats },
  { weight: 5, arbitrary: numbers },
  { weight: 2, arbitrary: bigints },
  { weight: 2, arbitrary: dates },
  { weight: 3, arbitrary: constants },
  { weight: 2, arbitrary: mixed },
);

/** Schemas of single values that JSON holds as they are. */
const plainCode: fc.Arbitrary<Code> = fc
  .oneof(texts, formats, numbers, constants)
  .filter((code) => !/\dn\b|z\.date|bigint/.test(code));

/** What can be put around a schema. */
const wrappers: readonly ((code: Code) => Code)[] = [
  (code) => `mini.nullable(${code})`,
  (code) => `mini.optional(${code})`,
  (code) => `z.nullish(${code})`,
  (code) => `z.readonly(${code})`,
  (code) => `z.nonoptional(z.optional(${code}))`,
  (code) => `z.lazy(() => ${code})`,
  (code) => `z.pipe(${code}, z.unknown())`,
  (code) => `z.preprocess((value) => value, ${code})`,
  (code) => `z.union([${code}, z.null()])`,
  (code) => `z.union([${code}, z.undefined()])`,
  (code) => `z.intersection(${code}, z.any())`,
  (code) => `z._default(${code}, 'default')`,
  (code) => `z.prefault(${code}, 'prefault')`,
  (code) => `mini.nullable(${code}).check(mini.refine((value) => value !== undefined))`,
  (code) => `mini.nullable(${code}).check(mini.meta({ title: 'titled' }))`,
];

const wrapped = (code: fc.Arbitrary<Code>): fc.Arbitrary<Code> =>
  fc
    .tuple(code, fc.array(fc.constantFrom(...wrappers), { maxLength: 2 }))
    .map(([start, around]) => around.reduce((made, wrap) => wrap(made), start));

const sizes = one('', '', '.min(1)', '.max(3)', '.length(2)', '.nonempty()');
const mapSizes = one('', '', '.min(1)', '.max(3)', '.size(2)', '.nonempty()');

const fields = (part: fc.Arbitrary<Code>): fc.Arbitrary<Code> =>
  fc
    .array(fc.tuple(part, one('', '', '', 'optional', 'exactOptional')), {
      minLength: 1,
      maxLength: 3,
    })
    .map((all) =>
      all
        .map(([code, how], at) => `${'abc'[at]}: ${how === '' ? code : `z.${how}(${code})`}`)
        .join(', '),
    );

/** Schemas of values with parts. */
function containerCode(part: fc.Arbitrary<Code>, plain: fc.Arbitrary<Code>): fc.Arbitrary<Code> {
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(part, sizes).map(([code, size]) => `z.array(${code})${size}`),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(one('object', 'object', 'strictObject', 'looseObject'), fields(part))
        .map(([kind, code]) => `z.${kind}({ ${code} })`),
    },
    {
      weight: 1,
      arbitrary: fields(plain).map((code) => `z.object({ ${code} }).catchall(z.string())`),
    },
    {
      weight: 1,
      arbitrary: fields(plain).map(
        (code) => `z.object({ ${code} }).refine((row) => row.z === undefined)`,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(plain, plain).map(([left, right]) => `z.tuple([${left}, ${right}])`),
    },
    { weight: 1, arbitrary: plain.map((code) => `z.tuple([${code}], ${code})`) },
    { weight: 1, arbitrary: part.map((code) => `z.tuple([${code}, ${code}])`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          one(
            'z.string()',
            'z.string().regex(/^[a-z]{1,4}$/)',
            "z.enum(['x', 'y'])",
            'z.int().min(0)',
          ),
          plain,
        )
        .map(([key, code]) => `z.record(${key}, ${code})`),
    },
    { weight: 1, arbitrary: plain.map((code) => `z.partialRecord(z.enum(['x', 'y']), ${code})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one('z.string()', 'z.int()', "z.enum(['x', 'y', 'z'])", 'z.date()'), part, mapSizes)
        .map(([key, code, size]) => `z.map(${key}, ${code})${size}`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(leafCode, mapSizes).map(([code, size]) => `z.set(${code})${size}`),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(plain, plain).map(([left, right]) => `z.union([${left}, ${right}])`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plain, plain)
        .map(
          ([left, right]) =>
            `z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), v: ${left} }), z.object({ kind: z.literal('b'), v: ${right} })])`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(plain, plain)
        .map(
          ([left, right]) => `z.intersection(z.object({ p: ${left} }), z.object({ q: ${right} }))`,
        ),
    },
    {
      weight: 1,
      arbitrary: one(
        'z.intersection(z.object({ p: z.number().min(1) }), z.object({ p: z.int().max(9) }))',
        'z.intersection(z.array(z.number().min(1)), z.array(z.number().max(9)))',
        'z.intersection(z.union([z.string(), z.number()]), z.union([z.number().max(3), z.boolean()]))',
        'z.array(z.int()).refine((all) => all.length !== 1)',
        '(() => { const node = z.object({ v: z.int(), next: z.lazy(() => node).nullable() }); return node; })()',
        '(() => { const tree = z.object({ v: z.string(), get sons() { return z.array(tree); } }); return tree; })()',
        '(() => { const list = z.lazy(() => z.union([z.string(), z.array(list)])); return list; })()',
      ),
    },
  );
}

/** Schemas of a column, with parts up to a depth. */
export function columnCode(depth: number): fc.Arbitrary<Code> {
  if (depth === 0) return wrapped(leafCode);
  const plain = plainOf(depth - 1);
  return fc.oneof(
    { weight: 2, arbitrary: wrapped(leafCode) },
    { weight: 3, arbitrary: wrapped(containerCode(columnCode(depth - 1), plain)) },
  );
}

const plainOf = (depth: number): fc.Arbitrary<Code> =>
  depth === 0
    ? plainCode
    : fc.oneof(
        plainCode,
        fc.tuple(plainCode, sizes).map(([code, size]) => `z.array(${code})${size}`),
        fields(plainCode).map((code) => `z.object({ ${code} })`),
      );
