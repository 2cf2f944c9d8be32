import type { Dataset, FileSource, SourceFile } from '../dataset.ts';
import { DatasetError } from '../dataset.ts';
import { datasetOf, fileExtensions, formatOfFile, formatOfFiles } from '../file-formats.ts';
import { namesInWords } from '../listed-names.ts';

/** The path that a user asked a version for, and how its files are read. */
export interface Wanted {
  /** The path, folder or glob as written. */
  readonly location: string;
  /** The source that reads the files; null if their extensions decide. */
  readonly source: FileSource | null;
}

/** Formats that need more than a path, each with the dataset to write instead. */
const needOptions: Readonly<Record<string, string>> = {
  sqlite: "sqlite('shop.db', 'orders')",
};

/** Reads the first argument of a source of versions: a path, or a dataset of files that says how they are read. */
export function wantedFiles(call: string, given: string | Dataset): Wanted {
  if (typeof given === 'string') {
    checkLocation(call, given);
    return { location: given, source: null };
  }
  const source = typeof given === 'object' && given !== null ? given.source : undefined;
  if (source === undefined)
    throw invalid(
      `${call}() takes a path, or a dataset of files such as csv('data/x.csv', { delimiter: ';' }).`,
    );
  const [location, ...more] = source.locations;
  if (location === undefined || more.length > 0)
    throw invalid(`${call}() reads one path, folder or glob: name one.`);
  checkLocation(call, location);
  return { location, source };
}

function checkLocation(call: string, location: string): void {
  if (location.trim() === '') throw invalid(`${call}('') names no file: give a path.`);
  if (/\0/.test(location) || !location.isWellFormed())
    throw invalid(`The path of ${call}() holds a character that no path has.`);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(location))
    throw invalid(`${call}() reads paths of a repository, and was given a URL: write the path.`);
}

/** Returns the dataset of files that were brought, read as was asked. */
export function datasetOfWanted(
  { source }: Wanted,
  files: readonly SourceFile[],
  label: string,
): Dataset {
  if (source !== null) return source.at(files, label);
  const paths = files.map(({ path }) => path);
  return datasetOf(files, formatOfFiles(paths, label), label);
}

/** Checks that files have one format by their extensions, and one that needs nothing more. */
export function checkFormat(paths: readonly string[], label: string, call: string): void {
  const formats = [...new Set(paths.map(formatOfFile))];
  const [format] = formats;
  if (formats.length !== 1 || typeof format !== 'string')
    throw invalid(
      `${label} has ${formats.length > 1 ? `files of several formats (${namesInWords(formats.map(String), 5, '')})` : 'no known extension'}: write ${call}(csv('...')), ${call}(parquet('...')) or the like; known are ${fileExtensions.join(', ')}.`,
    );
  const instead = needOptions[format];
  if (instead !== undefined) throw invalid(`${label} has tables: write ${call}(${instead}, ...).`);
  if (format === 'duckdb')
    throw invalid(
      `${label} is a DuckDB database, which ${call}() can't read: export it as Parquet.`,
    );
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
