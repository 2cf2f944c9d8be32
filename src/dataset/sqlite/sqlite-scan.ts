import type { Reader } from '../dataset.ts';
import { isEngineFailure } from '../engine-failure.ts';
import type { ScratchFooter } from '../scratch/scratch-footer.ts';
import {
  freshFile,
  rowsInStretch,
  type Scratch,
  scratchOptions,
  uncompressed,
  writeScratch,
} from '../scratch/write-scratch.ts';
import { exactPath, identifier, literal } from '../sql/quote.ts';
import type { GuessedItem } from './sqlite-guess.ts';
import { attached, type RowCount, rowsAtOnce, type SqliteTable } from './sqlite-table.ts';

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
  const isTaken = names.some((name) => name.toLowerCase().startsWith(own));
  if (isTaken) return null;
  const mayBeSideBySide = stretch === rowsInStretch && mayScanSideBySide(source, count);
  try {
    const files = mayBeSideBySide
      ? await scanSideBySide(reader, selection(source, names, items, [`rowid as ${rowNumber}`]))
      : null;
    if (files !== null) return files;
    const select = selection(source, names, items, []);
    return [await writeScratch(reader, select, freshFile(reader), stretch, uncompressed)];
  } catch (error) {
    // Its words tell a value.
    if (isEngineFailure(error)) return null;
    throw error;
  }
}

/** The beginning of the names of columns that are not the table's. */
const own = '__assay_';

/** The column with the number of the row, which proves the order of the files. */
const rowNumber = `${own}rowid`;

/** Returns the SELECT of the items. It casts in a SELECT within it, since the engine would cast anew for each use. */
function selection(
  source: SqliteTable,
  names: readonly string[],
  items: readonly GuessedItem[],
  more: readonly string[],
): string {
  const casts = items.flatMap(({ cast }, at) => (cast === null ? [] : [`${cast} as ${own}${at}`]));
  const selected = items.map(
    ({ sql }, at) => `${sql(`${own}${at}`)} as ${identifier(names[at] ?? '')}`,
  );
  const from =
    casts.length === 0
      ? attached(source)
      : `(select ${[...more, '*', ...casts].join(', ')} from ${attached(source)})`;
  const numbers = casts.length === 0 ? more : more.map(() => rowNumber);
  return `select ${[...numbers, ...selected].join(', ')} from ${from}`;
}

/** True if each stretch of rows that a thread reads may become a file: few row numbers are left out. */
const mayScanSideBySide = ({ rowid }: SqliteTable, { rows, numbers }: RowCount): boolean =>
  rowid === 'rowid' &&
  numbers !== null &&
  rows > rowsAtOnce &&
  numbers[1] - numbers[0] < rows * mostSpread;

/** The greatest span of row numbers for each row, for rows that are read side by side. */
const mostSpread = 1.005;

/**
 * The rows with which a file ends. They come in vectors of 2,048, so that the last of those that are read at a time ends it,
 * also where the first stretch is a row short.
 */
const rowsInFile = rowsAtOnce - 1000;

/**
 * Copies rows in several threads, each of which writes the rows that it reads at a time to a file. Null if the files are
 * not stretches of rows one after the other.
 */
async function scanSideBySide(reader: Reader, select: string): Promise<readonly Scratch[] | null> {
  const folder = freshFile(reader);
  await reader.query(
    `copy (${select}) to ${literal(folder)} (${scratchOptions(rowsInFile, uncompressed)}, preserve_order false, per_thread_output, row_groups_per_file 1)`,
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
  return isOrdered ? found.map(({ path, rows }) => ({ path, rows })) : null;
}

/**
 * True if no value of a column of doubles is an integer that may have been rounded: such a column has a greater value than
 * those that DOUBLE represents one by one.
 */
export const areExact = (
  { columns }: ScratchFooter,
  rows: number,
  names: readonly string[],
  items: readonly GuessedItem[],
): boolean => {
  const doubles = new Set(names.filter((_, at) => items[at]?.type === 'DOUBLE'));
  return columns.every(({ name, nulls, least, greatest }) => {
    if (!doubles.has(name) || nulls === rows) return true;
    return Number(least ?? Number.NaN) > -limit && Number(greatest ?? Number.NaN) < limit;
  });
};

const limit = 2 ** 53;
