import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll } from 'vitest';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';

/** A folder into which Parquet files are written, over one connection. */
export interface ParquetFolder {
  readonly folder: string;
  /** Write what a SELECT gives, in row groups of 2,048 rows, and tell the path. `options` begin with a comma. */
  write(name: string, select: string, options?: string): Promise<string>;
  query(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  remove(): void;
}

export async function parquetFolder(): Promise<ParquetFolder> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parquet-')));
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`set timezone = 'UTC'`);
  return {
    folder,
    write: async (name, select, options = '') => {
      const path = join(folder, `${name}.parquet`);
      mkdirSync(dirname(path), { recursive: true });
      await connection.run(
        `copy (${select}) to '${path}' (format parquet, row_group_size 2048${options})`,
      );
      return path;
    },
    query: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    remove: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One for all tests of a file: there before them, and gone after them with the engines that have read it. */
export function parquetFiles(): Omit<ParquetFolder, 'remove'> {
  let made: ParquetFolder;
  beforeAll(async () => {
    made = await parquetFolder();
  });
  afterAll(async () => {
    await closeEngines();
    made.remove();
  });
  return {
    get folder() {
      return made.folder;
    },
    write: (...of) => made.write(...of),
    query: (sql) => made.query(sql),
  };
}
