import { z } from '../../../src/index.ts';

/** A type of column, and how to make values of it in SQL. */
export interface Kind {
  readonly name: string;
  readonly type: string;
  readonly offers: 'number' | 'text' | 'time' | 'any';
  /** The value at a place, growing with it. */
  readonly at: (place: string) => string;
  /** Values at which statistics, dictionaries and dialects part. */
  readonly odd: readonly string[];
}

const seconds = (place: string) =>
  `(timestamp '2026-11-20' + to_microseconds((${place}) * 86400123456))`;

/**
 * Sums of doubles are told apart from noise by their size: `f` has no finite value below zero, and those of `q` are
 * whole quarters, which add up exactly; so no sum of either is the small difference of large ones.
 */
export const kinds: readonly Kind[] = [
  {
    name: 'i',
    type: 'integer',
    offers: 'number',
    at: (k) => `${k} - 3`,
    odd: ['0', '-1', '2147483647', '-2147483648'],
  },
  {
    name: 'b',
    type: 'bigint',
    offers: 'number',
    at: (k) => `${k} * 1000000007`,
    odd: ['0', '-1', '9007199254740993', '-9223372036854775807'],
  },
  {
    name: 'u',
    type: 'utinyint',
    offers: 'number',
    at: (k) => `(${k}) % 250`,
    odd: ['0', '1', '255'],
  },
  {
    name: 'f',
    type: 'double',
    offers: 'number',
    at: (k) => `(${k}) / 10.0`,
    odd: ["'nan'", "'inf'", "'-inf'", '0.0', "'-0'", '0.1', '0.3', '100.5'],
  },
  {
    name: 'q',
    type: 'double',
    offers: 'number',
    at: (k) => `(${k}) * 0.25 - 20`,
    odd: ['0.0', "'-0'", '-0.5', '1048576.25'],
  },
  {
    name: 'g',
    type: 'float',
    offers: 'number',
    at: (k) => `(${k}) * 0.5`,
    odd: ["'nan'", '0.1', '0.0', "'-0'", '16777216'],
  },
  {
    name: 'c',
    type: 'decimal(9,2)',
    offers: 'number',
    at: (k) => `(${k}) * 0.05 - 1`,
    odd: ['0', '0.01', '-9999999.99', '9999999.99'],
  },
  {
    name: 'w',
    type: 'decimal(30,6)',
    offers: 'number',
    at: (k) => `(${k}) * 0.000001`,
    odd: ['0', '-0.000001', '123456789012345678901234.5'],
  },
  {
    name: 's',
    type: 'varchar',
    offers: 'text',
    at: (k) => `'v' || lpad((${k})::varchar, 6, '0')`,
    odd: ["''", "' '", "'a'", "'A'", "' n/a '", "'straße'", "'😀'", "'e\u0301'", "'a\u00a0'"],
  },
  {
    name: 't',
    type: 'varchar',
    offers: 'text',
    at: (k) => `repeat(chr(97 + ((${k}) % 26)::int), 1 + ((${k}) // 26)::int % 40)`,
    odd: ["'null'", "'-'", "'NaN'", "'v0'", "'\u{10ffff}'", 'chr(10)'],
  },
  {
    name: 'k',
    type: 'boolean',
    offers: 'any',
    at: (k) => `(${k}) % 2 = 1`,
    odd: ['true', 'false'],
  },
  {
    name: 'd',
    type: 'date',
    offers: 'time',
    at: (k) => `(date '2026-11-20' + (${k})::int)`,
    odd: ["'1970-01-01'", "'0001-01-01'", "'9999-12-31'", "'infinity'"],
  },
  {
    name: 'm',
    type: 'timestamp',
    offers: 'time',
    at: seconds,
    odd: [
      "'1969-12-31 23:59:59.999999'",
      "'2026-11-24'",
      "'2026-11-24 00:00:00.000001'",
      "'infinity'",
    ],
  },
  {
    name: 'z',
    type: 'timestamptz',
    offers: 'time',
    at: (k) => `${seconds(k)} at time zone 'UTC'`,
    odd: ["'2026-11-24 02:00:00+02'", "'1970-01-01 00:00:00+00'"],
  },
  {
    name: 'n',
    type: 'timestamp_ns',
    offers: 'time',
    at: seconds,
    odd: ["'2026-11-24 00:00:00.000000001'", "'1970-01-01'"],
  },
];

const fields = {
  number: z.number().nullable(),
  text: z.string().nullable(),
  time: z.date().nullable(),
  any: z.boolean().nullable(),
} as const;

export const schema = z.object(
  Object.fromEntries(kinds.map(({ name, offers }) => [name, fields[offers]])),
);

/** How the values of a column lie: `place` is the row's, `total` the number of rows, and `h` looks like chance. */
export const shapes = {
  mixed: ({ at, odd, type }) =>
    `case h % 7 when 0 then null when 1 then [${odd.map((one) => `(${one})::${type}`).join(', ')}][1 + (h // 7) % ${odd.length}] else (${at('(h // 7) % 9')})::${type} end`,
  few: ({ at, type }) => `case when h % 5 > 0 then (${at('h % 3')})::${type} end`,
  constant: ({ at, type }) => `(${at('7::bigint')})::${type}`,
  nulls: ({ type }) => `null::${type}`,
  rising: ({ at, type }) => `(${at('place')})::${type}`,
  sparse: ({ at, type }) =>
    `case when place < total // 2 or place % 3 = 0 then (${at('place')})::${type} end`,
  wide: ({ at, type }) => `(${at('h % 50000')})::${type}`,
  blocks: ({ at, type }) => `case when place >= total // 2 then (${at('h % 500')})::${type} end`,
} as const satisfies Readonly<Record<string, (kind: Kind) => string>>;

export type Shape = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as readonly Shape[];
