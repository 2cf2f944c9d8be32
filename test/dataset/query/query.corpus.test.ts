import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { keepsColumn } from '../../../src/dataset/query/query-names.ts';
import { csv, duckdb, fromRows, json, parquet, query, z } from '../../../src/index.ts';
import { folder, write } from '../../engine/duckdb/duckdb-support.ts';
import { one } from '../../support/measured.ts';
import { opened, refusal, rowsOf, typesOf, valuesOf } from '../opened.ts';

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
    [
      'select lag(delay) over (order by origin, delay) as before from dataset order by 1 limit 1',
      [[3n]],
    ],
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

describe('rows in no order', () => {
  // Each of them had several answers in six runs over 3,000,000 rows in four threads.
  test.each<[string, string]>([
    ['select first(delay) from dataset', 'calls first() without ORDER BY'],
    ['select origin, LAST(delay) from dataset group by origin', 'calls last() without ORDER BY'],
    ['select arbitrary(delay) from dataset', 'calls arbitrary() without ORDER BY'],
    ["select string_agg(user, ',') from dataset", 'calls string_agg() without ORDER BY'],
    ["select listagg(distinct user, ',') from dataset", 'calls listagg() without ORDER BY'],
    ['select list(delay) from dataset', 'calls list() without ORDER BY'],
    [
      'select *, list(delay) over (partition by origin) from dataset',
      'calls list() without ORDER BY',
    ],
    ['select approx_quantile(delay, 0.5) from dataset', 'calls approx_quantile()'],
    ['select reservoir_quantile(delay, 0.5) from dataset', 'calls reservoir_quantile()'],
    ['select approx_top_k(delay, 1) from dataset', 'calls approx_top_k()'],
    ['select origin from dataset group by origin limit 1', 'takes a LIMIT'],
    ['select distinct origin from dataset limit 1', 'takes a LIMIT'],
    ['select origin from dataset group by all offset 1', 'takes a LIMIT'],
    ['select distinct origin from dataset limit 50%', 'takes a LIMIT'],
    ['select x.delay from dataset x join dataset y using (origin) limit 1', 'takes a LIMIT'],
    ['select delay from dataset union select 1 limit 1', 'takes a LIMIT'],
    ['select delay from dataset where delay in (select 3) limit 1', 'takes a LIMIT'],
    ['select count(*) from (select distinct origin from dataset limit 1)', 'takes a LIMIT'],
    ['with a as (select distinct origin from dataset) from a limit 1', 'takes a LIMIT'],
    ['select (select origin from dataset group by origin limit 1)', 'takes a LIMIT'],
    ['select *, max(delay) over (partition by origin) as m from dataset limit 1', 'takes a LIMIT'],
    ['select distinct on (origin) * from dataset', 'takes DISTINCT ON'],
    [
      'from dataset qualify row_number() over (partition by origin) = 1',
      'calls row_number() over rows that are in no order',
    ],
    [
      'select lag(origin) over () from (select origin from dataset group by origin)',
      'calls lag() over rows that are in no order',
    ],
    [
      'select count(*) over (partition by origin rows unbounded preceding) as n from dataset',
      'calls count() over rows that are in no order',
    ],
    [
      'select sum(delay) over w from dataset window w as (partition by origin rows between 1 preceding and current row)',
      'calls sum() over rows that are in no order',
    ],
    [
      'select sum(delay) over (partition by origin rows between current row and unbounded following exclude current row) from dataset',
      'calls sum() over rows that are in no order',
    ],
    [
      'select max(n) over (rows 1 preceding) from (select count(*) as n from dataset group by origin)',
      'calls max() over rows that are in no order',
    ],
    [
      'select delay from dataset order by count(*) over (partition by origin rows unbounded preceding)',
      'calls count() over rows that are in no order',
    ],
    [
      'select delay from dataset order by row_number() over (partition by origin)',
      'calls row_number() over rows that are in no order',
    ],
    ['from dataset using sample 50% (system, 7)', 'takes a sample of blocks (system)'],
  ])('are refused: %s', async (sql, words) => {
    const refused = await refusal(() => opened(query(flights, sql)));
    expect(refused).toContain(`DATASET_INVALID: The SQL of the query of flights ${words}`);
    expect(refused).toContain('from run to run');
  });

  test.each<[string, unknown]>([
    ['select first(delay order by delay) from dataset', [[-1n]]],
    ["select string_agg(user, ',' order by user) from dataset", [['ada,bob']]],
    ['select any_value(origin) from dataset where delay = 3', [['AMS']]],
    ['select origin from dataset group by origin order by origin limit 1', [['AMS']]],
    ['from (select distinct origin from dataset order by 1) limit 1', [['AMS']]],
    ['select origin from dataset where delay < 9 limit 1 offset 1', [['CDG']]],
    ['with a as (select * from dataset where delay > 0) select delay from a limit 1', [[3n]]],
    ['with a as (select distinct origin from dataset order by 1) from a limit 1', [['AMS']]],
    [
      'select delay from dataset union all select delay from dataset where delay = -1 limit 1',
      [[3n]],
    ],
    ['select max(delay) from dataset limit 1', [[3n]]],
    ['select row_number() over () as n from dataset limit 2', [[1n], [2n]]],
    ['select distinct on (origin) delay from dataset order by origin, delay', [[3n], [-1n]]],
    [
      'select delay from dataset qualify row_number() over (partition by origin order by delay) = 1 order by 1',
      [[-1n], [3n]],
    ],
    ['select count(*) from (from dataset using sample 50% (bernoulli, 7))', [[3n]]],
    ['select count(*) over (rows unbounded preceding) from dataset', [[1n], [2n], [3n]]],
    [
      'select count(*) over (partition by origin order by delay rows unbounded preceding) from dataset order by 1',
      [[1n], [1n], [2n]],
    ],
    [
      'select count(*) over (partition by origin rows between unbounded preceding and unbounded following exclude current row) from dataset order by 1',
      [[0n], [1n], [1n]],
    ],
    [
      'select count(*) over (partition by origin groups between current row and unbounded following) from dataset order by 1',
      [[1n], [2n], [2n]],
    ],
  ])('are none where an order is said or kept: %s', async (sql, rows) => {
    expect(await valuesOf(query(flights, sql))).toEqual(rows);
  });
});

describe('what goes by the order of rows', () => {
  const rises = async (dataset: Dataset) => {
    const { state, problem } = await one(dataset, { schema: z.object({ n: z.number() }) }, (c) =>
      c.column('n').increasing(),
    );
    return problem === null ? state : `${problem.code}: ${problem.message}`;
  };
  const numbers = fromRows(
    [1, 2, 3].map((n) => ({ n, k: n % 2 })),
    { label: 'numbers' },
  );
  const chance =
    'ROWS_UNORDERED: it goes by the order of the rows, and the rows of the query of numbers have no order: add ORDER BY to its SELECT, by columns that are unique together.';

  test.each([
    'select n // 2 as n, count(*) as c from dataset group by all',
    'select distinct n from dataset',
    'select n from dataset union select n from dataset',
    'select x.n from dataset x join dataset y using (n)',
    'select n, sum(n) over (partition by k) as s from dataset',
    'select n from (select distinct n from dataset order by n) where n in (select n from dataset)',
    'with a as (select distinct n from dataset) select n from a',
    'select n from (with a as (select distinct n from dataset) from a)',
    'with a as (from dataset) select n from (with a as (select distinct n from dataset) from a)',
  ])('is not judged where it is chance: %s', async (sql) => {
    expect(await rises(query(numbers, sql))).toBe(chance);
  });

  test.each([
    'select distinct n from dataset order by n',
    'from dataset where n > 1',
    'select n + 1 as n from dataset limit 2',
    'select n from (select distinct n from dataset order by n)',
    'with a as (select n from dataset group by n order by n) from a',
    'select n from (with a as (from dataset) from a)',
    'select n from dataset union all select n + 3 as n from dataset',
    'select max(n) as n from dataset',
    'select row_number() over () as n from dataset',
  ])('is judged where an order is said or kept: %s', async (sql) => {
    expect(await rises(query(numbers, sql))).toBe('passed');
  });

  test('is that of the other dataset', async () => {
    const grouped = query(numbers, 'select n from dataset group by n', { label: 'grouped' });
    expect(await rises(query(grouped, 'from dataset where n > 0'))).toContain('ROWS_UNORDERED');
    expect(await rises(query(grouped, 'from dataset order by n'))).toBe('passed');
    expect(await refusal(() => opened(query(grouped, 'from dataset limit 1')))).toContain(
      'takes a LIMIT',
    );
  });

  test('of views of DuckDB', async () => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    onTestFinished(() => connection.disconnectSync());
    for (const sql of [
      'create table t as select i as n, i % 2 as k from range(3) r(i)',
      'create view grouped as select n from t group by n',
      'create view counted as select n, count(*) as c from t group by all',
      'create view over_it as select n from counted where n > 0',
      'create view joined as select x.n from t x join t y using (n)',
      'create view pivoted as select * from (pivot t on k in (0, 1) using count(*) group by n)',
      'create view plain as select n from t where n > 0',
      'create view sorted as select n, count(*) as c from t group by n order by n',
      'create view over_sorted as with a as (from sorted) select n from a where n > 0',
    ])
      await connection.run(sql);
    for (const name of ['grouped', 'counted', 'over_it', 'joined', 'pivoted'])
      expect([name, await rises(duckdb(connection, name))]).toEqual([
        name,
        `ROWS_UNORDERED: it goes by the order of the rows, and the rows of view ${name} have no order: add ORDER BY to its SELECT, or read it by query(), with ORDER BY.`,
      ]);
    for (const name of ['t', 'plain', 'sorted', 'over_sorted'])
      expect([name, await rises(duckdb(connection, name))]).toEqual([name, 'passed']);
    const sorted = query(duckdb(connection, 'grouped'), 'from dataset order by n');
    expect(await rises(sorted)).toBe('passed');
    await connection.run('set preserve_insertion_order = false');
    expect(await rises(duckdb(connection, 't'))).toContain('does not keep the order of rows');
  });
});

describe('the clock', () => {
  const times = fromRows([{ ts: new Date('2026-01-01'), age: 3 }], { label: 'times' });
  test.each([
    'select age(ts) from dataset',
    'select ts.age() from dataset',
    'select dataset.ts.age() from dataset',
    'select main.age(ts) from dataset',
    'select AGE(ts::date) from dataset',
    'select list_transform([ts], lambda x: age(x)) from dataset',
    'select [age(x) for x in [ts]] from dataset',
    'select count(*) filter (where age(ts) > interval 1 day) from dataset',
    'from dataset order by age(ts)',
    'with a as (select age(ts) as b from dataset) from a',
  ])('is not read by age() of one argument: %s', async (sql) => {
    expect(await refusal(() => opened(query(times, sql)))).toBe(
      'DATASET_INVALID: The SQL of the query of times calls age(): it reads the clock, and "now" is an input of the run; measure age() or write the instant.',
    );
  });

  test('is not read by age() of two arguments, or a column of that name', async () => {
    const sql =
      "select age(ts, timestamp '2025-01-01') = interval 1 year, ts.age(ts) = interval 0 day, age from dataset";
    expect(await valuesOf(query(times, sql))).toEqual([[true, true, 3n]]);
  });
});

test('macros of a connection may do no more than the SQL itself', async () => {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  onTestFinished(() => connection.disconnectSync());
  for (const sql of [
    "create table t as select timestamp '2026-01-01' as ts, 2 as a",
    'create table other as select 7 as a',
    'create macro clock(x) as age(x)',
    'create macro far(x) as clock(x) is null',
    'create macro lot() as random()',
    'create macro peek() as (select max(a) from other)',
    'create macro top(x) as first(x)',
    'create macro twice(now) as 2 * now',
    'create macro four(x, y := 1) as twice(twice(x)) * y',
  ])
    await connection.run(sql);
  const asked = (sql: string) =>
    valuesOf(query(duckdb(connection, 't'), `select ${sql} as b from dataset`));
  expect(await asked('four(a)')).toEqual([[8]]);
  for (const [sql, words] of [
    ['clock(ts)', 'macro clock(), which calls age(): it reads the clock'],
    ['FAR(ts)', 'macro clock(), which calls age(): it reads the clock'],
    ['twice(lot())', 'macro lot(), which calls random()'],
    ['peek()', 'macro peek(), which reads from "other"'],
    ['top(a)', 'macro top(), which calls first() without ORDER BY'],
  ])
    expect(await refusal(() => asked(String(sql)))).toContain(
      `DATASET_INVALID: The SQL of the query of t calls the ${words}`,
    );
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

describe('a column of the result named like one of the dataset', () => {
  const pay = 'id,amount,code\n1,12 EUR,01\n2,5,7\n';
  const shape = { id: z.int(), amount: z.number(), code: z.string() };
  const asked = async (sql: string, content = pay) => {
    const path = join(folder(), 'pay.csv');
    await writeFile(path, content);
    const session = await opened(query(csv(path), sql), { shape });
    return [typesOf(session), (await rowsOf(session)).map(Object.values), session.problemCount];
  };
  const replaced = "replace(amount, ' EUR', '')::double as amount";

  test.each([
    `select id, ${replaced} from dataset`,
    `select * exclude (code) replace (replace(amount, ' EUR', '')::double as amount) from dataset`,
    `with a as (select id, ${replaced} from dataset) from a`,
    `select id, AMOUNT from (select id, ${replaced} from dataset)`,
    `select id, amount from (select id, ${replaced} from dataset union all select id, 0 from dataset where false)`,
    `select id, amount from (select id, ${replaced} from dataset) join (select id from dataset) using (id) order by id`,
    `with recursive a as (select id, ${replaced} from dataset union all select id, amount from a where false) from a`,
  ])('does not say how that is read: %s', async (sql) => {
    expect(await asked(sql)).toEqual([
      ['id BIGINT', 'amount DOUBLE'],
      [
        [1n, 12],
        [2n, 5],
      ],
      0,
    ]);
  });

  test.each([
    'select code, amount from dataset where id > 0',
    'select dataset.code, amount from dataset order by id',
    'select * exclude (id) from (select id, code, amount from dataset)',
    'with a as (from dataset), b as (select code, amount from a) from b',
    'select d.code, d.amount from dataset as d join dataset as e using (id) order by id',
    'select code, amount from (from dataset union all from dataset where false)',
  ])('says how it is read where it is handed on: %s', async (sql) => {
    expect(await asked(sql, 'id,amount,code\n1,12,01\n2,5,7\n')).toEqual([
      ['code VARCHAR', 'amount BIGINT'],
      [
        ['01', 12n],
        ['7', 5n],
      ],
      0,
    ]);
    expect((await asked(sql)).at(-1)).toBe(1);
  });

  const joined = 'on v.n = d.n';
  test.each([
    'select t, a.n from dataset a join (select n from dataset) b using (n)',
    'select a.t from dataset a join dataset b using (n)',
    `select d.* from dataset d join (values (1), (2)) v(n) ${joined}`,
    `select d.t from (values (1, 2)) v(n, t) join dataset d ${joined}`,
    'select n, d.t from (select range as n from range(1, 3)) c left join dataset d using (n)',
    'select d.* from dataset d semi join (select n, n as t from dataset) using (n)',
    'with v(n, x) as (select n, t from dataset) select d.t from dataset d join v using (n)',
    'select max(t) as t from dataset',
    'select any_value(t) as t from dataset group by n',
    'select arg_max(t, n) as t from dataset',
    'select first(t order by n) as t from dataset',
    'select lag(t) over (order by n) as t from dataset qualify n = 2',
    "select coalesce(t, '2024-01-01') as t from dataset",
    "select nullif(d.t, '2024-01-01') as t from dataset d",
    'select case when n > 0 then t end as t from dataset',
    "select * from (select columns('t|n') from dataset)",
    'select t from dataset union by name select n from dataset where false',
  ])('is a value of it after joins and choices: %s', async (sql) => {
    const root = folder();
    await writeFile(
      join(root, 'x.ndjson'),
      '{"t":"2024-01-02T00:00:00Z","n":1}\n{"t":"2024-01-02T00:00:00Z","n":2}\n',
    );
    const dates = await opened(query(json('x.ndjson'), sql), { shape: { t: z.date() }, root });
    const found = (await rowsOf(dates)).map((row) => row.t);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(String))).toEqual(new Set([String(new Date('2024-01-02'))]));
    expect(dates.problemCount).toBe(0);
  });

  test.each([
    'select d.n, v.t from dataset d join (select n, left(t, 10)::date as t from dataset) v using (n)',
    'select v.t from dataset d join (select n, left(t, 10)::date as t from dataset) v(n, t) using (n)',
    'with v(n, t) as (select n, left(t, 10)::date from dataset) select t from v',
    'select max(left(t, 10)::date) as t from dataset',
    'select case when n > 0 then left(t, 10)::date end as t from dataset',
    'select coalesce(left(t, 10)::date) as t from dataset',
    "select left(columns('t'), 10)::date as t from dataset",
    'select * replace (left(t, 10)::date as t) from dataset',
    'select left(t, 10)::date as t from dataset union all select left(t, 10)::date from dataset',
  ])('is none of its values where they are computed: %s', async (sql) => {
    const root = folder();
    await writeFile(
      join(root, 'x.ndjson'),
      '{"t":"2024-01-02 late","n":1}\n{"t":"2024-01-02","n":2}\n',
    );
    const dates = await opened(query(json('x.ndjson'), sql), { shape: { t: z.date() }, root });
    const found = new Set((await rowsOf(dates)).map((row) => String(row.t)));
    expect(found).toEqual(new Set([String(new Date('2024-01-02'))]));
    expect(dates.problemCount).toBe(0);
  });

  test('is not the list of the largest', async () => {
    const path = join(folder(), 'x.csv');
    await writeFile(path, 'n\n1\n3\n2\n');
    const made = query(csv(path), 'select max(n, 2) as n from dataset');
    const session = await opened(made, { shape: { n: z.array(z.number()) } });
    expect(typesOf(session)).toEqual(['n BIGINT[]']);
  });

  test('of JSON and partitions is not read as the result either', async () => {
    const root = folder();
    await writeFile(join(root, 'x.ndjson'), '{"day":"2024-01-01 late"}\n{"day":"2024-01-02"}\n');
    const day = 'select left(day, 10)::date as day from dataset order by 1';
    const of = async (dataset: Dataset, sql: string, type: z.ZodType) =>
      (await rowsOf(await opened(query(dataset, sql), { shape: { day: type }, root }))).map(
        Object.values,
      );
    const days = [[new Date('2024-01-01')], [new Date('2024-01-02')]];
    expect(await of(json('x.ndjson'), day, z.date())).toEqual(days);
    for (const at of ['2024-01-01', '2024-01-02'])
      await write(
        `copy (select '${at} x' as day, 1 as a) to '${root}' (format parquet, partition_by (day), overwrite_or_ignore)`,
      );
    const parts = parquet('*/*.parquet', { hivePartitioning: true });
    expect(await of(parts, day, z.date())).toEqual(days);
  });

  test.each([
    ["concat('A', code) as code", 'A1.50'],
    ["code || '' as code", '1.50'],
    ['code::varchar as code', '1.50'],
    ['columns(*)::varchar', '1.50'],
    ["replace(d.code, 'x', '') as code", '1.50'],
    ['max(code) over () as code', '2.00'],
  ])('keeps every character where it is text: %s', async (item, first) => {
    const content = 'code\n1.50\n2.00\n';
    const [, rows] = await asked(`select ${item} from dataset d order by code`, content);
    expect(rows).toEqual([[first], [first.replace('1.50', '2.00')]]);
    const [types, odd] = await asked(`select ${item} from dataset d`, 'code\nTRUE\nTRUE\n');
    expect(types).toEqual(['code VARCHAR']);
    expect(odd).toEqual([[first.startsWith('A') ? 'ATRUE' : 'TRUE'], expect.anything()]);
  });

  test('keeps every character of text where the file has it in capitals', async () => {
    const [, rows] = await asked("select concat('A', code) as code from dataset", 'CODE\n1.50\n');
    expect(rows).toEqual([['A1.50']]);
  });

  test('is not read as a type that does not fit: the message says what to do', async () => {
    await expect(
      asked('select length(amount)::double as amount from dataset', 'amount\n1\n2\n'),
    ).rejects.toThrow(
      /does not fit the dataset: .*length.* A column that the result keeps, or that is text there, is read as the schema says, another as its values lead to: cast it, call the result something else, or name its type, as with \{ types \} of csv\(\)\.$/,
    );
  });

  test('is looked for once in a WITH that is read many times over', async () => {
    const names = Array.from({ length: 22 }, (_, at) => `c${at}`);
    const ctes = names.map((name, at) =>
      at === 0
        ? `${name} as (select * from dataset limit 1)`
        : `${name} as (select a.* from c${at - 1} a, c${at - 1} b)`,
    );
    const tree = { type: 'SELECT_NODE' };
    expect(keepsColumn(tree, 'x')).toBe(false);
    const session = await opened(flights);
    const [row] = await session.query(
      `select json_serialize_sql('with ${ctes.join(', ')} select * from c21') as tree`,
    );
    const parsed = JSON.parse(String(row?.tree));
    expect(keepsColumn(parsed.statements[0].node, 'delay')).toBe(true);
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
    [
      'select origin form dataset',
      'does not parse: "dataset" at character 20 can\'t stand there: did you mean "from" in place of "form"?',
    ],
    ['select 1) t, (select 2', 'does not parse: ")" at character 9 can\'t stand there'],
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
      `DATASET_INVALID: The SQL of the query of flights ${words}${words.endsWith('?') ? '' : '.'}`,
    );
  });

  test('SQL that does not fit the dataset, or fails over its rows, without a value of them', async () => {
    expect(await refusal(() => opened(query(flights, 'select orign from dataset')))).toMatch(
      /^DATASET_INVALID: The SQL of the query of flights does not fit the dataset: there is no column "orign" at character \d+: did you mean "origin"\?/,
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
