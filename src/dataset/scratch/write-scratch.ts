import { DatasetError, type Reader } from '../dataset.ts';
import { exactPath, literal } from '../sql/quote.ts';

/** A Parquet file with the rows of a source, in a private folder, for as long as the dataset is open. */
export interface Scratch {
  readonly path: string;
  readonly rows: number;
}

/**
 * The most distinct values of a column, of a stretch of rows, that are written as a dictionary. Of more, the work of looking
 * for them is lost; the planner judges columns of few values by their dictionaries.
 */
const mostInDictionary = 1000;

/** The rows of a stretch of a scratch file, which is held in memory until it is whole. */
export const rowsInStretch = 122_880;

/** The bytes of rows that are held in memory, as long as they fit into as many rows as the engine handles at a time. */
const bytesInStretch = 32 << 20;

/** Returns the rows of a stretch of rows that take so many bytes each. */
export const stretchOf = (bytesInRow: number): number =>
  Math.max(2048, Math.min(rowsInStretch, Math.floor(bytesInStretch / Math.max(bytesInRow, 1))));

/** Options of a COPY by which a scratch file takes little space. */
const compressed = 'compression lz4';

/**
 * Options of a COPY by which a scratch file is written faster. It takes less space than the rows in memory, and up to three times
 * that of a compressed one.
 */
export const uncompressed = 'compression uncompressed, parquet_version v2';

/** Returns the options of a COPY to a scratch file. */
export const scratchOptions = (rowsAtOnce: number, compression = compressed): string =>
  `format parquet, ${compression}, write_bloom_filter false, dictionary_size_limit ${mostInDictionary}, row_group_size ${rowsAtOnce}`;

/**
 * Writes the rows of a SELECT to a Parquet file, in their order, and in bounded memory. Its footer then has the counts and
 * extremes of the columns. A column that has both 0 and -0 may come back with one of them for both. It has no bloom filters, by
 * which the engine overlooks -0. `rowsAtOnce` is the number of rows in memory that are written together.
 */
export async function writeScratch(
  reader: Reader,
  select: string,
  path: string = freshFile(reader),
  rowsAtOnce = rowsInStretch,
  compression = compressed,
): Promise<Scratch> {
  const [row] = await reader.query(
    `copy (${select}) to ${literal(path)} (${scratchOptions(rowsAtOnce, compression)})`,
  );
  return { path, rows: Number(row?.Count) };
}

/** Returns the path of a file for {@link writeScratch}. Throws if the engine has no folder to write to. */
export function freshFile(reader: Reader): string {
  if (reader.freshFile !== undefined) return reader.freshFile();
  throw new DatasetError(
    'DATASET_INVALID',
    'The engine has no folder of its own to write rows to, which this source needs.',
  );
}

/** Returns SQL (to follow FROM) that reads scratch files in their order; `options` begin with a comma. */
export const readScratch = (paths: readonly string[], options = ''): string =>
  `read_parquet([${paths.map((path) => literal(exactPath(path))).join(', ')}], hive_partitioning=false${options})`;
