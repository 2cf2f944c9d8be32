import type { DuckDBConnection } from '@duckdb/node-api';
import { type Dataset, DatasetError } from '../../../dataset/dataset.ts';
import { namesInWords } from '../../../dataset/listed-names.ts';
import { unquoted } from '../../../dataset/sql/quote.ts';

/**
 * Refuses a connection on which a macro hides a function or an operator of DuckDB's own: every query, mask and predicate
 * would then mean what the macro says. Operators can't be written so that no macro answers for them, so names aren't
 * qualified instead. Its own query calls no function that could be hidden.
 */
export async function refuseShadows(
  connection: DuckDBConnection,
  { label }: Dataset,
): Promise<void> {
  const macros = await rowsOf(
    connection,
    `select function_name, database_name, schema_name ${functions} where not internal and function_type in ('macro', 'table_macro')`,
  );
  if (macros.length === 0) return;
  const isSeen = await sight(connection);
  const own = await rowsOf(connection, `select distinct function_name ${functions} where internal`);
  const taken = new Set(own.map(([name = '']) => name.toLowerCase()));
  const hidden = macros
    .filter(([, database = '', schema = '']) => isSeen(database, schema))
    .flatMap(([name = '']) => (taken.has(name.toLowerCase()) ? [name] : []));
  if (hidden.length === 0) return;
  const names = [...new Set(hidden)].toSorted();
  throw new DatasetError(
    'DATASET_INVALID',
    `The connection of ${label} has macros that hide DuckDB's own functions, so that verdicts would be theirs: ${namesInWords(names, 5)}. Drop them, give them other names, or keep them in a schema that is not on the search path.`,
  );
}

const functions = 'from system.main.duckdb_functions()';

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly string[][]> {
  const rows = await (await connection.run(sql)).getRows();
  return rows.map((row) => row.map(String));
}

/** Returns a test that is true if a name is found without that of its schema: it is temporary, or its schema is on the search path. */
async function sight(connection: DuckDBConnection) {
  const [row] = await (
    await connection.run(
      "select system.main.current_database(), system.main.current_schemas(true), system.main.current_setting('search_path')",
    )
  ).getRowsJson();
  const [database, schemas, path] = row ?? [];
  const seenSchemas = new Set((schemas as readonly string[]).map(lower));
  const named = String(path).match(/"(?:[^"]|"")*"|[^".,]+/g) ?? [];
  const seenDatabases = new Set([
    lower(String(database)),
    ...named.map((name) => lower(unquoted(name.trim()))),
  ]);
  return (inside: string, schema: string) =>
    lower(inside) === 'temp' ||
    (seenDatabases.has(lower(inside)) && seenSchemas.has(lower(schema)));
}

const lower = (name: string) => name.toLowerCase();
