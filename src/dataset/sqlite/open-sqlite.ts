import {
  type Access,
  type ColumnHint,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import { isContentFailure, isEngineFailure } from '../engine-failure.ts';
import type { DataFile } from '../files/data-file.ts';
import { foldersOf } from '../files/find/find-files.ts';
import { rowsInStretch } from '../scratch/write-scratch.ts';
import { checkDatabaseMagic, findNamedTable } from '../sql/attached-tables.ts';
import { literal } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { readCarefully } from './read-carefully.ts';
import { type AskedTable, readQuickly } from './read-quickly.ts';
import { tableFacts } from './sqlite-keep.ts';
import { checkWholePages } from './sqlite-pages.ts';
import { sqliteState } from './sqlite-parts.ts';
import { stretchOfTable } from './sqlite-sample.ts';
import {
  columnsOf,
  countRows,
  describeTable,
  querySqlite,
  rowsByNumber,
  type SqliteTable,
} from './sqlite-table.ts';

/** The name under which the file is attached. */
export const attachedAs = 'assay_attached';

/** Checks that a file is a whole SQLite database, and has the engine attach it. */
export async function attachSqlite(file: DataFile): Promise<Access> {
  await checkDatabaseMagic(file, 'SQLite format 3\0', 0, 'SQLite');
  await checkWholePages(file);
  return {
    directories: foldersOf([file]),
    extensions: ['sqlite'],
    setup: [`attach ${literal(file.path)} as ${attachedAs} (type sqlite, read_only)`],
    undo: [`detach ${attachedAs}`],
  };
}

/** Reads a table or view of the attached file into a table with the columns and types that the contract wants. */
export async function openSqlite(
  reader: Reader,
  { label, file }: { readonly label: string; readonly file: DataFile },
  wanted: string,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  try {
    return await readTable(reader, file, wanted, hints);
  } catch (error) {
    throw unreadable(label, wanted, error);
  }
}

async function readTable(
  reader: Reader,
  file: DataFile,
  wanted: string,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  const state = await sqliteState(file);
  const source = await resolveTable(reader, wanted, file.shown);
  const columns = await columnsOf(reader, source, file.path);
  const shown = `${file.shown} (${source.name})`;
  checkColumnNames(
    shown,
    columns.map(({ name }) => name),
  );
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const about = { table: source.name, columns };
  const names = columns.map(({ name }) => name);
  const asked = { file, source, shown, columns, families, state };
  if (source.isView) return readCarefully(reader, { ...asked, stretch: rowsInStretch }, null);
  const facts = await tableFacts(reader, state, about, hints);
  const count = once(() => countRows(reader, source));
  const likely =
    facts.known?.count ?? (await rowsByNumber(reader, source, file.size)) ?? (await count());
  const stretch = await stretchOfTable(reader, source, likely, file.size, names);
  const table: AskedTable = { ...asked, stretch };
  const quick = await readQuickly(reader, table, { likely, count }, facts);
  return quick ?? readCarefully(reader, table, await count());
}

/** Returns a function that calls another one at most once. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let result: Promise<Result> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}

async function resolveTable(reader: Reader, wanted: string, shown: string): Promise<SqliteTable> {
  const rows = await querySqlite(
    reader,
    attachedAs,
    "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\' order by name",
  );
  const tables = rows.map(({ name }) => ({ names: [String(name)], sql: String(name) }));
  const { sql: name } = findNamedTable(wanted, tables, shown);
  return describeTable(reader, attachedAs, name);
}

/** Turns the engine's error into a DatasetError. The engine's words contain no values, since a reader masks them. */
export function unreadable(shown: string, table: string, error: unknown): unknown {
  if (!isEngineFailure(error)) return error;
  const [, thing = '', name = ''] =
    /: no such (function|table|column): (\S+)$/.exec(error.message) ?? [];
  const what = lacks[thing];
  if (what === undefined && isContentFailure(error))
    return new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} can't be read as SQLite: the database seems to be damaged. Copy it again, and see what sqlite3 says to it: pragma integrity_check.`,
    );
  return new DatasetError(
    'DATASET_UNREADABLE',
    what === undefined
      ? `${shown} can't be read as SQLite, and may be damaged: ${error.message}`
      : `${shown} (${table}) can't be read: the view ${what(name)}.`,
  );
}

/** Sentences for what a view's SQL uses and SQLite does not have. */
const lacks: Readonly<Record<string, (name: string) => string>> = {
  function: (name) =>
    `calls ${name}(), which the SQLite in DuckDB's extension does not have: read the table and call it in query(), or keep its values in a table`,
  table: (name) => `reads from ${name}, which the database does not have: mend the view`,
  column: (name) => `names the column ${name}, which its tables do not have: mend the view`,
};
