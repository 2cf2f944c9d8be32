import { extname } from 'node:path';
import { csv } from './csv/csv.ts';
import type { Dataset, SourceFile } from './dataset.ts';
import { DatasetError } from './dataset.ts';
import { excel } from './excel/excel.ts';
import { isJsonText } from './files/bytes/json-text.ts';
import { contentsOf, textStart } from './files/bytes/look-at-bytes.ts';
import { json } from './json/json.ts';
import { parquet } from './parquet/parquet.ts';
import { sqlite } from './sqlite/sqlite.ts';

/** The source of each file extension. */
const byExtension: Readonly<Record<string, string>> = {
  '.parquet': 'parquet',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.tab': 'csv',
  '.psv': 'csv',
  '.txt': 'csv',
  '.json': 'json',
  '.ndjson': 'json',
  '.jsonl': 'json',
  '.geojson': 'json',
  '.geojsonl': 'json',
  '.sqlite': 'sqlite',
  '.sqlite3': 'sqlite',
  '.db': 'sqlite',
  '.duckdb': 'duckdb',
  '.xlsx': 'excel',
  '.xlsm': 'excel',
};

/** The extensions of data files, such as `'.csv'`. */
export const fileExtensions: readonly string[] = Object.keys(byExtension);

/** Returns the name of the source that reads a file by its extension; null if no source does. */
export const formatOfFile = (path: string): string | null =>
  byExtension[extname(path.replace(/\.(?:gz|zst|zstd)$/, '')).toLowerCase()] ?? null;

/** A file's first line, if it has the delimiter of a table. */
const isTable = (start: Buffer) =>
  /[,;\t|]/.test(/^[^\r\n]*/.exec(start.toString('latin1'))?.[0] ?? '');

/**
 * Returns the source that reads a local file, by its bytes where these show a format that is not that of its name; null if
 * neither shows one.
 */
export function formatOfBytes(path: string): string | null {
  const named = formatOfFile(path);
  const contents = contentsOf(path);
  if (contents !== null) return contents in sources || contents === 'duckdb' ? contents : named;
  const start = named === 'json' ? null : textStart(path);
  if (start === null) return named;
  if (isJsonText(start)) return 'json';
  return named === 'csv' || !isTable(start) ? named : 'csv';
}

/** Returns the source for a file of a folder. A text file there may be a README, so it must be named to be read. */
export const formatInFolder = (path: string): string | null =>
  /\.txt(?:\.(?:gz|zst|zstd))?$/i.test(path) ? null : formatOfFile(path);

/** The way in which files are read: the source, and the options that it is given. */
export interface FileFormat {
  readonly format: string;
  readonly options: Readonly<Record<string, unknown>>;
}

type Make = (paths: string[], options: Readonly<Record<string, unknown>>) => Dataset;

/** The sources that read files by their paths alone. */
const ofPaths: Readonly<Record<string, Make>> = {
  csv: (paths, options) => csv(paths, options),
  json: (paths, options) => json(paths, options),
  parquet: (paths, options) => parquet(paths, options),
};

const sources: Readonly<Record<string, Make>> = {
  ...ofPaths,
  sqlite: ([path = ''], { table }) => sqlite(path, String(table)),
  excel: ([path = ''], options) => excel(path, options),
};

/**
 * Returns the dataset of some files, which a source reads with the given options.
 *
 * @throws {DatasetError} `DATASET_INVALID` for a format that no source of files has, and for options that it refuses.
 */
export function datasetOf(
  files: readonly SourceFile[],
  { format, options }: FileFormat,
  label: string,
): Dataset {
  const paths = files.map(({ path }) => path);
  const dataset = sources[format]?.(paths, options);
  if (dataset?.source === undefined)
    throw new DatasetError(
      'DATASET_INVALID',
      `${label} is of the format '${format}', and the formats of files are ${Object.keys(sources).join(', ')}.`,
    );
  return dataset.source.at(files, label);
}

/**
 * Returns the dataset of some paths or globs, read by the source that their extensions give; null if they give several, or
 * one that needs more than a path, as a database does.
 */
export function datasetOfPaths(paths: readonly string[]): Dataset | null {
  const [format, ...more] = new Set(paths.map(formatOfFile));
  const make = typeof format === 'string' && more.length === 0 ? ofPaths[format] : undefined;
  return make?.([...paths], {}) ?? null;
}

/**
 * Returns the format that the extensions of some files give.
 *
 * @throws {DatasetError} `DATASET_INVALID` for files of several formats, or of none.
 */
export function formatOfFiles(files: readonly string[], label: string): FileFormat {
  const [format, ...more] = new Set(files.map(formatOfFile));
  if (typeof format === 'string' && more.length === 0) return { format, options: {} };
  const found = more.length === 0 ? 'no known extension' : 'files of several formats';
  throw new DatasetError(
    'DATASET_INVALID',
    `${label} has ${found}: the extensions are ${fileExtensions.join(', ')}, followed by .gz or .zst if a file is compressed.`,
  );
}
