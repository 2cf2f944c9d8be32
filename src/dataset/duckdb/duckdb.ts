import { text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import type { ColumnHint, Dataset, Opened, Reader } from '../dataset.ts';
import { type DataFile, type FileKind, pathToAttach } from '../files/data-file.ts';
import { extensionsOf, findOneFile, foldersOf } from '../files/find/find-files.ts';
import { checkedPlaces, type Location, labelOf, type Place, watchOf } from '../files/location.ts';
import { remoteState } from '../files/remote/remote-state.ts';
import { makeReproduction, type Reproduction, type ShownQuery } from '../reproduction.ts';
import {
  checkDatabaseMagic,
  findNamedTable,
  type NamedTable,
  qualified,
  tableName,
} from '../sql/attached-tables.ts';
import { withoutCollations } from '../sql/collations.ts';
import { identifier, literal } from '../sql/quote.ts';
import { selected } from '../sql/selection.ts';
import { withLabel } from '../with-label.ts';
import { isInOrder } from './duckdb-order.ts';
import { stabilityOf } from './duckdb-stability.ts';

/**
 * A user's own DuckDB from any copy of `@duckdb/node-api`: a `DuckDBConnection`, or a `DuckDBInstance`, which has no
 * temporary tables of its own.
 */
export type DuckDBHandle = { run(sql: string): unknown } | { connect(): unknown };

/** Options of {@link duckdb}. */
export interface DuckDBOptions {
  /** The name of the dataset in reports and baselines; the file with the table's name unless given. */
  readonly label?: string;
}

/** The name under which the file is attached. */
const attachedAs = 'assay_attached';

const kind: FileKind = { source: 'duckdb', suggestion: 'my.duckdb' };

/**
 * Reads a table or view of a DuckDB database: of a file, which is opened read-only, or of an open `DuckDBConnection` of
 * `@duckdb/node-api`, which may be a temporary table too. A table outside of the schema `main` is written
 * `'schema.table'`. NULL and NaN are kept as they are.
 *
 * Text is compared by its characters, whatever collation the table has.
 *
 * A view is computed once a run, into memory, if its rows may differ from query to query: if it calls `random()`, takes
 * a LIMIT, groups or adds up doubles. All expectations then see the same rows. `now()` in it is the clock's, not the
 * run's `now`; a note says so.
 *
 * A connection is neither locked nor closed. Only temporary views and tables are created on it, for the time of the
 * run. Settings that change what SQL means, such as `integer_division` and `TimeZone`, have DuckDB's defaults
 * meanwhile. Macros that hide DuckDB's functions are refused.
 *
 * @example
 * duckdb('warehouse.duckdb', 'staging.flights')
 * duckdb(connection, 'flights')
 */
export function duckdb(
  database: Location | DuckDBHandle,
  table: string,
  options: DuckDBOptions = {},
): Dataset {
  const { label } = checkOptions('duckdb', options, { label: text });
  const name = tableName('duckdb', table);
  const dataset = isHandle(database)
    ? ofConnection(database, name)
    : ofFile(checkedPlaces('duckdb', database), name);
  return withLabel(dataset, label);
}

const isHandle = (given: Location | DuckDBHandle): given is DuckDBHandle =>
  typeof given === 'object' &&
  given !== null &&
  (('run' in given && typeof given.run === 'function') ||
    ('connect' in given && typeof given.connect === 'function'));

function ofFile(where: readonly Place[], table: string): Dataset {
  return Object.freeze({
    kind: 'duckdb',
    engine: 'duckdb',
    label: `${labelOf(where)} (${table})`,
    watch: watchOf(where),
    access: async (root: string) => {
      const file = await findOneFile(where, root, kind);
      await checkDatabaseMagic(file, 'DUCK', 8, 'DuckDB');
      const { path } = file;
      return {
        directories: foldersOf([file]),
        extensions: extensionsOf([file]),
        setup: [`attach ${literal(path)} as ${attachedAs} (type duckdb, read_only)`],
      };
    },
    open: async (reader: Reader, _: readonly ColumnHint[], root: string) => {
      const file = await findOneFile(where, root, kind);
      const remote = await remoteState(reader, [file]);
      const tables = await attachedTables(reader);
      const found = tables.map((one) => ({
        ...one,
        elsewhere: qualified(file.shown, one.schema, one.table),
      }));
      const target = findNamedTable(table, found, labelOf(where));
      const reproduce = makeReproduction(target.elsewhere, [attachTo(file)]);
      const label = `${labelOf(where)} (${table})`;
      const opened = await openTable(reader, target, reproduce, label);
      return remote === null
        ? opened
        : { ...opened, notes: [...remote.notes, ...opened.notes], isSame: remote.isSame };
    },
  } satisfies Dataset);
}

/** A table or view of the attached file. */
interface AttachedTable extends Target {
  readonly schema: string;
  readonly isView: boolean;
}

/** Returns the tables and views of the attached file, with the names by which {@link duckdb} finds them. */
export async function attachedTables(reader: Reader): Promise<readonly AttachedTable[]> {
  const tables = await tablesOf(reader, `d = '${attachedAs}'`);
  return tables.map(({ database, schema, name, isView }) => ({
    names: [...(schema === 'main' ? [name] : []), `${schema}.${name}`, qualified(schema, name)],
    table: name,
    schema,
    isView,
    sql: qualified(database, schema, name),
  }));
}

/** Returns the statement that attaches a file under its own name, so that two attached files are not confused. */
const attachTo = (file: DataFile): string =>
  `attach if not exists ${literal(pathToAttach(file))} as ${identifier(file.shown)} (type duckdb, read_only)`;

function ofConnection(connection: DuckDBHandle, table: string): Dataset {
  return Object.freeze({
    kind: 'duckdb',
    engine: 'duckdb',
    label: table,
    watch: [],
    connection,
    access: async () => ({ directories: [], extensions: [], setup: [] }),
    open: async (reader: Reader) => {
      const [at] = await reader.query(
        'select current_database() as "database", current_schema() as "schema"',
      );
      const tables = await tablesOf(reader, 'true');
      const hidden = new Set(tables.filter(isTemporary).map(({ name }) => name.toLowerCase()));
      const found = tables.map((one) =>
        onConnection(one, String(at?.database), String(at?.schema), hidden),
      );
      const target = findNamedTable(table, found, 'The connection');
      return openTable(reader, target, { ...makeReproduction(target.written), isOwn: true }, table);
    },
  } satisfies Dataset);
}

interface Target extends NamedTable {
  /** The name of the table without its schema. */
  readonly table: string;
}

interface Table {
  readonly database: string;
  readonly schema: string;
  readonly name: string;
  readonly isView: boolean;
}

/** Returns the tables and views of the connection, the temporary ones first. */
async function tablesOf(reader: Reader, where: string): Promise<readonly Table[]> {
  const rows = await reader.query(
    `from (select database_name as d, schema_name as s, table_name as t, false as v, internal from duckdb_tables() union all select database_name, schema_name, view_name, true, internal from duckdb_views()) where not internal and ${where} order by d <> 'temp', d, s, t`,
  );
  return rows
    .map(({ d, s, t, v }) => ({
      database: String(d),
      schema: String(s),
      name: String(t),
      isView: v === true,
    }))
    .filter(({ name }) => !name.startsWith('__assay_'));
}

const isTemporary = ({ database }: Table): boolean => database === 'temp';

/**
 * Returns the names under which SQL on this connection finds a table. `hidden` are the names of temporary tables, in lower case,
 * which SQL finds before others.
 */
function onConnection(
  table: Table,
  current: string,
  path: string,
  hidden: ReadonlySet<string>,
): Target & { readonly written: string } {
  const { database, schema, name } = table;
  const isOfPath = database === current && schema === path && !hidden.has(name.toLowerCase());
  const ways = [
    ...(isTemporary(table) || isOfPath ? [[name]] : []),
    ...(database === current ? [[schema, name]] : []),
    ...(schema === 'main' ? [[database, name]] : []),
  ];
  const sql = qualified(database, schema, name);
  const names = [...ways.map((way) => way.join('.')), `${database}.${schema}.${name}`, sql];
  return { names, table: name, sql, written: ways[0] ? qualified(...ways[0]) : sql };
}

async function openTable(
  reader: Reader,
  { names, table, sql }: Target,
  shown: Reproduction,
  label: string,
): Promise<Opened> {
  const shape = identifier(reader.freshName());
  await reader.query(`create temp table ${shape} as select * from ${sql} limit 0`);
  const items = await withoutCollations(reader, shape, label);
  const { isStable, impure } = await stabilityOf(reader, table);
  const relation = identifier(reader.freshName());
  await reader.query(
    `create temp ${isStable ? 'view' : 'table'} ${relation} as select ${items} from ${sql}`,
  );
  const reproduce = { ...shown, from: (query: ShownQuery) => selected(items, shown.from(query)) };
  const unordered = (await isInOrder(reader, table))
    ? null
    : `the rows of view ${names[0]} have no order: add ORDER BY to its SELECT, or read it by query(), with ORDER BY.`;
  const notes = notesOf(impure, names);
  return { relation, reproduce, problems: [], problemCount: 0, notes, unordered };
}

function notesOf(impure: readonly string[], [name]: readonly string[]): readonly string[] {
  const calls = impure.map((one) => `${one}()`).join(', ');
  return impure.length === 0
    ? []
    : [`${name} calls ${calls}: its rows are those of this run, and another run has others.`];
}
