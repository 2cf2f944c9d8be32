import { DatasetError, type Reader } from '../dataset.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { SqliteColumn, SqliteTable } from './sqlite-columns.ts';
import type { StoredReading } from './sqlite-readings.ts';

/** A column, and what it may be read as: one of the first list that any value fits, whichever fits best. */
export interface SqliteCandidate {
  readonly column: SqliteColumn;
  /** What the schema wants; nothing where it says nothing. */
  readonly wanted: readonly StoredReading[];
  readonly readings: readonly (readonly StoredReading[])[];
}

export interface LoadedTable {
  /** With a column `r` for the row's number, and `c0`, `c1`, ... */
  readonly table: string;
  /** The types of the columns; null where values are behind the letter of their kind, and still to be read. */
  readonly types: readonly (string | null)[];
  /** The items that were selected as DuckDB reads them; null where SQLite was asked for the kind of each value. */
  readonly direct: readonly Item[] | null;
  /** SQL for SQLite that gives those. */
  readonly coded: string;
}

export interface Item {
  readonly sql: string;
  readonly type: string | null;
}

/**
 * Copies the table into the engine: as DuckDB reads it where that loses nothing, else with the kind of each value. A view
 * is computed by SQLite, and once: DuckDB reads the SQL of an attached view as its own.
 */
export async function loadSqlite(
  reader: Reader,
  source: SqliteTable,
  candidates: readonly SqliteCandidate[],
): Promise<LoadedTable> {
  const table = identifier(reader.freshName());
  const direct = candidates.map(directItem);
  const codedSql = coded(source, candidates);
  const isDirect = direct.every((item): item is Item => item !== null);
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

/** What to select of the attached table; null where DuckDB would stop, or lose something. */
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

/** SQL for SQLite that gives each value as text, behind the letter of its kind. */
function coded({ name, rowid }: SqliteTable, candidates: readonly SqliteCandidate[]): string {
  const items = candidates.map(({ column }, at) => {
    const value = identifier(column.name);
    return `case typeof(${value}) when 'integer' then 'i' || ${value} when 'real' then ${real(value)} when 'text' then 't' || ${value} when 'blob' then 'b' || hex(${value}) end as c${at}`;
  });
  return `select ${rowid ?? 'null'} as r, ${items.join(', ')} from ${identifier(name)}`;
}

/** SQLite's own text of a real keeps 15 digits; 17 tell it exactly, but for its rounding far from 1, which is seen. */
function real(value: string): string {
  const digits = `printf('%!.17g', ${value})`;
  return `case when abs(${value}) > 1.7976931348623157e308 then iif(${value} > 0, 'rinf', 'r-inf') when cast(${digits} as real) is ${value} then 'r' || ${digits} else 'x' || ${digits} end`;
}

/** SQLite takes any bytes for text, at which DuckDB stops without the name of the column. */
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
    `Column "${texts[at]?.name}" holds text that is not UTF-8, in ${bad[at]} of its rows: SQLite took the bytes as they came. Write them anew as text, or keep them as a blob.`,
  );
}
