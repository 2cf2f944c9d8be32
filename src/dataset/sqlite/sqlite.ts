import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../dataset.ts';
import type { DataFile, FileKind } from '../files/data-file.ts';
import { findOneFile, foldersOf } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, watchOf } from '../files/location.ts';
import { checkDatabaseMagic, findNamedTable, tableName } from '../sql/attached-tables.ts';
import { literal } from '../sql/quote.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { makeTyped } from '../typing/typed-table.ts';
import { describeTable, querySqlite, type SqliteTable, surveyColumns } from './sqlite-columns.ts';
import { loadSqlite, type SqliteCandidate } from './sqlite-load.ts';
import { checkWholePages } from './sqlite-pages.ts';
import { anyReading, declaredReadings, wantedReadings } from './sqlite-readings.ts';
import { sqliteReproduction } from './sqlite-reproduction.ts';
import { chooseSqliteTypes, findSqliteMisreads, unwantedNotes } from './sqlite-types.ts';

/** The name under which the file is attached. */
const attachedAs = 'assay_attached';

const kind: FileKind = { source: 'sqlite', suggestion: 'my.db' };

/**
 * Reads a table or view of a SQLite file, which is opened read-only, by DuckDB's extension `sqlite`.
 *
 * SQLite accepts any value in any column, so the contract's schema and the declared type decide how values are read,
 * and each value is checked. If the schema wants them, 0 and 1 are booleans and ISO 8601 texts are dates; text stays
 * text. A row with a value of another kind, such as text in a column of integers, is a problem, reported with its
 * rowid. It is left out, and outcomes are red for it. NULL is NULL, and SQLite stores no NaN.
 *
 * A view is computed by SQLite, by its rules (`5 / 2` is 2), and once a run: with `random()` all expectations see the
 * same rows, and `date('now')` is the clock's, not the run's `now`. `timeout` can't stop a view that never ends.
 *
 * @example
 * sqlite('shop.db', 'orders')
 */
export function sqlite(file: Location, table: string): Dataset {
  const name = tableName('sqlite', table);
  const where = checkedPlaces('sqlite', file);
  if (where.some(({ remote }) => remote))
    throw invalid('sqlite() reads a file of this machine, and was given a URL: download it first.');
  return Object.freeze({
    kind: 'sqlite',
    engine: 'duckdb',
    label: `${labelOf(where)} (${name})`,
    watch: watchOf(where),
    access: async (root: string) => {
      const found = await findOneFile(where, root, kind);
      await checkDatabaseMagic(found, 'SQLite format 3\0', 0, 'SQLite');
      await checkWholePages(found);
      return {
        directories: foldersOf([found]),
        extensions: ['sqlite'],
        setup: [`attach ${literal(found.path)} as ${attachedAs} (type sqlite, read_only)`],
      };
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) =>
      openSqlite(reader, await findOneFile(where, root, kind), name, hints).catch(
        (error: unknown) => {
          throw unreadable(labelOf(where), name, error);
        },
      ),
  } satisfies Dataset);
}

async function openSqlite(
  reader: Reader,
  file: DataFile,
  wanted: string,
  hints: readonly ColumnHint[],
): Promise<Opened> {
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
    reproduce: sqliteReproduction(file, source.name, loaded, candidates, settled),
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

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
