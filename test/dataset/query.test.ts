import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { csv, duckdb, fromRows, parquet, query, z } from '../../src/index.ts';
import { folder, write } from '../engine/duckdb-support.ts';
import { one } from '../support/measured.ts';
import { opened, refusal, rowsOf, typesOf, valuesOf } from './opened.ts';

vi.setConfig({ testTimeout: 60_000 });

const flights = fromRows(
  [
    { origin: 'AMS', delay: 3, user: 'ada' },
    { origin: 'AMS', delay: null, user: null },
    { origin: 'CDG', delay: -1, user: 'bob' },
  ],
  { label: 'flights' },
);

describe('the rows of a SELECT', () => {
  test.each<[string, unknown]>([
    [
      'select origin, count(*) as n from dataset group by origin order by origin',
      [
        ['AMS', 2n],
        ['CDG', 1n],
      ],
    ],
    ['from dataset select delay where delay > 0;\n ', [[3n]]],
    ['select max(delay) from dataset -- the latest', [[3n]]],
    ['with a as (select * from dataset), b as (from a) select count(*) from b', [[3n]]],
    ['select count(*) from Dataset as x join "DATASET" as y using (origin)', [[5n]]],
    ['select delay from dataset where delay in (select max(delay) from dataset)', [[3n]]],
    ['select (select count(*) from dataset) as n', [[3n]]],
    ['select delay + i as d from dataset, range(2) as r(i) where delay = 3', [[3n], [4n]]],
    [
      'with recursive r as (select 1 as i union all select i + 1 from r where i < 3) from r',
      [[1], [2], [3]],
    ],
    [
      'select origin from dataset union all select user from dataset order by all limit 1',
      [['AMS']],
    ],
    ['select user from dataset where user is not null', [['ada'], ['bob']]],
    ['select count(*) from (from dataset using sample 2 rows (reservoir, 7))', [[2n]]],
    ['values (1), (null)', [[1], [null]]],
    ['from (pivot dataset on origin in (AMS, CDG) using count(*)) select sum("AMS")::int', [[2]]],
    ['select lag(delay) over (order by origin, delay) as before from dataset limit 1', [[null]]],
  ])('%s', async (sql, rows) => {
    expect(await valuesOf(query(flights, sql))).toEqual(rows);
  });

  test('are held to a contract, and shown again by SQL that stands alone', async () => {
    const root = folder();
    const path = join(root, 'x.parquet');
    await write(`copy (select 'AMS' as origin from range(3)) to '${path}'`);
    const counts = query(
      parquet(path),
      'select origin, count(*) as n from dataset group by origin',
    );
    const outcome = await one(
      counts,
      { schema: z.object({ origin: z.string(), n: z.int() }) },
      ({ column }) => column('n').atMost(2),
    );
    expect(outcome).toMatchObject({ state: 'failed', dataset: `query of ${path}`, violations: 1 });
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    const shown = await connection.runAndReadAll(String(outcome.sql));
    expect(shown.getRows()).toEqual([['AMS', 3n]]);
  });

  test('are computed once, in one order', async () => {
    const session = await opened(
      query(flights, 'select *, row_number() over () as n from dataset'),
    );
    expect(await rowsOf(session)).toEqual(await rowsOf(session));
    const [kind] = await session.query(
      `select table_type as t from information_schema.tables where table_name = ${session.relation.replaceAll('"', "'")}`,
    );
    expect(kind).toEqual({ t: 'LOCAL TEMPORARY' });
  });

  test('may themselves be queried', async () => {
    const delays = query(flights, 'select delay from dataset where delay is not null');
    const both = query(delays, 'select sum(delay)::int as s from dataset', { label: 'sums' });
    expect(both.label).toBe('sums');
    expect(delays.label).toBe('query of flights');
    expect(await valuesOf(both)).toEqual([[2]]);
  });
});

describe('the other dataset', () => {
  test('lends its files, its watching and its connection', async () => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    onTestFinished(() => connection.disconnectSync());
    await connection.run('create table t as select 1 as a');
    const own = query(duckdb(connection, 't'), 'select a + 1 as b from dataset');
    expect(own.connection).toBe(connection);
    expect(await valuesOf(own)).toEqual([[2]]);
    const filed = query(parquet('x.parquet'), 'from dataset');
    expect([filed.watch, filed.connection]).toEqual([['x.parquet'], undefined]);
    expect(await refusal(() => opened(filed, { root: folder() }))).toContain('DATASET_NOT_FOUND');
  });

  test('tells its problems and notes, and is read as the schema says where a name is kept', async () => {
    const path = join(folder(), 'x.csv');
    await writeFile(path, 'code,n\n01,1\n02,x\n03\n');
    const shape = { code: z.string(), n: z.number() };
    const session = await opened(query(csv(path), 'select code, n from dataset'), { shape });
    expect(typesOf(session)).toEqual(['code VARCHAR', 'n BIGINT']);
    expect(await rowsOf(session)).toEqual([{ code: '01', n: 1n }]);
    expect(session.problemCount).toBe(2);
    expect(session.problems.map(({ line }) => line).toSorted()).toEqual([3, 4]);
  });
});

describe('SQL that is more than a SELECT over the dataset is refused', () => {
  const other = 'the rows are called `dataset`, and there is nothing else to read from';
  test.each<[string, string]>([
    ['select 1; select 2', 'is 2 statements, not one'],
    [';', 'is empty'],
    ['-- nothing', 'is empty'],
    ['drop table dataset', 'is not a SELECT: it may only read `dataset`'],
    ["copy dataset to 'x.csv'", 'is not a SELECT: it may only read `dataset`'],
    ['create table x as from dataset', 'is not a SELECT: it may only read `dataset`'],
    ['select origin form dataset', 'does not parse: syntax error at or near "dataset"'],
    ['select 1) t, (select 2', 'does not parse: syntax error at or near ")"'],
    ["from 'secret.csv'", `reads from "secret.csv": ${other}`],
    ["select * from read_csv('x.csv')", `reads from read_csv(): ${other}`],
    ["select * from dataset, glob('*')", `reads from glob(): ${other}`],
    ["select * from query('select 1')", `reads from query(): ${other}`],
    ['select * from duckdb_settings()', `reads from duckdb_settings(): ${other}`],
    ['select * from information_schema.tables', `reads from "information_schema.tables": ${other}`],
    ['select * from main.dataset', `reads from "main.dataset": ${other}`],
    [
      "select (select content from read_text('/etc/passwd')) from dataset",
      `reads from read_text(): ${other}`,
    ],
    ["select * from dataset where 1 in (select * from 'x.csv')", `reads from "x.csv": ${other}`],
    ['select * from (with a as (select 1) from a), a', `reads from "a": ${other}`],
    ['with a as (from b), b as (select 1) from a', `reads from "b": ${other}`],
    [
      'with dataset as (select 1) from dataset',
      'gives the name `dataset` to something else: choose another',
    ],
    ['describe dataset', 'describes a table: select from `dataset` instead'],
    ['select * from (summarize dataset)', 'describes a table: select from `dataset` instead'],
    [
      'select now() from dataset',
      'calls now(): it reads the clock, and "now" is an input of the run; measure age() or write the instant',
    ],
    [
      'select current_date from dataset',
      'calls current_date: it reads the clock, and "now" is an input of the run; measure age() or write the instant',
    ],
    ['select random() from dataset', 'calls random(): its answer changes from run to run'],
    [
      'select * from dataset tablesample 10%',
      'takes a sample without a seed: its answer changes from run to run',
    ],
    [
      'select * from dataset using sample 2 rows',
      'takes a sample without a seed: its answer changes from run to run',
    ],
    [
      "select getvariable('x') from dataset",
      'calls getvariable(): it depends on the engine, not on the rows',
    ],
    ['from dataset; -- done', 'has something after its `;`: leave out both'],
    ['select \0', 'holds a NUL character'],
    [`select ${'minutes + '.repeat(300)}1 from dataset`, 'is nested deeper than 250 levels'],
    [
      `select ${'list_transform([1], lambda e: '.repeat(24)}1${')'.repeat(24)} from dataset`,
      'nests more than 8 lambdas',
    ],
    [`select '${'a'.repeat(1_000_000)}' from dataset`, 'has more than 100000 characters'],
  ])('%s', async (sql, words) => {
    expect(await refusal(() => opened(query(flights, sql)))).toBe(
      `DATASET_INVALID: The SQL of the query of flights ${words}.`,
    );
  });

  test('SQL that does not fit the dataset, or fails over its rows, without a value of them', async () => {
    expect(await refusal(() => opened(query(flights, 'select orign from dataset')))).toMatch(
      /^DATASET_INVALID: The SQL of the query of flights does not fit the dataset: .*"orign" not found.*"origin"/,
    );
    const failing = await refusal(() => opened(query(flights, 'select origin::int from dataset')));
    expect(failing).toMatch(/^DATASET_UNREADABLE: The query of flights failed: .*Conversion Error/);
    expect(failing).not.toContain('AMS');
  });

  test.each<[string, () => unknown]>([
    ['no dataset', () => query('x.csv' as never, 'from dataset')],
    ['no SQL', () => query(flights, ' ')],
    ['an unknown option', () => query(flights, 'from dataset', { title: 'x' } as never)],
  ])('%s', async (_, make) => {
    expect(await refusal(make)).toMatch(/^DATASET_INVALID: query\(\) /);
  });
});
