import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import { withSession } from '../../../src/store/erase/with-session.ts';
import { datasetOfSnapshot } from '../../../src/store/snapshot/snapshot-dataset.ts';
import { makeProject } from '../project.ts';

const partitioned = (folder: string) => parquet(`${folder}/*.parquet`, { hivePartitioning: true });

async function writeParquet(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  await connection.run(`copy (select 1 as n) to '${path}' (format parquet)`);
  connection.closeSync();
  instance.closeSync();
}

test('a folder that is a column is part of a snapshot, also if all files lie in it', async () => {
  const { root, store } = makeProject();
  for (const year of [2025, 2026]) await writeParquet(join(root, `data/year=${year}/a.parquet`));
  const one = await store.create('trips', partitioned('data/year=2025'), { copy: true });
  const other = await store.create('trips', partitioned('data/year=2026'), { copy: true });
  expect(one.files.map(({ name }) => name)).toEqual(['year=2025/a.parquet']);
  expect(other.digest).not.toBe(one.digest);
  const rows = await withSession(root, await datasetOfSnapshot(store, other, 'trips'), (session) =>
    session.query(`select * from ${session.relation}`),
  );
  expect(rows).toEqual([{ n: 1, year: 2026n }]);
});
