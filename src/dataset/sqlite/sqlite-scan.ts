import type { Reader } from '../dataset.ts';
import {
  freshFile,
  rowsInStretch,
  type Scratch,
  scratchOptions,
  writeScratch,
} from '../scratch/write-scratch.ts';
import { exactPath, identifier, literal } from '../sql/quote.ts';
import { isEngineFailure } from './engine-failure.ts';
import type { GuessedItem } from './sqlite-guess.ts';
import { attached, type RowCount, type SqliteTable } from './sqlite-table.ts';

/** The rows that DuckDB reads at a time, in one thread. */
const rowsAtOnce = 122_880;

/**
 * Copies the rows of a table to files, as DuckDB reads them. The files are in the order of the rows. Null if a value is
 * not as it was guessed, or rows are missing.
 */
export async function scanTable(
  reader: Reader,
  source: SqliteTable,
  names: readonly string[],
  items: readonly GuessedItem[],
  count: RowCount,
  stretch: number,
): Promise<readonly Scratch[] | null> {
  const selected = items.map(({ sql }, at) => `${sql} as ${identifier(names[at] ?? '')}`);
  const select = (more: readonly string[]) =>
    `select ${[...more, ...selected].join(', ')} from ${attached(source)}`;
  try {
    if (stretch === rowsInStretch && mayScanSideBySide(source, names, count)) {
      const files = await scanSideBySide(reader, select([`rowid as ${rowNumber}`]), count.rows);
      if (files !== null) return files;
    }
    return [await writeScratch(reader, select([]), freshFile(reader), stretch)];
  } catch (error) {
    // Its words tell a value.
    if (isEngineFailure(error)) return null;
    throw error;
  }
}

/** The column with the number of the row, which proves the order of the files. */
const rowNumber = '__assay_rowid';

/** True if no row number is left out, so that each stretch of rows that a thread reads becomes a file. */
const mayScanSideBySide = (
  { rowid }: SqliteTable,
  names: readonly string[],
  { rows, numbers }: RowCount,
): boolean =>
  rowid === 'rowid' &&
  numbers !== null &&
  rows > rowsAtOnce &&
  numbers[1] - numbers[0] + 1 === rows &&
  !names.includes(rowNumber);

/**
 * The rows with which a file ends. They come in vectors of 2,048, so that the last of those that are read at a time ends it,
 * also where the first stretch is a row short.
 */
const rowsInFile = rowsAtOnce - 1000;

/**
 * Copies rows in several threads, each of which writes the rows that it reads at a time to a file. Null if the files are
 * not stretches of rows one after the other.
 */
async function scanSideBySide(
  reader: Reader,
  select: string,
  rows: number,
): Promise<readonly Scratch[] | null> {
  const folder = freshFile(reader);
  await reader.query(
    `copy (${select}) to ${literal(folder)} (${scratchOptions(rowsInFile)}, preserve_order false, per_thread_output, row_groups_per_file 1)`,
  );
  const files = await reader.query(
    `select file_name, min(stats_min_value::bigint) as lo, max(stats_max_value::bigint) as hi, sum(row_group_num_rows)::bigint as n
     from parquet_metadata(${literal(`${exactPath(folder)}/*.parquet`)}) where path_in_schema = ${literal(rowNumber)} group by all order by lo`,
  );
  const found = files.map(({ file_name, lo, hi, n }) => ({
    path: String(file_name),
    rows: Number(n),
    from: BigInt(String(lo)),
    to: BigInt(String(hi)),
  }));
  const isOrdered = found.every(({ from }, at) => from > (found[at - 1]?.to ?? from - 1n));
  const all = found.reduce((sum, { rows }) => sum + rows, 0);
  return isOrdered && all === rows ? found.map(({ path, rows }) => ({ path, rows })) : null;
}
