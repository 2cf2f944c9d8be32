import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

import { extensionDirectory } from '../support/extensions.ts';
import { dataset, otherPart, type Shape } from './planner-data.ts';
import { benchFolder } from './scale-measure.ts';
import { type Dialect, dialectName } from './text-dialects.ts';
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
  return { files: await written(format, parquet, `${rows}-${files}`), parquet };
}

/** The rows in a file of a dialect, made where it is not there yet. */
export async function dialectData(dialect: Dialect, rows: number): Promise<TextData> {
  const parquet = await dataset(parquetFolder, shapeOf(rows, 1));
  const { format, copy, columns = {}, rewritten, encoding = 'utf8' } = dialect;
  // What a dialect writes is part of the name, so that a file of an older one is not taken for it.
  const name = createHash('sha256')
    .update(JSON.stringify([dialectName(dialect), copy, columns, String(rewritten), encoding]))
    .digest('hex')
    .slice(0, 12);
  const path = join(folder, `${rows}-dialects`, `${name}${formats[format].ending}`);
  if (existsSync(path)) return { files: [path], parquet };
  mkdirSync(join(folder, `${rows}-dialects`), { recursive: true });
  const replaced = Object.entries(columns).map(([column, sql]) => `${sql} as ${column}`);
  const items = replaced.length > 0 ? `* replace (${replaced.join(', ')})` : '*';
  const select = `select ${items} from ${formats.parquet.relation(parquet)}`;
  await withDuckdb((execute) =>
    execute(`copy (${select}) to '${path}.new' (${copy})`).then(() => {}),
  );
  if (rewritten) {
    await writeFile(`${path}.text`, rewritten(`${path}.new`), encoding);
    renameSync(`${path}.text`, `${path}.new`);
  }
  renameSync(`${path}.new`, path);
  return { files: [path], parquet };
}

/** Another file in the place of one: the same keys and times, and all else drawn anew. */
export async function otherText(
  format: FormatName,
  rows: number,
  files: number,
  at: number,
): Promise<string> {
  const parquet = await otherPart(parquetFolder, shapeOf(rows, files), at);
  const [path = ''] = await written(format, [parquet], `${rows}-${files}-other`);
  return path;
}

const shapeOf = (rows: number, files: number): Shape => ({ rows, files, shuffled: false });

/** Each Parquet file in the format, under its own name. */
async function written(
  format: FormatName,
  parquet: readonly string[],
  name: string,
): Promise<readonly string[]> {
  if (format === 'parquet') return parquet;
  const { ending, writes } = formats[format];
  const pairs = parquet.map((from) => ({
    from,
    to: join(folder, name, `${basename(from, '.parquet')}${ending}`),
  }));
  const missing = pairs.filter(({ to }) => !existsSync(to));
  if (missing.length > 0) {
    mkdirSync(join(folder, name), { recursive: true });
    await withDuckdb(async (execute) => {
      for (const { from, to } of missing) {
        rmSync(`${to}.new`, { force: true });
        const statements = writes(formats.parquet.relation([from]), `${to}.new`);
        for (const statement of statements) await execute(statement);
        // Whole or not at all: a cut file would be taken for the data by the next run.
        renameSync(`${to}.new`, to);
      }
    });
  }
  return pairs.map(({ to }) => to);
}

async function withDuckdb(
  work: (execute: (sql: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '3GiB',
    extension_directory: await extensionDirectory(),
  });
  const connection = await instance.connect();
  await work((sql) => connection.run(sql));
  connection.closeSync();
  instance.closeSync();
}
