import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { folder } from '../folder.ts';

/** A folder with Parquet files of the rows that SQL gives. */
export async function parquetFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const root = folder();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    const path = join(root, name).replaceAll("'", "''");
    await connection.run(`copy (${sql}) to '${path}' (format parquet)`);
  }
  connection.disconnectSync();
  instance.closeSync();
  return root;
}
