import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { dataset, now, session } from '../duckdb-support.ts';

async function users(): Promise<{ instance: DuckDBInstance; connection: DuckDBConnection }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => {
    connection.disconnectSync();
    instance.closeSync();
  });
  await connection.run('create table people as select unnest([1, 2]) as id');
  return { instance, connection };
}

const answer = async (connection: DuckDBConnection, sql: string) =>
  (await (await connection.run(sql)).getRows())[0]?.[0];

const settings = { root: '/', now };

test.each(['connection', 'instance'] as const)("runs on the user's %s", async (kind) => {
  const given = await users();
  const { query, relation, checkExpression } = await session(
    dataset('from people', { connection: given[kind] }),
  );
  expect(await query(`select count(*) as n from ${relation}`)).toEqual([{ n: 2n }]);
  await expect(checkExpression('id > 0', 'predicate')).resolves.toEqual({
    ordersNaN: [],
    reads: ['id'],
  });
});

test("the user's connection is left as it was", async () => {
  const { connection } = await users();
  await connection.run("set TimeZone = 'Asia/Tokyo'");
  const opened = await openSession(dataset('from people', { connection }), [], settings);
  expect(await opened.query("select timestamptz '2020-01-01' as t")).toEqual([
    { t: new Date('2020-01-01T00:00:00Z') },
  ]);
  await opened.close();
  expect(await answer(connection, "select current_setting('TimeZone')")).toBe('Asia/Tokyo');
  expect(await answer(connection, "select current_setting('lock_configuration')")).toBe(false);
  expect(await answer(connection, "select current_setting('enable_external_access')")).toBe(true);
  expect(await answer(connection, 'select count(*) from duckdb_views() where not internal')).toBe(
    0n,
  );
});

const overlooked = 'from read_parquet($file)'.replace(
  '$file',
  `'${join(import.meta.dirname, '../../predicates/data/pages.parquet')}'`,
);
const above = 'count(case when double_sparse > 5.9 then 1 end)';

test.each(['connection', 'instance'] as const)(
  "a NaN that a file's statistics leave out is seen on the user's %s, which is left as it was",
  async (kind) => {
    const given = await users();
    await given.connection.run("set disabled_optimizers = 'filter_pullup'");
    const lent = dataset(overlooked, { connection: given[kind] });
    const opened = await openSession(lent, [], settings);
    expect(await opened.query(`select ${above} as n from ${opened.relation}`)).toEqual([{ n: 1n }]);
    await opened.close();
    const told = "select current_setting('disabled_optimizers')";
    expect(await answer(given.connection, told)).toBe('filter_pullup');
    // What DuckDB says by itself; where it comes to say 1, all of this can go.
    expect(await answer(given.connection, `select ${above} ${overlooked}`)).toBe(0n);
  },
);

test('on a locked connection it is told that a NaN may be overlooked', async () => {
  const { connection } = await users();
  await connection.run("set TimeZone = 'UTC'; set lock_configuration = true");
  const opened = await openSession(dataset('from people', { connection }), [], settings);
  expect(opened.notes.join()).toContain('DuckDB may overlook a NaN');
  await opened.close();
});

test('a locked connection in another time zone is an error', async () => {
  const { connection } = await users();
  await connection.run("set TimeZone = 'Asia/Tokyo'; set lock_configuration = true");
  const opening = openSession(dataset('from people', { connection }), [], settings);
  await expect(opening).rejects.toMatchObject({ code: 'DATASET_INVALID' });
  await expect(opening).rejects.toThrow(
    "has TimeZone = 'Asia/Tokyo', on which verdicts would depend, and does not let it be changed: run set TimeZone = 'UTC' before",
  );
});

test('what is no connection is an error', async () => {
  const opening = openSession(dataset('from people', { connection: { run: 1 } }), [], settings);
  await expect(opening).rejects.toThrow(
    'neither a DuckDBConnection nor a DuckDBInstance of @duckdb/node-api',
  );
});
