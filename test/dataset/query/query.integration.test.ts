import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { query, sqlite, z } from '../../../src/index.ts';
import { folder } from '../../engine/duckdb/duckdb-support.ts';
import { opened, rowsOf } from '../opened.ts';

test("a column of the result named like one of SQLite's is not read as the result", async () => {
  const root = folder();
  const database = new DatabaseSync(join(root, 'x.db'));
  database.exec('create table t (day int); insert into t values (0), (2)');
  database.close();
  const bits = query(sqlite('x.db', 't'), 'select day > 1 as day from dataset order by 1');
  const session = await opened(bits, { shape: { day: z.boolean() }, root });
  expect((await rowsOf(session)).map(Object.values)).toEqual([[false], [true]]);
});
