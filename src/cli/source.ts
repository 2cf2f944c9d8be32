import { basename, extname } from 'node:path';
import { csv } from '../dataset/csv/csv.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { duckdb } from '../dataset/duckdb/duckdb.ts';
import { fileExtensions, formatOfFile } from '../dataset/file-formats.ts';
import { json } from '../dataset/json/json.ts';
import { parquet } from '../dataset/parquet/parquet.ts';
import { sqlite } from '../dataset/sqlite/sqlite.ts';
import { printArgument } from '../metric/subject.ts';
import { UsageError } from './usage.ts';

/** A data file as a dataset, with the code that creates it in a contract file. */
export interface Source {
  readonly dataset: Dataset;
  readonly sourceFunction: string;
  readonly source: string;
  /** The name for its contract. */
  readonly name: string;
}

const files = { parquet, csv, json } as const;
const tables = { sqlite, duckdb } as const;

const isKey = <Table extends object>(key: string, table: Table): key is keyof Table & string =>
  key in table;

/** Chooses the source by the file's extension. A database needs the name of a table. */
export function sourceOf(path: string, table: string | undefined): Source {
  const plain = path.replace(/\.(?:gz|zst|zstd)$/, '');
  const kind = formatOfFile(path) ?? '';
  const name =
    (table ?? basename(plain, extname(plain)).replace(/[*?[\]{}]+/g, '')).trim() || 'data';
  if (isKey(kind, files)) {
    return {
      dataset: files[kind](path),
      sourceFunction: kind,
      source: `${kind}(${printArgument(path)})`,
      name,
    };
  }
  if (isKey(kind, tables)) {
    if (table === undefined) {
      throw new UsageError(`'${path}' is a database: name one of its tables with --table NAME.`);
    }
    const source = `${kind}(${printArgument(path)}, ${printArgument(table)})`;
    return { dataset: tables[kind](path, table), sourceFunction: kind, source, name };
  }
  throw new UsageError(
    `'${path}' has no known extension: give a file that ends in ${fileExtensions.join(', ')} (followed by .gz or .zst if it is compressed).`,
  );
}
