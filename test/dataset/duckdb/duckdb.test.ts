import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { stabilityOf } from '../../../src/dataset/duckdb/duckdb-stability.ts';
import { duckdb } from '../../../src/index.ts';
import { folder, write } from '../../engine/duckdb/duckdb-support.ts';
import { opened, refusal, rowsOf, valuesOf } from '../opened.ts';
import { shownFrom } from '../shown.ts';

vi.setConfig({ testTimeout: 60_000 });

/** A DuckDB file made by some SQL. */
async function file(...statements: readonly string[]): Promise<string> {
  const path = join(folder(), 'w"are\'house.duckdb');
  const quoted = `'${path.replaceAll("'", "''")}'`;
  await write(`attach ${quoted} as made`, 'use made', ...statements);
  return path;
}

async function connected(...statements: readonly string[]) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.disconnectSync();
    instance.closeSync();
  });
  for (const statement of statements) await connection.run(statement);
  return { instance, connection };
}

const tables = [
  "create table flights as select 1 as id, 'nan'::double as delay union all select 2, null",
  'create schema staging',
  'create table staging.flights as select 3 as id',
  'create view late as select id from flights where delay is not null',
  'create table "a.b" as select 4 as id',
];

describe('a file', () => {
  test('gives a table, also of another schema and with a dot in its name, or a view', async () => {
    const path = await file(...tables);
    expect(await valuesOf(duckdb(path, 'flights'))).toEqual([
      [1, Number.NaN],
      [2, null],
    ]);
    expect(await valuesOf(duckdb(path, 'staging.flights'))).toEqual([[3]]);
    expect(await valuesOf(duckdb(path, 'MAIN.Flights'))).toHaveLength(2);
    expect(await valuesOf(duckdb(path, 'late'))).toEqual([[1]]);
    expect(await valuesOf(duckdb(path, 'a.b'))).toEqual([[4]]);
  });

  test('is found from the root, called as it was written, and watched', async () => {
    const root = folder();
    await write(`attach '${root}/x.duckdb' as made`, 'create table made.t as select 1 as a');
    const dataset = duckdb('x.duckdb', 't');
    expect(dataset).toMatchObject({ kind: 'duckdb', label: 'x.duckdb (t)', watch: ['x.duckdb'] });
    const session = await opened(dataset, { root });
    expect(await rowsOf(session)).toEqual([{ a: 1 }]);
    expect(shownFrom(session)).toBe('"x.duckdb"."main"."t"');
    expect(session.reproduce?.before).toEqual([
      `attach if not exists 'x.duckdb' as "x.duckdb" (type duckdb, read_only)`,
    ]);
  });

  test('is not written to, and is free for others after the run', async () => {
    const path = await file(...tables);
    const session = await opened(duckdb(path, 'flights'));
    await expect(session.query('drop table assay_attached.flights')).rejects.toThrow(
      'Cannot execute statement',
    );
    await session.close();
    expect(await file('select 1')).not.toBe(path);
    await write(
      `attach '${path.replaceAll("'", "''")}' as made`,
      'drop table made.staging.flights',
    );
    expect(await refusal(() => opened(duckdb(path, 'staging.flights')))).toContain('has no table');
  });

  test('without the table says which there are', async () => {
    const path = await file(...tables);
    expect(await refusal(() => opened(duckdb(path, 'flihgts')))).toBe(
      `DATASET_NOT_FOUND: ${path} has no table 'flihgts'. Did you mean 'flights'? It has 'a.b', 'flights', 'late', 'staging.flights'.`,
    );
    expect(await refusal(() => opened(duckdb(path, 'file.csv')))).toContain('DATASET_NOT_FOUND');
  });

  test('with two tables that one name finds refuses it, and gives each by its name in SQL', async () => {
    const path = await file(
      'create table "a.b" as select 1 as id',
      'create schema a',
      'create table a.b as select 2 as id',
    );
    expect(await refusal(() => opened(duckdb(path, 'a.b')))).toBe(
      `DATASET_INVALID: ${path} has 2 tables that 'a.b' names: write '"a"."b"' or 'main.a.b'.`,
    );
    expect(await valuesOf(duckdb(path, 'main.a.b'))).toEqual([[1]]);
    expect(await valuesOf(duckdb(path, '"a"."b"'))).toEqual([[2]]);
  });

  test('that is none is refused in a sentence', async () => {
    const root = folder();
    await mkdir(join(root, 'folder'));
    await writeFile(join(root, 'text.duckdb'), 'id,name\n1,x\n');
    await writeFile(join(root, 'short.duckdb'), '');
    await writeFile(join(root, 'cut.duckdb'), `12345678DUCK${'\0'.repeat(50)}`);
    await write(`attach '${root}/none.duckdb' as made`);
    const refused = (path: string) => refusal(() => opened(duckdb(path, 't'), { root }));
    expect(await refused('text.duckdb')).toBe(
      "DATASET_UNREADABLE: By its bytes, text.duckdb is text: read it with csv('text.duckdb').",
    );
    expect(await refused('short.duckdb')).toContain('DATASET_UNREADABLE: short.duckdb is empty');
    expect(await refused('cut.duckdb')).toContain(
      "DATASET_UNREADABLE: The dataset can't be opened",
    );
    expect(await refused('gone.duckdb')).toContain('DATASET_NOT_FOUND');
    expect(await refused('*.db')).toContain('DATASET_NOT_FOUND');
    expect(await refused('{text,none}.duckdb')).toBe(
      "DATASET_INVALID: duckdb('{text,none}.duckdb') matches 2 files: name one of them.",
    );
    expect(await refused('folder')).toContain('is a folder');
    expect(await refused('none.duckdb')).toBe(
      "DATASET_NOT_FOUND: none.duckdb has no table 't': it has no tables at all.",
    );
  });
});

describe('a connection', () => {
  test('refuses a name that a schema and a database share, and gives a temporary table before another', async () => {
    const { connection } = await connected(
      'create table t as select 1 as a',
      'create temp table t as select 2 as a',
      'create schema other',
      'create table other.t as select 3 as a',
      "attach ':memory:' as other",
      'create table other.main.t as select 4 as a',
      'create table "x.y" as select 5 as a',
    );
    expect(await valuesOf(duckdb(connection, 't'))).toEqual([[2]]);
    expect(await valuesOf(duckdb(connection, 'main.t'))).toEqual([[1]]);
    expect(await refusal(() => opened(duckdb(connection, 'other.t')))).toBe(
      "DATASET_INVALID: The connection has 2 tables that 'other.t' names: write 'memory.other.t' or 'other.main.t'.",
    );
    expect(await valuesOf(duckdb(connection, 'other.main.t'))).toEqual([[4]]);
    expect(shownFrom(await opened(duckdb(connection, 'x.y')))).toContain('"x.y"');
  });

  test('gives a table, a temporary one, a view, one of another schema or database', async () => {
    const { connection } = await connected(
      'create table t as select 1 as a',
      'create temp table own as select 2 as a',
      'create view v as select 3 as a',
      'create schema s',
      'create table s.t as select 4 as a',
      "attach ':memory:' as other",
      'create table other.t as select 5 as a',
    );
    const names = ['t', 'own', 'v', 's.t', 'other.t', 'other.main.t', 'memory.s.t'];
    const values = [];
    for (const name of names) values.push((await valuesOf(duckdb(connection, name))).flat());
    expect(values.flat()).toEqual([1, 2, 3, 4, 5, 5, 4]);
  });

  test('finds a temporary table first, as SQL does, and the schema in use', async () => {
    const { connection } = await connected(
      'create table t as select 1 as a',
      'create schema s',
      'create table s.u as select 2 as a',
      'use s',
      'create temp table t as select 3 as a',
    );
    expect(await valuesOf(duckdb(connection, 't'))).toEqual([[3]]);
    expect(await valuesOf(duckdb(connection, 'main.t'))).toEqual([[1]]);
    expect(await valuesOf(duckdb(connection, 'u'))).toEqual([[2]]);
  });

  test('is left as it was, and may be an instance', async () => {
    const { connection, instance } = await connected('create table t as select 1 as a');
    const session = await opened(duckdb(instance, 't'));
    expect(await rowsOf(session)).toEqual([{ a: 1 }]);
    await session.close();
    const other = await opened(duckdb(connection, 't'));
    await other.close();
    const left = await connection.runAndReadAll(
      'select table_name from duckdb_tables() union all select view_name from duckdb_views() where not internal',
    );
    expect(left.getRows()).toEqual([['t']]);
  });

  test('without the table names those there are, and never reads a file instead', async () => {
    const { connection } = await connected('create table t as select 1 as a');
    const path = join(folder(), 'x.csv');
    await writeFile(path, 'a\n1\n');
    expect(await refusal(() => opened(duckdb(connection, path)))).toBe(
      `DATASET_NOT_FOUND: The connection has no table '${path}'. It has 't'.`,
    );
  });
});

test.each<[string, () => unknown]>([
  ['takes the name of a table', () => duckdb('x.duckdb', '')],
  ['takes a path, a URL', () => duckdb(7 as never, 't')],
  ['a list of them', () => duckdb({} as never, 't')],
])('what is no database or table is refused: %s', async (words, make) => {
  expect(await refusal(make)).toMatch(/^DATASET_INVALID: duckdb\(\) /);
  expect(await refusal(make)).toContain(words);
});

describe('rows that are computed', () => {
  const tables = [
    'create table t as select i, i % 7 as g, i / 3 as x, i::varchar as s from range(50000) r(i)',
    'create table odd (a int, b double generated always as (random()))',
    'insert into odd select 1 from range(9)',
    'create table even (a int, b int generated always as (a + 1))',
    'create table columns (a int)',
    'create macro lot(x) as x + random()',
    'create macro twice(x) as 2 * x',
  ];
  const lasting = [
    'select * from t',
    "select i, s || 'x' as y, i between 1 and 3 as b, x::int from t where g in (1, 2) and s like '1%'",
    'from t order by i',
    'select a.i, b.s from t a join t b using (i)',
    'with q as (select * from t) select case when i > 3 then coalesce(s, g::varchar) end as c from q',
    "select age(timestamp '2020-01-02', timestamp '2020-01-01') as a from t",
    'from even',
    'from range(3)',
  ];
  const changing = [
    'select random() as r from t',
    'select i, now() as at from t',
    'select current_date as d from t',
    'select i from t where random() < 0.5',
    "select i, age(timestamp '2020-01-01') as a from t",
    'select lot(i) as r from t',
    'select twice(i) as r from t',
    'from t using sample 5%',
    'from t limit 5',
    'select distinct g from t',
    'select g, sum(x) as x from t group by g',
    'select sum(x) as x from t',
    'select *, row_number() over (partition by g) as n from t',
    'select i from t union all select i from t',
    'from odd',
    'select (select max(random()) from t) as m',
    'select i from t where exists (select 1 from odd where b > 0.5)',
    "select current_setting('threads') as n from t",
    'select * from information_schema.tables',
    'select * from duckdb_settings()',
  ];

  test('last or not, whatever views are over them', async () => {
    const { connection } = await connected(...tables);
    const query = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    for (const [at, sql] of [...lasting, ...changing].entries()) {
      const name = `a ${at} "view" AS of`;
      const names = [name, `over_${at}`, `far_${at}`];
      await connection.run(`create view "${name.replaceAll('"', '""')}" as ${sql}`);
      await connection.run(`create temp view over_${at} as from "${name.replaceAll('"', '""')}"`);
      await connection
        .run(`create view far_${at} (e, "f g", h, i) as select *, 1, 2, 3 from over_${at}`)
        .catch(() => connection.run(`create view far_${at} as from over_${at}`));
      for (const one of names)
        expect([sql, await stabilityOf({ query }, one)]).toMatchObject([
          sql,
          { isStable: lasting.includes(sql) },
        ]);
    }
    expect(await stabilityOf({ query }, 't')).toEqual({ isStable: true, impure: [] });
    expect(await stabilityOf({ query }, 'columns')).toEqual({ isStable: true, impure: [] });
    expect(await stabilityOf({ query }, 'ODD')).toEqual({ isStable: false, impure: ['random'] });
  });

  test('are computed once of a file, and tell which of them another run has others of', async () => {
    const path = await file(
      ...tables,
      'create view v as select random() as r, now() as at from t',
      'create view w as from v where r > 0.5',
    );
    for (const name of ['v', 'w', 'odd']) {
      const session = await opened(duckdb(path, name));
      expect(await rowsOf(session)).toEqual(await rowsOf(session));
      const calls = name === 'odd' ? 'random()' : 'now(), random()';
      expect(session.notes).toEqual([
        `${name} calls ${calls}: its rows are those of this run, and another run has others.`,
      ]);
    }
    expect((await opened(duckdb(path, 't'))).notes).toEqual([]);
  });

  test('are computed once of a connection, and leave nothing there', async () => {
    const { instance, connection } = await connected(
      'create view v as select random() as r from range(1000)',
      'create temp view w as select r from v where r > 0.5',
    );
    for (const dataset of [
      duckdb(connection, 'v'),
      duckdb(instance, 'v'),
      duckdb(connection, 'w'),
    ]) {
      const session = await opened(dataset);
      expect(await rowsOf(session)).toEqual(await rowsOf(session));
      await session.close();
    }
    const left = await connection.runAndReadAll('from duckdb_tables() where not internal');
    expect(left.getRows()).toEqual([]);
  });
});
