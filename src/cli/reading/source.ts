import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { csv } from '../../dataset/csv/csv.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { duckdb } from '../../dataset/duckdb/duckdb.ts';
import { excel } from '../../dataset/excel/excel.ts';
import { fileExtensions, formatOfBytes } from '../../dataset/file-formats.ts';
import { whatElse } from '../../dataset/files/bytes/look-at-bytes.ts';
import { json } from '../../dataset/json/json.ts';
import { parquet } from '../../dataset/parquet/parquet.ts';
import { sqlite } from '../../dataset/sqlite/sqlite.ts';
import { printArgument } from '../../metric/subject.ts';
import { UsageError } from '../usage.ts';
import {
  checkFlags,
  printOptions,
  type ReadingFlags,
  readingOptions,
  type SourceName,
} from './reading-flags.ts';

/** A data file as a dataset, with the code that creates it in a contract file. */
export interface Source {
  readonly dataset: Dataset;
  readonly sourceFunction: SourceName;
  readonly source: string;
  /** The name for its contract. */
  readonly name: string;
}

type Options = Readonly<Record<string, unknown>>;

const files = { parquet, csv, json, excel } as const;
const tables = { sqlite, duckdb } as const;

/** The name of a source that reads databases. */
export type DatabaseSource = keyof typeof tables;

const isKey = <Table extends object>(key: string, table: Table): key is keyof Table & string =>
  key in table;

/**
 * Chooses the source of a data file by its bytes, or by its extension where they show none, and gives it the options that the flags
 * say, which replace those of its `own`. A database needs the name of a table.
 *
 * @throws {UsageError} for a file of no known format, and for flags that its source does not have.
 */
export function sourceOf(path: string, flags: ReadingFlags, own: Options = {}): Source {
  const name = sourceName(path);
  checkFlags([name], flags);
  return source(name, path, flags, own);
}

/** Chooses the sources of two data files, which may be of two formats: a flag must fit one of them. */
export function sourcesOf(
  [one, other]: readonly [string, string],
  flags: ReadingFlags,
): readonly [Source, Source] {
  const names = [sourceName(one), sourceName(other)] as const;
  checkFlags(names, flags);
  return [source(names[0], one, flags), source(names[1], other, flags)];
}

/**
 * Returns the source of a database of which the flags name no table; null for other files.
 *
 * @throws {UsageError} as {@link sourceOf}.
 */
export function databaseWithoutTable(path: string, flags: ReadingFlags): DatabaseSource | null {
  const name = sourceName(path);
  checkFlags([name], flags);
  return flags.table === undefined && isKey(name, tables) ? name : null;
}

function source(kind: SourceName, path: string, flags: ReadingFlags, own: Options = {}): Source {
  const { table } = flags;
  const plain = path.replace(/\.(?:gz|zst|zstd)$/, '');
  const ofFile = basename(plain, extname(plain)).replace(/[*?[\]{}]+/g, '');
  if (isKey(kind, files)) {
    const options = { ...own, ...readingOptions(kind, flags) };
    return {
      dataset: files[kind](path, options),
      sourceFunction: kind,
      source: `${kind}(${printArgument(path)}${printOptions(options)})`,
      name: ofFile.trim() || 'data',
    };
  }
  if (table === undefined)
    throw new UsageError(
      `'${path}' is a database: name one of its tables with --table NAME (assay profile lists them).`,
    );
  return {
    dataset: tables[kind](path, table),
    sourceFunction: kind,
    source: `${kind}(${printArgument(path)}, ${printArgument(table)})`,
    name: table.trim() || 'data',
  };
}

function sourceName(path: string): SourceName {
  const kind = formatOfBytes(path) ?? '';
  if (isKey(kind, files) || isKey(kind, tables)) return kind;
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(
      `'${path}' is a folder: name a file in it, or several by a glob in quotes, such as '${path}/*.parquet'.`,
    );
  }
  throw new UsageError(
    whatElse({ path, shown: path }) ??
      `'${path}' has no known extension: give a file that ends in ${fileExtensions.join(', ')} (followed by .gz or .zst if it is compressed).`,
  );
}
