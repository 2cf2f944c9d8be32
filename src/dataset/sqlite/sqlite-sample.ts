import type { Reader } from '../dataset.ts';
import { rowsInStretch, stretchOf } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { querySqlite, type RowCount, type SqliteTable } from './sqlite-table.ts';

/** Some rows of a table. */
export interface SqliteSample {
  readonly database: string;
  /** SQL for SQLite, to follow FROM. */
  readonly from: string;
}

/** The places of a table that are looked at, and the rows at each. */
const places = 8;
const rowsAtEach = 256;

/** Returns rows from all over a table; the first ones of a table whose rows have no numbers. */
export function sampleOf(
  { database, name, rowid }: SqliteTable,
  { rows, numbers }: RowCount,
): SqliteSample {
  const from = identifier(name);
  const most = places * rowsAtEach;
  if (rowid === null || numbers === null || rows <= most)
    return { database, from: `(select * from ${from} limit ${most})` };
  const [least, greatest] = numbers;
  const starts = Array.from({ length: places }, (_, at) =>
    Math.floor(least + ((greatest - least) / places) * at),
  );
  const windows = starts.map(
    (start) =>
      `select * from (select * from ${from} where ${rowid} >= ${BigInt(start)} limit ${rowsAtEach})`,
  );
  return { database, from: `(${windows.join(' union all ')})` };
}

/** The most columns whose width is looked at. SQLite allows 2,000 results. */
const mostColumns = 1000;

/**
 * Returns the rows of a table that may be held in memory, by the width of some of them. `bytes` is the size of the database:
 * one that is small is not looked at.
 */
export async function stretchOfTable(
  reader: Reader,
  source: SqliteTable,
  count: RowCount,
  bytes: number,
  columns: readonly string[],
): Promise<number> {
  if (stretchOf(bytes / Math.max(count.rows, 1)) === rowsInStretch) return rowsInStretch;
  const { database, from } = sampleOf(source, count);
  const widths = columns
    .slice(0, mostColumns)
    .map((name, at) => `avg(coalesce(length(${identifier(name)}), 0)) as w${at}`);
  const [row = {}] = await querySqlite(
    reader,
    database,
    `select ${widths.join(', ')} from ${from}`,
  );
  return stretchOf(Object.values(row).reduce((sum: number, width) => sum + Number(width ?? 0), 0));
}
