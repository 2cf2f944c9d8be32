import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ColumnHint, Dataset } from '../../../../src/dataset/dataset.ts';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { parquet, sqlite } from '../../../../src/index.ts';
import { parquetFiles } from '../../../support/parquet-files.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'test-')));
const path = join(root, 'shop.db');
const files = parquetFiles();

beforeAll(() => {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal;
    create table a (id integer); insert into a values (1), (2);
    create table b (id integer); insert into b values (5);`);
  database.close();
});
afterEach(() => closeEngines());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const integers: readonly ColumnHint[] = [{ name: 'id', families: ['integer'] }];

async function ask(dataset: Dataset, more = '') {
  const asked: string[] = [];
  const onQuery = (sql: string) => void asked.push(sql);
  const session = await openSession(dataset, integers, { root, now: new Date(0), onQuery });
  const [row] = await session.query(`select sum(id)::bigint as s ${more} from ${session.relation}`);
  await session.close();
  return { ...row, queries: asked.length };
}

/** The instance that serves the next dataset of the same grant. */
const instance = () =>
  (globalThis as { [key: symbol]: { readonly current: object | null } | undefined })[
    Symbol.for('assay.engines')
  ]?.current;

test('a table of a database is read once for those that follow each other', async () => {
  const first = await ask(sqlite(path, 'a'));
  expect(first).toMatchObject({ s: 3n });
  expect(await ask(sqlite(path, 'a'))).toEqual({ s: 3n, queries: 1 });
});

test('and anew once something was written, though it is in the log beside it alone', async () => {
  await ask(sqlite(path, 'a'));
  const writer = new DatabaseSync(path);
  try {
    writer.exec('begin immediate; insert into a values (10); commit');
    expect(await ask(sqlite(path, 'a'))).toMatchObject({ s: 13n });
  } finally {
    writer.exec('delete from a where id = 10');
    writer.close();
  }
  expect(await ask(sqlite(path, 'a'))).toMatchObject({ s: 3n });
});

test('other tables are read by the engine that has loaded the extension, one after the other', async () => {
  await ask(sqlite(path, 'a'));
  const first = instance();
  expect(first).not.toBeNull();
  const attached =
    ", (select count(*) from duckdb_databases() where database_name = 'assay_attached') as n";
  expect(await ask(sqlite(path, 'b'), attached)).toMatchObject({ s: 5n, n: 0n });
  expect(instance()).toBe(first);
});

test('two at once have a database each', async () => {
  const sessions = await Promise.all(
    ['a', 'b', 'a'].map((table) =>
      openSession(sqlite(path, table), integers, { root, now: new Date(0) }),
    ),
  );
  const sums = sessions.map(async ({ query, relation }) => {
    const [row] = await query(`select sum(id)::bigint as s from ${relation}`);
    return row?.s;
  });
  expect(await Promise.all(sums)).toEqual([3n, 5n, 3n]);
  for (const session of sessions) await session.close();
});

test('a table that is not there leaves nothing attached', async () => {
  await expect(ask(sqlite(path, 'c'))).rejects.toThrow("'c'");
  expect(await ask(sqlite(path, 'b'))).toMatchObject({ s: 5n });
  const file = await files.write('id', 'select 7 as id');
  expect(await ask(parquet(file))).toMatchObject({ s: 7n });
});
