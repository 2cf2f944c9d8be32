import { DatasetError, type Reader } from '../../../../src/dataset/dataset.ts';
import { identifier, literal } from '../../../../src/dataset/sql/quote.ts';
import type { SqliteColumn, SqliteTable } from './sqlite-columns.ts';
import type { StoredReading } from './sqlite-readings.ts';

/** A column with the types that it may be read as: the best type of the first list that fits any value. */
export interface SqliteCandidate {
  readonly column: SqliteColumn;
  /** The types that the schema wants; empty if it says nothing. */
  readonly wanted: readonly StoredReading[];
  readonly readings: readonly (readonly StoredReading[])[];
}

/** A SQLite table that was copied into the engine. */
export interface LoadedTable {
  /** The name of the copy. Its columns are `r`, the row number, and `c0`, `c1`, ... */
  readonly table: string;
  /**
   * The types of the columns; null for a column of coded values (a letter for the kind, then the value as text), which
   * are still to be read.
   */
  readonly types: readonly (string | null)[];
  /** The selected items if DuckDB read the table itself; null if SQLite coded each value. */
  readonly direct: readonly Item[] | null;
  /** SQL for SQLite that returns the coded values. */
  readonly coded: string;
}

/** An item of a SELECT, with its type. */
export interface Item {
  readonly sql: string;
  readonly type: string | null;
}

/**
 * Copies a table into the engine: as DuckDB reads it if nothing is lost, else with the kind of each value. A view is
 * computed by SQLite, once, since DuckDB would run its SQL by its own rules.
 */
export async function loadSqlite(
  reader: Reader,
  source: SqliteTable,
  candidates: readonly SqliteCandidate[],
): Promise<LoadedTable> {
  const table = identifier(reader.freshName());
  const direct = candidates.map(directItem);
  const codedSql = coded(source, candidates);
  // Asked for no column, DuckDB asks for row numbers, and was refused them by tables without rowids.
  const isAsked = source.rowid !== null || direct.some((item) => !item?.sql.startsWith('null::'));
  const isDirect = isAsked && direct.every((item): item is Item => item !== null);
  const from = isDirect
    ? `${identifier(source.database)}.${identifier(source.name)}`
    : `sqlite_query(${literal(source.database)}, ${literal(codedSql)})`;
  const items = isDirect
    ? [
        `${source.rowid === 'rowid' ? 'rowid' : 'null'}::bigint as r`,
        ...direct.map(({ sql }, at) => `${sql} as c${at}`),
      ]
    : ['r::bigint as r', ...candidates.map((_, at) => `c${at}`)];
  const types = isDirect ? direct.map(({ type }) => type) : candidates.map(() => null);
  const select = `select ${items.join(', ')} from ${from}`;
  await reader.query(`create temp table ${table} as ${select}`).catch(async (error: unknown) => {
    await checkTexts(reader, select, candidates, types);
    throw error;
  });
  return { table, types, direct: isDirect ? direct : null, coded: codedSql };
}

/** Returns the item to select from the attached table; null if DuckDB would fail or lose something. */
function directItem({ column, readings }: SqliteCandidate): Item | null {
  const { kinds } = column;
  if (kinds === null) return null;
  const name = identifier(column.name);
  const hopeful = readings.find((list) => list.some((one) => one.count(kinds) !== 0));
  if (kinds.values === 0) {
    const type = readings[0]?.[0]?.type ?? 'VARCHAR';
    return { sql: `null::${type}`, type };
  }
  const reading = hopeful?.find((one) => {
    const count = one.count(kinds);
    return count === null || count === kinds.values;
  });
  if (reading?.count(kinds) === kinds.values) {
    const sql = reading.direct(column)?.(name);
    return sql === undefined ? null : { sql, type: reading.type };
  }
  const isText = column.scan === 'VARCHAR' && kinds.values === kinds.texts;
  return reading && isText ? { sql: `'t' || ${name}`, type: null } : null;
}

/** Returns SQL for SQLite that codes each value: a letter for its kind, then the value as text. */
function coded({ name, rowid }: SqliteTable, candidates: readonly SqliteCandidate[]): string {
  const items = candidates.map(({ column }, at) => {
    const value = identifier(column.name);
    return `case typeof(${value}) when 'integer' then 'i' || ${value} when 'real' then ${real(value)} when 'text' then 't' || ${value} when 'blob' then 'b' || hex(${value}) end as c${at}`;
  });
  return `select ${rowid ?? 'null'} as r, ${items.join(', ')} from ${identifier(name)}`;
}

/**
 * Returns SQL for SQLite that prints a real exactly. SQLite prints 15 digits by itself; 17 are exact, except for
 * rounding far from 1, which is marked with `x`.
 */
function real(value: string): string {
  const digits = `printf('%!.17g', ${value})`;
  return `case when abs(${value}) > 1.7976931348623157e308 then iif(${value} > 0, 'rinf', 'r-inf') when cast(${digits} as real) is ${value} then 'r' || ${digits} else 'x' || ${digits} end`;
}

/**
 * Checks that all text is UTF-8, to name the column if it is not. SQLite accepts any bytes as text, and DuckDB's error
 * does not name the column.
 */
async function checkTexts(
  reader: Reader,
  select: string,
  candidates: readonly SqliteCandidate[],
  types: readonly (string | null)[],
): Promise<void> {
  const texts = candidates.flatMap(({ column }, at) =>
    types[at] === null || types[at] === 'VARCHAR' ? [{ name: column.name, from: `c${at}` }] : [],
  );
  if (texts.length === 0) return;
  const items = texts.map(
    ({ from }) => `sum((${from} is not null and try(decode(encode(${from}))) is null)::int)`,
  );
  const [row] = await reader.query(`select [${items.join(', ')}] as bad from (${select})`);
  const bad = (row?.bad ?? []) as readonly unknown[];
  const at = bad.findIndex((count) => Number(count ?? 0) > 0);
  if (at < 0) return;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `Column "${texts[at]?.name}" holds text that is not UTF-8, in ${bad[at]} of its rows: SQLite stores any bytes as text. Write them again as UTF-8, or store them as a blob.`,
  );
}
