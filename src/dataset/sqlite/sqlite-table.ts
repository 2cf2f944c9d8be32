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
export async function countRows(
  reader: Reader,
  { database, name, rowid }: SqliteTable,
): Promise<RowCount> {
  const from = identifier(name);
  // Apart, since SQLite looks up an extreme that is asked for alone, and reads all rows for two.
  const end = (of: string) => (rowid === null ? 'null' : `(select ${of}(${rowid}) from ${from})`);
  const [row] = await querySqlite(
    reader,
    database,
    `select (select count(*) from ${from}) as n, ${end('min')} as lo, ${end('max')} as hi`,
  );
  const isNumbered = row?.lo != null && row.hi != null;
  return {
    rows: Number(row?.n),
    numbers: isNumbered ? [Number(row.lo), Number(row.hi)] : null,
  };
}
