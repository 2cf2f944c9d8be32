import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import { extensionDirectory } from '../support/extensions.ts';
import { dataset, otherPart, type Shape } from './planner-data.ts';
import { benchFolder } from './scale-measure.ts';
import { type FormatName, formats } from './text-formats.ts';

const parquetFolder = join(benchFolder, 'planner-data');
const folder = join(benchFolder, 'text-data');

/** Some rows of the planner's benchmark in a format, and the Parquet files that have the same. */
export interface TextData {
  readonly files: readonly string[];
  readonly parquet: readonly string[];
}

/** The rows in so many files of a format, made where they are not there yet. */
export async function textData(format: FormatName, rows: number, files = 1): Promise<TextData> {
  const parquet = await dataset(parquetFolder, shapeOf(rows, files));
  const made: string[] = [];
  for (const [at, path] of parquet.entries()) {
    made.push(await written(format, path, `${rows}-${files}`, `part-${at}`));
  }
  return { files: made, parquet };
}

/** Another file in the place of one: the same keys and times, and all else drawn anew. */
export async function otherText(
  format: FormatName,
  rows: number,
  files: number,
  at: number,
): Promise<string> {
  const path = await otherPart(parquetFolder, shapeOf(rows, files), at);
  return written(format, path, `${rows}-${files}-other`, `part-${at}`);
}

const shapeOf = (rows: number, files: number): Shape => ({ rows, files, shuffled: false });

async function written(
  format: FormatName,
  parquet: string,
  name: string,
  part: string,
): Promise<string> {
  if (format === 'parquet') return parquet;
  const { ending, writes } = formats[format];
  const path = join(folder, name, `${part}${ending}`);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  rmSync(`${path}.new`, { force: true });
  await execute(writes(formats.parquet.relation([parquet]), `${path}.new`));
  // Whole or not at all: a cut file would be taken for the data by the next run.
  renameSync(`${path}.new`, path);
  return path;
}

async function execute(statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '3GiB',
    extension_directory: await extensionDirectory(),
  });
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
