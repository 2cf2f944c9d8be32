import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test, vi } from 'vitest';
import { write } from '../../engine/duckdb/duckdb-support.ts';
import { assay, project, projects } from '../command.ts';

vi.setConfig({ testTimeout: 120_000 });
afterAll(() => rmSync(projects, { recursive: true, force: true }));

/** A project with a SQLite database made by some SQL. */
function withSqlite(sql: string): string {
  const folder = project();
  const database = new DatabaseSync(join(folder, 'shop.db'));
  database.exec(sql);
  database.close();
  return folder;
}

const shop = `
  create table orders (id integer primary key, total real);
  with recursive n(v) as (select 1 union all select v + 1 from n where v < 30)
    insert into orders select v, v / 2.0 from n;
  create table "it's; rm" (id integer);
  insert into "it's; rm" values (1);
  create view late as select id from orders where total > 5;
`;

test.each(['infer', 'profile'])(
  '%s lists the tables of a database where none is named',
  (command) => {
    const { status, stderr, stdout } = assay(withSqlite(shop), command, 'shop.db');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([
      "assay: 'shop.db' is a database of 3 tables and views: name one with --table.",
      `  "it's; rm"  1 row`,
      "  'late'      view",
      "  'orders'    30 rows",
      `For example: npx assay ${command} shop.db --table 'it'\\''s; rm'`,
      ...(command === 'infer' ? ['A contract for each of them: npx assay init shop.db'] : []),
      '',
    ]);
  },
);

test('tables of SQLite itself and of virtual tables are left out', () => {
  const folder = withSqlite(
    "create virtual table words using fts5(text); insert into words values ('a'); create table t (id integer primary key autoincrement); insert into t values (1);",
  );
  const { stderr } = assay(folder, 'infer', 'shop.db');
  expect(stderr).toContain("  't'      1 row\n  'words'\n");
  expect(stderr).not.toContain('words_');
  expect(stderr).not.toContain('sqlite_');
  const none = assay(withSqlite('create table t (id); drop table t;'), 'infer', 'shop.db');
  expect([none.status, none.stderr]).toEqual([
    2,
    "assay: 'shop.db' is a database without tables: there is nothing to look at.\n",
  ]);
});

test('tables of DuckDB are listed by names that find one table each', async () => {
  const folder = project();
  await write(
    `attach '${folder}/w.duckdb' as made`,
    'use made',
    'create table "a.b" as select 1 as id',
    'create schema a',
    'create table a.b as select 2 as id',
    'create view v as select 3 as id',
    'use memory',
    'detach made',
  );
  const { stderr } = assay(folder, 'infer', 'w.duckdb');
  expect(stderr.split('\n').slice(1, 5)).toEqual([
    `  '"a"."b"'   1 row`,
    "  'main.a.b'  1 row",
    "  'v'         view",
    `For example: npx assay infer w.duckdb --table '"a"."b"'`,
  ]);
});

test('init writes a contract for each table, and names those for which it could not', () => {
  const folder = withSqlite(
    `${shop} create table "a/b" as select * from orders; create table "a-b" as select * from orders; create table "${'é'.repeat(150)}" as select * from orders; create table empty (id integer);`,
  );
  const { status, stdout } = assay(folder, 'init', 'shop.db');
  expect(status).toBe(2);
  expect(stdout).toContain('No contract was written for 1 table:\n');
  expect(stdout).toContain("  'empty': shop.db (empty) has no rows");
  const files = readdirSync(join(folder, 'contracts')).sort();
  expect(files).toEqual([
    expect.stringMatching(/^a-b-[\da-f]{8}\.contract\.ts$/),
    expect.stringMatching(/^a-b-[\da-f]{8}\.contract\.ts$/),
    "it's; rm.contract.ts",
    'late.contract.ts',
    'orders.contract.ts',
    `${'é'.repeat(100)}.contract.ts`,
  ]);
  const texts = files.map((file) => readFileSync(join(folder, 'contracts', file), 'utf8'));
  expect(texts.join('')).toContain("sqlite('shop.db', 'a/b')");
  expect(texts.join('')).toContain("sqlite('shop.db', 'a-b')");
  for (const file of ['orders', 'late'])
    expect(
      assay(folder, 'check', 'shop.db', `contracts/${file}.contract.ts`, '--table', file).status,
    ).toBe(0);
  const again = assay(folder, 'init', 'shop.db');
  expect([again.status, again.stdout]).toEqual([
    2,
    expect.stringContaining(
      "  'orders': contracts/orders.contract.ts exists, and init writes over nothing.",
    ),
  ]);
});

test('init of a database with one table is that of its table', () => {
  const folder = withSqlite('create table t (id integer); insert into t values (1), (2), (3);');
  const { status, stdout } = assay(folder, 'init', 'shop.db');
  expect([status, stdout]).toEqual([0, expect.stringContaining('3 rows')]);
  expect(existsSync(join(folder, 'contracts/t.contract.ts'))).toBe(true);
});
