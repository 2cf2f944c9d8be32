import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import { identifier } from '../../../dataset/sql/quote.ts';
import { type ColumnDescription, EngineError } from '../../engine.ts';
import type { Catalogue } from './expression-parts.ts';

/** Returns the catalogue in which users' expressions over a relation are looked up. */
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
    async isEmpty(condition, columns) {
      const plan = `explain (format json) select 1 from (select ${columns.map(anything).join(', ')}) where ${condition}`;
      try {
        const [row] = await (await ask(plan)).getRows();
        return row !== undefined && isPlanOfNothing(JSON.parse(String(row[1])));
      } catch (error) {
        // Of a type that no text is cast to, nothing is proven.
        if (error instanceof EngineError && error.code === 'ENGINE_FAILED') return false;
        throw error;
      }
    },
  };
}

/** A column of the type of which the engine knows neither a value nor its limits. */
const anything = ({ name, type }: ColumnDescription) =>
  `cast(cast(random() as varchar) as ${type}) as ${identifier(name)}`;

function isPlanOfNothing(plan: unknown): boolean {
  if (Array.isArray(plan)) return plan.some(isPlanOfNothing);
  if (typeof plan !== 'object' || plan === null) return false;
  if ('name' in plan && plan.name === 'EMPTY_RESULT') return true;
  return 'children' in plan && isPlanOfNothing(plan.children);
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
