import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maskError } from '../../../src/engine/duckdb/duckdb-errors.ts';
import { declinedAtRun, EngineError } from '../../../src/engine/engine.ts';
import { dataset, folder, session } from './duckdb-support.ts';

/** What is told of a query that fails, over values held in a table. */
async function told(sql: string, values = "'Jane Doe'"): Promise<string> {
  const { query } = await session(dataset('select 1'));
  await query(`create or replace temp table t as select unnest([${values}]) as person`);
  const error: unknown = await query(sql).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  expect(error).toMatchObject({ code: 'ENGINE_FAILED' });
  return (error as Error).message;
}

const tryCast = '. In SQL, try_cast(x as integer) gives NULL where cast(x as integer) fails.';

describe('values of the data stay out of error texts', () => {
  test.each([
    [
      'select person::int from t',
      "Conversion Error): Could not convert string '…' to INT32 when casting from source column person",
    ],
    [
      "select (person || 'x')::decimal(10, 2) from t",
      "Conversion Error): Could not convert string '…' to DECIMAL(10,2)",
    ],
    [
      'select person::date from t',
      "Conversion Error): invalid date field format '…' when casting from source column person",
    ],
    ["select strptime(person, '%Y') from t", "Invalid Input Error): Could not parse string '…'"],
    [
      "select json_extract(person, '$.a') from t",
      "Invalid Input Error): Malformed JSON at byte 0 of input '…'",
    ],
    ['select unhex(person) from t', 'Invalid Input Error): Invalid input for hex digit'],
  ])('%s', async (sql, expected) => {
    const hint = expected.startsWith('Conversion') ? tryCast : '';
    expect(await told(sql)).toBe(`DuckDB could not answer (${expected}${hint}`);
  });

  test.each([
    [
      'select person::tinyint from t',
      'Conversion Error): Type INT32 with value … cannot be cast because the value is out of range for the destination type INT8 when casting from source column person',
    ],
    [
      'select person * 1000000::int from t',
      'Out of Range Error): Overflow in multiplication of INT32 (…)!',
    ],
    ['select make_date(person, 13, 1) from t', 'Conversion Error): Date out of range'],
  ])('%s over numbers', async (sql, expected) => {
    const hint = sql.includes('::tinyint') ? tryCast : '';
    expect(await told(sql, '987654')).toBe(`DuckDB could not answer (${expected}${hint}`);
  });

  test.each([
    ["'O''Brien'"],
    [`'a "b" c'`],
    ["'Jane' || chr(10) || chr(10) || 'LINE 1: Doe'"],
    [`'it''s: Jane' || chr(10) || 'Doe"'`],
    ["'can''t'"],
    ["' to INT64 when casting from source column Jane'"],
  ])('whatever the value holds: %s', async (value) => {
    expect(await told('select person::int from t', value)).toBe(
      `DuckDB could not answer (Conversion Error): Could not convert string '…' to INT32 when casting from source column person${tryCast}`,
    );
  });

  test('a line of a CSV file is named, not shown', async () => {
    const made = folder();
    writeFileSync(join(made, 'a.csv'), 'name,age\nJane,7\nJohn,Doe\n');
    writeFileSync(join(made, 'b.csv'), 'name,age\nJane,7\nJohn,7,9\n');
    const { query } = await session(dataset('select 1', { directories: [made] }));
    const read = (file: string) =>
      query(
        `from read_csv('${made}/${file}', header = true, auto_detect = false, columns = {'name': 'varchar', 'age': 'integer'})`,
      );
    await expect(read('a.csv')).rejects.toThrow(
      /: line 3 of a CSV file: column "age" holds what is not INTEGER$/,
    );
    await expect(read('b.csv')).rejects.toThrow(
      /: line 3 of a CSV file has 3 columns in place of 2$/,
    );
  });

  test('paths in granted folders are kept, with the line and byte', async () => {
    const made = folder();
    writeFileSync(join(made, '2024.json'), '{"a": 1}\n{"a": Jane Doe}\n');
    writeFileSync(join(made, 'a.parquet'), 'Jane Doe, Jane Doe');
    const { query } = await session(dataset('select 1', { directories: [made] }));
    await expect(query(`from read_json('${made}/2024.json')`)).rejects.toThrow(
      `Malformed JSON in file ${made}/2024.json, at byte 7 in line 3`,
    );
    await expect(query(`from read_parquet('${made}/a.parquet')`)).rejects.toThrow(
      `No magic bytes found at end of file ${made}/a.parquet`,
    );
  });
});

describe('what is of the query stays in', () => {
  test('a column that is not there, with close matches', async () => {
    expect(await told('select persan from t')).toBe(
      'DuckDB could not answer (Binder Error): Referenced column "persan" not found in FROM clause! Candidate bindings: "person"',
    );
  });

  test('a query that declines says why, in the words that it gives', async () => {
    expect(await told(`select error('${declinedAtRun}it''s beyond SQL') from t`)).toBe(
      `${declinedAtRun}it's beyond SQL`,
    );
  });

  test('a value can not pass for a query that declines', async () => {
    expect(await told('select person::int from t', `'${declinedAtRun}Jane Doe'`)).not.toContain(
      'Jane',
    );
  });
});

test('an unknown text is cut at its first colon and loses its numbers', () => {
  expect(maskError('Invalid Input Error: Something with 42 of them in FLOAT4[3]: Jane Doe')).toBe(
    'Something with … of them in FLOAT4[…]',
  );
});

test('a sum of more digits than DuckDB holds is told as that', async () => {
  const digits = '9'.repeat(38);
  const { query, relation } = await session(
    dataset(`select ${digits}::decimal(38, 0) as a from range(3)`),
  );
  for (const sum of ['sum(a)', 'avg(a)', 'max(a + a)'])
    await expect(query(`select ${sum} as s from ${relation}`)).rejects.toThrow(
      /^DuckDB could not answer: a sum of integers or decimals has more digits than the 38 that it holds exactly\. /,
    );
});
