import type { Reader } from '../../../../src/dataset/dataset.ts';
import { identifier, literal } from '../../../../src/dataset/sql/quote.ts';
import { fieldsOf } from '../../../../src/dataset/typing/described-fields.ts';

/** A table of an attached SQLite database. */
export interface SqliteTable {
  /** The name under which the database is attached. */
  readonly database: string;
  readonly name: string;
  /** The name of the row number in SQLite's SQL; null for views and tables without one. */
  readonly rowid: string | null;
  /** True for a view, whose rows are computed at each read. */
  readonly isView: boolean;
}

/**
 * A column with its declared type and the kinds of values that it really holds. SQLite accepts any value in any column.
 */
export interface SqliteColumn {
  readonly name: string;
  /** The declared type, such as `'varchar(10)'`; empty if there is none. */
  readonly declared: string;
  /** The type that DuckDB reads it as; null if DuckDB does not see the column. */
  readonly scan: string | null;
  /** The kinds of its values; null for a view, whose rows may differ at the next read. */
  readonly kinds: Kinds | null;
}

/** The number of values of each kind in a column. */
export interface Kinds {
  readonly values: number;
  readonly integers: number;
  readonly reals: number;
  readonly texts: number;
  readonly blobs: number;
  /** Integers other than 0 and 1. */
  readonly notBits: number;
  /** Integers that no DOUBLE holds. */
  readonly large: number;
  /** Texts that are not written like SQLite's own dates or times; counted for DATE and TIMESTAMP only. */
  readonly oddTimes: number;
}

/** The rows and columns of a table, with the kinds of their values. */
export interface ColumnSurvey {
  /** The number of rows; null for a view. */
  readonly rows: number | null;
  readonly columns: readonly SqliteColumn[];
}

/** Runs SQL in SQLite itself. DuckDB would stop at the first value that is not of its column's type. */
export async function querySqlite(reader: Reader, database: string, sql: string) {
  return reader.query(`select * from sqlite_query(${literal(database)}, ${literal(sql)})`);
}

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
  return { database, name, rowid, isView: kind?.type === 'view' };
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

/** The number of columns that one statement counts. SQLite allows 2,000 results. */
const atOnce = 200;

/** Counts the kinds of values of each column, in one scan. `path` is the file's path for the engine. */
export async function surveyColumns(
  reader: Reader,
  source: SqliteTable,
  path: string,
): Promise<ColumnSurvey> {
  const { database, name: table, isView } = source;
  const declared = await declaredColumns(reader, database, table);
  const scans = await scanTypes(reader, source, path);
  const plain = declared.map(({ name, declared }) => ({
    name,
    declared,
    scan: scans.get(name) ?? null,
  }));
  if (isView) return { rows: null, columns: plain.map((one) => ({ ...one, kinds: null })) };
  const columns: SqliteColumn[] = [];
  let rows = 0;
  for (let from = 0; from < plain.length; from += atOnce) {
    const batch = plain.slice(from, from + atOnce);
    const items = batch.flatMap(({ name, scan }, index) => counts(name, index, scan));
    const [row = {}] = await querySqlite(
      reader,
      database,
      `select count(*) as n, ${items.join(', ')} from ${identifier(table)}`,
    );
    rows = Number(row.n ?? 0);
    columns.push(...batch.map((one, index) => ({ ...one, kinds: counted(row, index) })));
  }
  return { rows, columns };
}

/**
 * Returns the types that DuckDB reads the columns as. For a view they come from `sqlite_scan`, with SQLite's declared
 * types: DuckDB binds the SQL of an attached view by its own rules, where 5 / 2 is 2.5.
 */
async function scanTypes(
  reader: Reader,
  { database, name, isView }: SqliteTable,
  path: string,
): Promise<ReadonlyMap<string, string>> {
  const from = isView
    ? `sqlite_scan(${literal(path)}, ${literal(name)})`
    : `${identifier(database)}.${identifier(name)}`;
  const fields = await fieldsOf(reader, from);
  return new Map(fields.map(({ name, type }) => [name, type]));
}

function counts(name: string, index: number, scan: string | null): readonly string[] {
  const column = identifier(name);
  const is = (kind: string) => `typeof(${column}) = '${kind}'`;
  const odd = oddTime(column, scan);
  const conditions = {
    v: `${column} is not null`,
    i: is('integer'),
    r: is('real'),
    t: is('text'),
    b: is('blob'),
    o: `${is('integer')} and ${column} not in (0, 1)`,
    l: `${is('integer')} and ${column} not between -9007199254740992 and 9007199254740992`,
    ...(odd !== null && { d: `${is('text')} and ${odd}` }),
  };
  return Object.entries(conditions).map(([key, sql]) => `sum(${sql}) as ${key}${index}`);
}

/**
 * Returns SQL for SQLite that is true for a text that is no date or time to all readers: one that SQLite does not print
 * back as it is. Null for a column of another type.
 */
function oddTime(column: string, scan: string | null): string | null {
  const isDay = `date(${column}) is ${column}`;
  if (scan === 'DATE') return `not (${isDay})`;
  const isInstant = `replace(${column}, 'T', ' ') in (datetime(${column}), strftime('%Y-%m-%d %H:%M:%f', ${column}))`;
  return scan === 'TIMESTAMP' ? `not (${isDay} or coalesce(${isInstant}, 0))` : null;
}

function counted(row: Readonly<Record<string, unknown>>, index: number): Kinds {
  const of = (key: string) => Number(row[`${key}${index}`] ?? 0);
  return {
    values: of('v'),
    integers: of('i'),
    reals: of('r'),
    texts: of('t'),
    blobs: of('b'),
    notBits: of('o'),
    large: of('l'),
    oddTimes: of('d'),
  };
}
