import { identifier } from '../sql/quote.ts';
import type { RowCount, SqliteTable } from './sqlite-table.ts';

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
