import {
  type Access,
  type ColumnHint,
  DatasetError,
  type Reader,
} from '../../../../src/dataset/dataset.ts';
import type { DataFile } from '../../../../src/dataset/files/data-file.ts';
import { foldersOf } from '../../../../src/dataset/files/find/find-files.ts';
import { checkDatabaseMagic, findNamedTable } from '../../../../src/dataset/sql/attached-tables.ts';
import { literal } from '../../../../src/dataset/sql/quote.ts';
import { checkWholePages } from '../../../../src/dataset/sqlite/sqlite-pages.ts';
import { checkColumnNames } from '../../../../src/dataset/typing/column-names.ts';
import type { SlowOpened } from '../slow-opened.ts';
import { makeTyped } from '../typing/typed-table.ts';
import { describeTable, querySqlite, type SqliteTable, surveyColumns } from './sqlite-columns.ts';
import { loadSqlite, type SqliteCandidate } from './sqlite-load.ts';
import { anyReading, declaredReadings, wantedReadings } from './sqlite-readings.ts';
import { chooseSqliteTypes, findSqliteMisreads, unwantedNotes } from './sqlite-types.ts';

/** The name under which the file is attached. */
const attachedAs = 'assay_slow';

/** Checks that a file is a whole SQLite database, and has the engine attach it. */
export async function attachSqlite(file: DataFile): Promise<Access> {
  await checkDatabaseMagic(file, 'SQLite format 3\0', 0, 'SQLite');
  await checkWholePages(file);
  return {
    directories: foldersOf([file]),
    extensions: ['sqlite'],
    setup: [`attach ${literal(file.path)} as ${attachedAs} (type sqlite, read_only)`],
  };
}

/** Reads a table or view of the attached file into a table with the columns and types that the contract wants. */
export async function openSqlite(
  reader: Reader,
  { label, file }: { readonly label: string; readonly file: DataFile },
  wanted: string,
  hints: readonly ColumnHint[],
): Promise<SlowOpened> {
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
): Promise<SlowOpened> {
  const { path, shown } = file;
  const source = await resolveTable(reader, wanted, shown);
  const { rows: counted, columns } = await surveyColumns(reader, source, path);
  checkColumnNames(
    `${shown} (${source.name})`,
    columns.map(({ name }) => name),
  );
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const candidates = columns.map((column): SqliteCandidate => {
    const wanted = wantedReadings(families.get(column.name) ?? [], column);
    const lists = [wanted, declaredReadings(column), anyReading];
    return { column, wanted, readings: lists.filter((list) => list.length > 0) };
  });
  const loaded = await loadSqlite(reader, source, candidates);
  const rows = await rowsRead(reader, loaded.table, counted, `${shown} (${source.name})`);
  const settled = await chooseSqliteTypes(reader, loaded, rows, candidates);
  const found = await findSqliteMisreads(reader, loaded.table, settled, shown);
  const relation = await makeTyped(reader, loaded.table, settled);
  await reader.query(`drop table ${loaded.table}`);
  return {
    relation,
    ...found,
    notes: unwantedNotes(settled, loaded, candidates),
  };
}

/**
 * Counts the rows that the engine reads. It finds rows by their numbers, and misses some if those are out of order in a
 * damaged file.
 */
async function rowsRead(
  reader: Reader,
  table: string,
  counted: number | null,
  shown: string,
): Promise<number> {
  const [row] = await reader.query(`select count(*) as n from ${table}`);
  const read = Number(row?.n);
  if (read === counted || counted === null) return read;
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${shown} is damaged, or was written to meanwhile: SQLite counts ${counted} rows, and ${read} can be read. Copy it with VACUUM INTO.`,
  );
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
function unreadable(shown: string, table: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENGINE_FAILED')) return error;
  const [, thing = '', name = ''] =
    /: no such (function|table|column): (\S+)$/.exec(error.message) ?? [];
  const what = lacks[thing];
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
