import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { propertyName } from '../../../src/cli/infer/infer-names.ts';
import { assay, project, projects } from '../command.ts';
import { heldPairs } from './held-pairs.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** A column of a Parquet file: its values as SQL of the row number `i`, their type in the contract, and a value that breaks it. */
type Values = readonly [sql: string, type: string, fault: string];

const hours = (type: string): Values => [
  `('2026-01-01'::timestamp + to_hours(i::int))::${type}`,
  'z.date()',
  "'2200-01-01'::timestamp",
];

const columns: Readonly<Record<string, Values>> = {
  id: ['i', 'z.int().nonnegative()', '-5'],
  decimal: ['(i * 1.25)::decimal(10, 2)', 'z.number().nonnegative().max(230)', '-1'],
  'wide decimal': [
    '(i * 12345678901234567890)::decimal(38, 4)',
    'z.number().nonnegative().max(2.2e+21)',
    '1e30',
  ],
  struct: [
    "{ 'a': i, 'b': 'x' || (i % 5) }",
    'z.object({ a: z.int().nonnegative(), b: z.string().length(2) })',
    "{ 'a': -1, 'b': 'x1' }",
  ],
  list: ['[i, i + 1]', 'z.array(z.int().nonnegative())', '[null, 1]'],
  lists: ['[[i], [i + 1, 2]]', 'z.array(z.array(z.int().nonnegative()))', '[[1], null]'],
  structs: [
    "[{ 'sku': 'A' || (i % 10), 'cost': i * 0.5::double }]",
    'z.array(z.object({ sku: z.string().length(2), cost: z.number().nonnegative() }))',
    "[{ 'sku': 'A', 'cost': 1 }]",
  ],
  'infinite in a list': [
    "['inf'::double, i]",
    'z.array(z.number().nonnegative().or(z.literal([Infinity, -Infinity])))',
    "['nan'::double, 1]",
  ],
  'infinite day in a list': [
    "['infinity'::date, '2026-01-01']",
    'z.array(z.date().or(z.literal([Infinity, -Infinity])))',
    "[null, '2026-01-01'::date]",
  ],
  time: ["time '00:00:00' + to_seconds(i * 60)", 'z.iso.time()', "'noon'::varchar"],
  'with a NaN': [
    "case when i % 10 = 0 then 'nan'::double else i * 0.5 end",
    'z.number().nonnegative().max(59).or(z.nan())',
    '-5',
  ],
  'with infinity': [
    "case when i % 10 = 0 then 'inf'::double else i * 0.5 end",
    'z.number().nonnegative().max(59).or(z.literal(Infinity))',
    "'-inf'::double",
  ],
  'with all of them': [
    "case i % 10 when 0 then 'nan'::double when 1 then 'inf' when 2 then '-inf' else i end",
    'z.number().nonnegative().max(120).or(z.nan()).or(z.literal([Infinity, -Infinity]))',
    '-5',
  ],
  uuid: ['uuid()', 'z.guid()', "'none'::varchar"],
  blob: ["encode('z' || i)", 'z.instanceof(Uint8Array)', "'z1'::varchar"],
  enum: [
    "(case i % 3 when 0 then 'ok' when 1 then 'sad' else 'glad' end)::enum('ok', 'sad', 'glad')",
    "z.enum(['glad', 'ok', 'sad'])",
    "'angry'::varchar",
  ],
  timestamptz: hours('timestamptz'),
  timestamp_ns: hours('timestamp_ns'),
  timestamp_s: hours('timestamp_s'),
  date: ["'2026-01-01'::date + i::int", 'z.date()', "'1850-01-01'::date"],
  'infinite date': [
    "case when i = 5 then 'infinity'::date else '2026-01-01'::date + i::int end",
    'z.date().or(z.literal(Infinity))',
    "'-infinity'::date",
  ],
  'infinite timestamp': [
    "case i when 5 then 'infinity'::timestamp when 6 then '-infinity' else '2026-01-01' end",
    'z.date().or(z.literal([Infinity, -Infinity]))',
    "'soon'::varchar",
  ],
  interval: ['to_days(i::int)', 'z.iso.duration()', "'soon'::varchar"],
  hugeint: [
    'i::hugeint * 1000000000000000000000',
    'z.number().nonnegative().max(1.8e+23)',
    '1e30::double',
  ],
  ubigint: ['18446744073709551000::ubigint + i::ubigint', 'z.bigint().nonnegative()', '-1::int'],
  bigint: ['9007199254740993 + i', 'z.bigint().nonnegative()', '-9007199254740993'],
  map: [
    "map { 'k' || (i % 3): i, 'z': 1 }",
    'z.map(z.string(), z.int().nonnegative())',
    "map { 'k': -1 }",
  ],
  bit: [
    "case i % 2 when 0 then '01010'::bit else '01011'::bit end",
    "z.enum(['01010', '01011'])",
    "'1'::bit",
  ],
  boolean: ['i % 2 = 0', 'z.boolean()', '2::int'],
  json: ['\'{"a":1}\'::json', 'z.unknown()', 'null'],
};

/** Columns without a value, of which nothing else is known. */
const empty = ['integer', 'varchar', 'integer[]', 'struct(a integer)'];

const rows = 60;
const name = (column: string) => `"${column}"`;
const valuesOf = Object.entries(columns).map(([column, [sql]]) => `${sql} as ${name(column)}`);
const emptyOnes = empty.map((type) => `null::${type} as ${name(`no ${type}`)}`);
const all = `select ${[...valuesOf, ...emptyOnes].join(', ')} from range(${rows}) t(i)`;

/** Returns the rows with a value of each column replaced in one of them; beside a text, the others are texts as well. */
const faulty = (faultOf: (fault: string) => string) => {
  const replaced = Object.entries(columns).map(([column, [sql, , given]]) => {
    const fault = faultOf(given);
    const others = fault.endsWith('::varchar') ? `(${sql})::varchar` : sql;
    return `case when i = 7 then ${fault} else ${others} end as ${name(column)}`;
  });
  return `select ${[...replaced, ...emptyOnes].join(', ')} from range(${rows}) t(i)`;
};

let folder = '';
let text = '';
/** What is red, by the file that the contract was held to, as lines. */
const red = new Map<string, string>();

beforeAll(async () => {
  folder = project();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const files = {
    own: all,
    fault: faulty((fault) => fault),
    missing: faulty(() => 'null'),
    one: `${all} limit 1`,
    none: `${all} limit 0`,
  };
  for (const [file, sql] of Object.entries(files))
    await connection.run(`copy (${sql}) to '${join(folder, file)}.parquet' (format parquet)`);
  connection.disconnectSync();
  instance.closeSync();
  const pairs = ['one:one', 'own:own', 'own:fault', 'own:missing'].map((pair) =>
    pair.replace(/\w+/g, '$&.parquet'),
  );
  for (const [pair, others] of heldPairs(folder, pairs)) {
    const metrics = others.map(({ metric }) => metric);
    red.set(pair.replaceAll('.parquet', ''), metrics.join('\n'));
  }
  text = readFileSync(join(folder, 'own.parquet.contract.ts'), 'utf8');
});

test('the contract of any values is kept by them, also of one row', () => {
  expect([red.get('own:own'), red.get('one:one')]).toEqual(['', '']);
});

test.for(Object.entries(columns))('%s is kept as what it is', ([column, [, type]]) => {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll(', })', ' })');
  expect(flat).toContain(` ${propertyName(column)}: ${type},`);
});

test.for(Object.keys(columns))('a fault of %s is red, and so is NULL', (column) => {
  const said = new RegExp(`column\\('${column}'\\)`);
  expect([red.get('own:fault'), red.get('own:missing')]).toEqual([
    expect.stringMatching(said),
    expect.stringMatching(said),
  ]);
});

test.for(empty)('a column of %s without a value is remarked', (type) => {
  expect(text).toContain(`'no ${type}': z.unknown().nullable(),`);
  expect(text).toContain(`// 'no ${type}': it has no value in 60 rows`);
});

test('a file without rows gives no contract', () => {
  const { status, stderr } = assay(folder, 'infer', 'none.parquet');
  expect([status, stderr]).toEqual([2, expect.stringContaining('none.parquet has no rows')]);
});
