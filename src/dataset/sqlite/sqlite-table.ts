import type { Reader } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';
import { fieldsOf } from '../typing/described-fields.ts';

/** A table of an attached SQLite database. */
export interface SqliteTable {
  /** The name under which the database is attached. */
  readonly database: string;
  readonly name: string;
  /** The name of the row number in SQLite's SQL; null for views and tables without one. */
  readonly rowid: string | null;
  /** True for a view, whose rows are computed at each read. */
  readonly isView: boolean;
  /** True for a virtual table, which may return any kind of value in any column. */
  readonly isVirtual: boolean;
}

/** A column of a table, as it is declared. SQLite accepts any value in any column. */
export interface DeclaredColumn {
  readonly name: string;
  /** The declared type, such as `'varchar(10)'`; empty if there is none. */
  readonly declared: string;
  /** The type that DuckDB reads it as; null if DuckDB does not see the column. */
  readonly scan: string | null;
}

/** The number of rows of a table, and their least and greatest number; null if they have no numbers. */
export interface RowCount {
  readonly rows: number;
  readonly numbers: readonly [least: number, greatest: number] | null;
}

/** The rows that DuckDB reads at a time, in one thread. */
export const rowsAtOnce = 122_880;

/** Runs SQL in SQLite itself. DuckDB would stop at the first value that is not of its column's type. */
export async function querySqlite(reader: Reader, database: string, sql: string) {
  return reader.query(`select * from ${sqliteQuery(database, sql)}`);
}

/** Returns SQL (to follow FROM) for what SQLite answers to a SELECT. All of its columns are text. */
export const sqliteQuery = (database: string, sql: string): string =>
  `sqlite_query(${literal(database)}, ${literal(sql)})`;

/** Looks up a table or view of the database. */
export async function describeTable(
  reader: Reader,
  database: string,
  name: string,
): Promise<SqliteTable> {
  const [kind] = await querySqlite(
    reader,
    database,
    `select type, wr from pragma_table_list where schema = 'main' and name = ${literal(name)}`,
  );
  const isNumbered = kind?.type === 'table' && String(kind.wr) !== '1';
  const rowid = isNumbered ? await rowidOf(reader, database, name) : null;
  const isView = kind?.type === 'view';
  return { database, name, rowid, isView, isVirtual: !isView && kind?.type !== 'table' };
}

/** Finds a name of the row number that no column has taken. */
async function rowidOf(reader: Reader, database: string, table: string): Promise<string | null> {
  const columns = await declaredColumns(reader, database, table);
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}

async function declaredColumns(reader: Reader, database: string, table: string) {
  const rows = await querySqlite(
    reader,
    database,
    `select name, type from pragma_table_xinfo(${literal(table)}) where hidden <> 1 order by cid`,
  );
  return rows.map(({ name, type }) => ({ name: String(name), declared: String(type ?? '') }));
}

/** Lists the columns of a table. `path` is the file's path for the engine. */
export async function columnsOf(
  reader: Reader,
  source: SqliteTable,
  path: string,
): Promise<readonly DeclaredColumn[]> {
  const declared = await declaredColumns(reader, source.database, source.name);
  const scans = await scanTypes(reader, source, path);
  return declared.map((column) => ({ ...column, scan: scans.get(column.name) ?? null }));
}

/**
 * Returns the types that DuckDB reads the columns as. For a view they come from `sqlite_scan`, with SQLite's declared
 * types: DuckDB binds the SQL of an attached view by its own rules, where 5 / 2 is 2.5.
 */
async function scanTypes(
  reader: Reader,
  source: SqliteTable,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const { name, isView } = source;
  const from = isView ? `sqlite_scan(${literal(path)}, ${literal(name)})` : attached(source);
  const fields = await fieldsOf(reader, from);
  return new Map(fields.map(({ name, type }) => [name, type]));
}

/** Returns the name of the attached table in DuckDB's SQL. */
export const attached = ({ database, name }: SqliteTable): string =>
  `${identifier(database)}.${identifier(name)}`;

/** Has SQLite count the rows of a table. */
export async function countRows(reader: Reader, source: SqliteTable): Promise<RowCount> {
  const { database, name } = source;
  const [row] = await querySqlite(
    reader,
    database,
    `select (select count(*) from ${identifier(name)}) as n, ${endsOf(source)}`,
  );
  return { rows: Number(row?.n), numbers: numbersOf(row) };
}

/** SQL for the least and the greatest number of a row: apart, since SQLite looks one up, and reads all rows for two. */
function endsOf({ name, rowid }: SqliteTable): string {
  const end = (of: string) =>
    rowid === null ? 'null' : `(select ${of}(${rowid}) from ${identifier(name)})`;
  return `${end('min')} as lo, ${end('max')} as hi`;
}

const numbersOf = (row: Readonly<Record<string, unknown>> = {}): RowCount['numbers'] =>
  row.lo != null && row.hi != null ? [Number(row.lo), Number(row.hi)] : null;

/** A row takes at least its size, its number, the size of its header, and its place in the page, which is of two bytes. */
const leastBytes = 5;

/** The places of a table where the rows are looked at, to see if they have all numbers, and the rows at each. */
const places = 16;
const rowsAtEach = 64;

/**
 * Returns as many rows as a table has if no number of a row is left out. Null if some are, or if SQLite counts the rows as fast. To
 * count them SQLite reads the table; the scan shows later if there are as many. `bytes` is the size of the database.
 */
export async function rowsByNumber(
  reader: Reader,
  source: SqliteTable,
  bytes: number,
): Promise<RowCount | null> {
  const { database, rowid } = source;
  if (rowid === null || source.isVirtual) return null;
  const [row] = await querySqlite(reader, database, `select ${endsOf(source)}`);
  const numbers = numbersOf(row);
  if (numbers === null) return null;
  const rows = numbers[1] - numbers[0] + 1;
  if (rows <= rowsAtOnce || rows * leastBytes > bytes) return null;
  return (await hasGaps(reader, source, numbers)) ? null : { rows, numbers };
}

/** True if numbers are left out where some rows are looked at. */
async function hasGaps(
  reader: Reader,
  { database, name, rowid }: SqliteTable,
  [least, greatest]: readonly [number, number],
): Promise<boolean> {
  const windows = Array.from({ length: places }, (_, at) => {
    const start = Math.floor(least + ((greatest - least) / places) * at);
    return `select max(r) - min(r) + 1 > count(*) as gap from (select ${rowid} as r from ${identifier(name)} where ${rowid} >= ${BigInt(start)} order by 1 limit ${rowsAtEach})`;
  });
  const [row] = await querySqlite(
    reader,
    database,
    `select max(gap) as gap from (${windows.join(' union all ')})`,
  );
  return Number(row?.gap) > 0;
}
