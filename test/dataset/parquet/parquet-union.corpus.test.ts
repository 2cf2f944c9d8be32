import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parquet } from '../../../src/dataset/parquet/parquet.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';
import { parquetFiles } from './parquet-folder.ts';

const union = { unionByName: true };
const together = (...values: readonly string[]) =>
  parquetFiles(
    Object.fromEntries(values.map((value, at) => [`${at + 1}.parquet`, `select ${value} as x`])),
  );

test.each([
  ["'1'", '3::bigint', 'VARCHAR', 'BIGINT'],
  ['3', "'x'", 'INTEGER', 'VARCHAR'],
  ['true', '1::int', 'BOOLEAN', 'INTEGER'],
  ['true', "'true'", 'BOOLEAN', 'VARCHAR'],
  ['1::bigint', '2.5::double', 'BIGINT', 'DOUBLE'],
  ['1::int', '2.5::float', 'INTEGER', 'FLOAT'],
  ['1.5::decimal(4,1)', '1.5::double', 'DECIMAL(4,1)', 'DOUBLE'],
  ['1.5::decimal(38,2)', '1.5::decimal(20,18)', 'DECIMAL(20,18)', 'DECIMAL(38,2)'],
  ['1::int', "date '2024-01-01'", 'INTEGER', 'DATE'],
  ["date '2024-01-01'", "'2024-01-01'", 'DATE', 'VARCHAR'],
  ["timestamp '2024-01-01'", "'2024-01-01'", 'TIMESTAMP', 'VARCHAR'],
  ["timestamptz '2024-01-01'", "timestamp '2024-01-01'", 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE'],
  ["time '10:00'", "'10:00'", 'TIME', 'VARCHAR'],
  ["blob 'a'", "'a'", 'VARCHAR', 'BLOB'],
  ['uuid()', "'a'", 'VARCHAR', 'UUID'],
  ['[1]', "['1']", 'INTEGER[]', 'VARCHAR[]'],
  ["{'a': 1}", "{'a': '1'}", 'STRUCT(a INTEGER)', 'STRUCT(a VARCHAR)'],
  ["map {1: 'a'}", 'map {1: 2}', 'MAP(INTEGER, INTEGER)', 'MAP(INTEGER, VARCHAR)'],
  ['1::hugeint::double', '1::ubigint', 'UBIGINT', 'DOUBLE'],
])('%s and %s are no one type', async (one, other, type, wide) => {
  const root = await together(one, other);
  const said = await refusal(() => opened(parquet('*.parquet', union), { root }));
  expect(said).toMatch(/^DATASET_UNREADABLE: "x" is .* in [12]\.parquet and .* in [12]\.parquet: /);
  for (const words of [type, wide, '1.parquet', '2.parquet']) expect(said).toContain(words);
});

test.each([
  ['1', '{}', 'INTEGER', "{'a': 1}"],
  ['1', '[]', 'INTEGER', '[1]'],
])('a number and what is made of parts are no one type: %s, %s', async (...given) => {
  const [one, , , other] = given;
  const root = await together(one, other);
  expect(await refusal(() => opened(parquet('*.parquet', union), { root }))).toMatch(
    /^DATASET_UNREADABLE: .*1\.parquet/,
  );
});

const decimal = (digits: bigint, scale: number) => ({ digits, scale });

test.each([
  ['1::tinyint', '2::bigint', 'BIGINT', [1n, 2n]],
  ['1::uinteger', '-2::int', 'BIGINT', [1n, -2n]],
  ['1::int', '2.5::double', 'DOUBLE', [1, 2.5]],
  ['1::smallint', '2.5::float', 'FLOAT', [1, 2.5]],
  ['0.5::float', '0.25::double', 'DOUBLE', [0.5, 0.25]],
  ['1::ubigint', "'1.5'::decimal(38,2)", 'DECIMAL(38,2)', [decimal(100n, 2), decimal(150n, 2)]],
  [
    '1.5::decimal(4,1)',
    '1.25::decimal(10,4)',
    'DECIMAL(10,4)',
    [decimal(15_000n, 4), decimal(12_500n, 4)],
  ],
])('%s and %s are read as %3$s, without a loss', async (one, other, type, values) => {
  const root = await together(one, other);
  const session = await opened(parquet('*.parquet', union), { root });
  expect(typesOf(session)).toEqual([`x ${type}`]);
  expect((await rowsOf(session)).map(({ x }) => x)).toEqual(values);
});

test.each([
  ["date '2024-01-01'", "timestamp '2024-01-01 10:00'", 'TIMESTAMP'],
  ["timestamp '2024-01-01'", "timestamp_ns '2024-01-01'", 'TIMESTAMP_NS'],
  ['[1]', '[2::bigint]', 'BIGINT[]'],
  ["{'a': 1}", "{'a': 2::bigint, 'b c': 'x'}", 'STRUCT(a BIGINT, "b c" VARCHAR)'],
  ["map {'a': 1}", "map {'a': 2::bigint}", 'MAP(VARCHAR, BIGINT)'],
])('%s and %s are read as %s', async (one, other, type) => {
  const root = await together(one, other);
  const session = await opened(parquet('*.parquet', union), { root });
  const [row] = await session.query(`describe ${session.relation}`);
  expect(row?.column_type).toBe(type);
  expect(await rowsOf(session)).toHaveLength(2);
});

test.each([
  ['1 as Name', '2 as name', '1.parquet has "Name" and 2.parquet "name"'],
  ["{'a': 1} as s", "{'A': 1} as s", '1.parquet has "s.a" and 2.parquet "s.A"'],
  ["[{'a': 1}] as s", "[{'A': 1}] as s", '1.parquet has "s.a" and 2.parquet "s.A"'],
  ['1 as id, 2 as x', '1 as x, 2 as ID', '1.parquet has "id" and 2.parquet "ID"'],
])('names that differ by case alone are refused: %s, %s', async (one, other, words) => {
  const root = await parquetFiles({ '1.parquet': `select ${one}`, '2.parquet': `select ${other}` });
  expect(await refusal(() => opened(parquet('*.parquet', union), { root }))).toBe(
    `DATASET_INVALID: ${words}, which SQL takes for one column: spell them alike.`,
  );
});

test('names with a dot are not taken for those of fields', async () => {
  const root = await parquetFiles({
    '1.parquet': "select {'b': 1} as a",
    '2.parquet': 'select 1 as "a.B"',
  });
  expect(await rowsOf(await opened(parquet('*.parquet', union), { root }))).toHaveLength(2);
});

// Written by pyarrow 26: id [1, 2]; note, of Arrow's null type; notes, lists of it.
const empty = join(import.meta.dirname, 'data/null-type.parquet');

test.each([
  ["'x' as note, ['x'] as notes", 'VARCHAR', 'VARCHAR[]'],
  ["date '2024-01-01' as note, [date '2024-01-01'] as notes", 'DATE', 'DATE[]'],
  ["{'a': 1} as note, [{'a': 1}] as notes", 'STRUCT(a INTEGER)', 'STRUCT(a INTEGER)[]'],
])("columns of Arrow's null type are of any other type: %s", async (other, ...types) => {
  const root = await parquetFiles({ '2.parquet': `select 3::bigint as id, ${other}` });
  copyFileSync(empty, join(root, '1.parquet'));
  const session = await opened(parquet('*.parquet', union), { root });
  const described = await session.query(`describe ${session.relation}`);
  expect(described.map((row) => row.column_type)).toEqual(['BIGINT', ...types]);
  expect((await rowsOf(session)).map(({ note }) => note === null)).toEqual([true, true, false]);
});
