import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import type { Catalogue } from './expression-parts.ts';

/** What DuckDB says of users' expressions over a relation. */
export function catalogueOf(
  ask: (sql: string) => Promise<DuckDBMaterializedResult>,
  connection: DuckDBConnection,
  relation: string,
): Catalogue {
  let functions: Promise<ReadonlyMap<string, ReadonlySet<string>>> | undefined;
  return {
    async parse(sql) {
      const result = await connection.run('select json_serialize_sql($1::varchar)', [sql]);
      return String((await result.getRows())[0]?.[0]);
    },
    async kindsOf(name) {
      functions ??= readFunctions(ask);
      return (await functions).get(name) ?? new Set();
    },
    async typeOf(expression) {
      const result = await ask(`select ${expression} from ${relation} limit 0`);
      return String(result.columnType(0));
    },
  };
}

async function readFunctions(ask: (sql: string) => Promise<DuckDBMaterializedResult>) {
  const result = await ask(
    "select distinct lower(function_name), case when function_type = 'scalar' and stability is distinct from 'CONSISTENT' then 'volatile' else function_type end from duckdb_functions()",
  );
  const kinds = new Map<string, Set<string>>();
  for (const [name, kind] of await result.getRows()) {
    const known = kinds.get(String(name)) ?? new Set();
    kinds.set(String(name), known.add(String(kind)));
  }
  return kinds;
}
