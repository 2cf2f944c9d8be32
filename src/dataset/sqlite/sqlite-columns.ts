import type { Reader } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';
import { fieldsOf } from '../typing/described-fields.ts';

/** A table of an attached SQLite database. */
export interface SqliteTable {
  /** The name under which the database is attached. */
  readonly database: string;
  readonly name: string;
  /** How SQLite's own SQL calls a row's number; null for views and tables without one. */
  readonly rowid: string | null;
  /** True if its rows are computed each time that they are asked for. */
  readonly isView: boolean;
}

/** A column as it is declared, and what is really in it: SQLite lets any value into any column. */
export interface SqliteColumn {
  readonly name: string;
  /** `'varchar(10)'`, or nothing. */
  readonly declared: string;
  /** The type in which DuckDB reads it where all values are of one kind; null where DuckDB does not see it. */
  readonly scan: string | null;
  /** Null for a view, whose rows may be others at the next look. */
  readonly kinds: Kinds | null;
}

/** How many values of a column are of which kind. */
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
  /** Texts that are not dates (times) as SQLite itself writes them: of DATE and TIMESTAMP alone. */
  readonly oddTimes: number;
}

export interface ColumnSurvey {
  /** Null for a view. */
  readonly rows: number | null;
  readonly columns: readonly SqliteColumn[];
}

/** Ask SQLite itself: DuckDB would stop at the first value that is not of its column's type. */
export async function querySqlite(reader: Reader, database: string, sql: string) {
  return reader.query(`select * from sqlite_query(${literal(database)}, ${literal(sql)})`);
}

/** Asks what a name of the database stands for. */
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

/** Name of the number of a row that no column has taken. */
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

/** Columns surveyed in one statement: SQLite allows 2,000 results. */
const atOnce = 200;

/** Counts the kinds of values of each column, in one scan. The file's path is as the engine reads it. */
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
 * The types in which DuckDB reads the columns. Of a view `sqlite_scan` tells them as SQLite declares them: DuckDB binds
 * the SQL of an attached view as its own, where 5 / 2 is 2.5.
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

/** SQLite prints a text that it takes for a time anew: only what comes out as it went in is a time to all. */
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
