import { DatasetError, type Reader } from '../dataset.ts';
import { freshFile, readScratch, writeScratch } from '../scratch/write-scratch.ts';
import { identifier } from '../sql/quote.ts';
import { directItem, type Item, type SqliteCandidate } from './sqlite-candidates.ts';
import { attached, type SqliteTable, sqliteQuery } from './sqlite-table.ts';

/** A SQLite table that was copied to a file of the engine. */
export interface LoadedTable {
  readonly path: string;
  /** SQL (to follow FROM) for the copy. Its columns are `r`, the row number, and `c0`, `c1`, ... */
  readonly table: string;
  readonly rows: number;
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

/**
 * Copies a table: as DuckDB reads it if nothing is lost, else with the kind of each value. A view is computed by SQLite,
 * once, since DuckDB would run its SQL by its own rules. `isCoded` asks for the kinds in any case.
 */
export async function loadSqlite(
  reader: Reader,
  source: SqliteTable,
  candidates: readonly SqliteCandidate[],
  isCoded: boolean,
  stretch: number,
): Promise<LoadedTable> {
  const direct = candidates.map(directItem);
  const codedSql = coded(source, candidates);
  // Asked for no column, DuckDB asks for row numbers.
  const isAsked = source.rowid !== null || direct.some((item) => !item?.sql.startsWith('null::'));
  const isDirect = !isCoded && isAsked && direct.every((item): item is Item => item !== null);
  const from = isDirect ? attached(source) : sqliteQuery(source.database, codedSql);
  const types = isDirect ? direct.map(({ type }) => type) : candidates.map(() => null);
  const rowid = isDirect ? (source.rowid === 'rowid' ? 'rowid' : 'null') : 'r';
  const sqls = isDirect ? direct.map(({ sql }) => sql) : candidates.map((_, at) => `c${at}`);
  const select = (items: readonly string[]) =>
    `select ${[`${rowid}::bigint as r`, ...items.map((sql, at) => `${sql} as c${at}`)].join(', ')} from ${from}`;
  // The engine writes any bytes as text, and can't read them back.
  const checked = sqls.map((sql, at) =>
    types[at] === null || types[at] === 'VARCHAR' ? `decode(encode(${sql}))` : sql,
  );
  const { path, rows } = await writeScratch(
    reader,
    select(checked),
    freshFile(reader),
    stretch,
  ).catch(async (error: unknown) => {
    await checkTexts(reader, select(sqls), candidates, types);
    throw error;
  });
  const table = readScratch([path]);
  return { path, table, rows, types, direct: isDirect ? direct : null, coded: codedSql };
}

/** Returns SQL for SQLite that codes each value: a letter for its kind, then the value as text. */
export function coded(
  { name, rowid }: SqliteTable,
  candidates: readonly SqliteCandidate[],
): string {
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
