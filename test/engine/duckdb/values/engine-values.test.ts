import { describe, expect, test } from 'vitest';
import { dataset, rowsOf, session } from '../duckdb-support.ts';

const one = async (sql: string) => (await rowsOf(`select ${sql} as v`))[0]?.v;

describe('types', () => {
  test.each([
    ['true', 'BOOLEAN', 'boolean'],
    ['1::tinyint', 'TINYINT', 'integer'],
    ['1::uhugeint', 'UHUGEINT', 'integer'],
    ['1::float', 'FLOAT', 'float'],
    ['1.5::decimal(10,2)', 'DECIMAL(10,2)', 'decimal'],
    ["'a'", 'VARCHAR', 'text'],
    ["'a'::enum('a', 'b')", "ENUM('a', 'b')", 'text'],
    ["'6b0d1d1c-4c5e-4c8e-8f3e-0a4c3a3f8b11'::uuid", 'UUID', 'text'],
    ["'{}'::json", 'JSON', 'json'],
    ["date '2020-01-02'", 'DATE', 'date'],
    ["timestamp_ns '2020-01-02'", 'TIMESTAMP_NS', 'timestamp'],
    ["timestamptz '2020-01-02'", 'TIMESTAMP WITH TIME ZONE', 'timestamp'],
    ["time '12:00'", 'TIME', 'text'],
    ['interval 3 days', 'INTERVAL', 'text'],
    ["'a'::blob", 'BLOB', 'binary'],
    ["'101'::bit", 'BIT', 'binary'],
    ["{'a': 1}", 'STRUCT("a" INTEGER)', 'struct'],
    ['[1]', 'INTEGER[]', 'list'],
    ['[1, 2]::integer[2]', 'INTEGER[2]', 'list'],
    ["map {'a': 1}", 'MAP(VARCHAR, INTEGER)', 'map'],
    ['union_value(n := 1)', 'UNION("n" INTEGER)', 'other'],
  ])('%s is described as %s, of the family %s', async (sql, type, family) => {
    const { columns } = await session(dataset(`select ${sql} as "a ""b"`));
    expect(columns).toEqual([
      { name: 'a "b', type, family, ...(type === 'FLOAT' && { isFloat32: true }) },
    ]);
  });

  test('ten thousand columns are described', async () => {
    const list = Array.from({ length: 10_000 }, (_, at) => `${at} as c${at}`);
    const { columns } = await session(dataset(`select ${list.join(', ')}`));
    expect(columns).toHaveLength(10_000);
    expect(columns[9_999]).toEqual({ name: 'c9999', type: 'INTEGER', family: 'integer' });
  });
});

describe('values', () => {
  test.each([
    ['null', null],
    ['true', true],
    ['-7::smallint', -7],
    ['4294967295::uinteger', 4_294_967_295],
    ['9223372036854775807', 9_223_372_036_854_775_807n],
    [
      '170141183460469231731687303715884105727::hugeint',
      170_141_183_460_469_231_731_687_303_715_884_105_727n,
    ],
    ['count(*)', 1n],
    ['0.1::double', 0.1],
    ["'nan'::double", Number.NaN],
    ["'-inf'::float", -Infinity],
    ['-12.50::decimal(10,2)', { digits: -1250n, scale: 2 }],
    [
      '12345678901234567890123456789012345.678::decimal(38,3)',
      { digits: 12_345_678_901_234_567_890_123_456_789_012_345_678n, scale: 3 },
    ],
    ["'naïve 🦆'", 'naïve 🦆'],
    ["'b'::enum('a', 'b')", 'b'],
    ["'6b0d1d1c-4c5e-4c8e-8f3e-0a4c3a3f8b11'::uuid", '6b0d1d1c-4c5e-4c8e-8f3e-0a4c3a3f8b11'],
    [`'{"a": 1}'::json`, '{"a": 1}'],
    ["date '2020-02-29'", new Date('2020-02-29')],
    ["timestamp '1969-12-31 23:59:59.9995'", new Date('1969-12-31T23:59:59.999Z')],
    ["timestamp_s '2020-01-02 03:04:05'", new Date('2020-01-02T03:04:05Z')],
    ["timestamptz '2020-01-02 03:04:05+02'", new Date('2020-01-02T01:04:05Z')],
    ["time '12:34:56.7'", '12:34:56.7'],
    ['interval 3 days', 'P3D'],
    ["'\\x00\\xFF'::blob", new Uint8Array([0, 255])],
    ["'101'::bit", '101'],
    ["{'a': 1, 'b': [{'c': 1.5}]}", { a: 1, b: [{ c: { digits: 15n, scale: 1 } }] }],
    [
      "map {'a': date '2020-01-01', 'b': null}",
      [
        ['a', new Date('2020-01-01')],
        ['b', null],
      ],
    ],
    ['union_value(n := 1)', 1],
  ])('%s comes as %o', async (sql, expected) => {
    expect(await one(sql)).toEqual(expected);
  });

  test.each([
    ["date 'infinity'", Infinity],
    ["timestamp '-infinity'", -Infinity],
    ["timestamptz 'infinity'", Infinity],
    ["date '290000-01-01'", 9_089_348_860_800_000],
    ["timestamp '290000-01-01'", 9_089_348_860_800_000],
  ])('an instant beyond Date, %s, comes as milliseconds', async (sql, expected) => {
    expect(await one(sql)).toBe(expected);
  });

  test('a column may be called __proto__', async () => {
    const [row] = await rowsOf('select 1 as "__proto__", 2 as constructor');
    expect(Object.entries(row ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ]);
  });

  test('a source reads JSON: integers as numbers where they fit, instants as text', async () => {
    let read: unknown;
    await session(
      dataset('', {
        open: async ({ query }) => {
          read = await query(
            "select 5::bigint as a, 9223372036854775807 as b, 1.50::decimal(5,2) as c, date '2020-01-01' as d, [1::bigint] as e, 'x'::blob as f, null as g",
          );
          return { relation: '(select 1)' };
        },
      }),
    );
    expect(read).toEqual([
      {
        a: 5,
        b: '9223372036854775807',
        c: '1.50',
        d: '2020-01-01T00:00:00.000Z',
        e: [1],
        f: '78',
        g: null,
      },
    ]);
  });
});

test('JSON within other values is parsed, and a number that a double does not hold stays as it is written', async () => {
  const json = '\'[1, "1", {"a": [true, 12345678901234567890]}, 1.50, 1e400]\'';
  expect(await one(`json_transform(${json}, '["JSON"]')`)).toEqual([
    1,
    '1',
    { a: [true, '12345678901234567890'] },
    1.5,
    '1e400',
  ]);
  expect(await one(`${json}::json`)).toBe(json.slice(1, -1));
});
