import type { DuckDBConnection, DuckDBMaterializedResult } from '@duckdb/node-api';
import { identifier } from '../../../dataset/sql/quote.ts';
import { type ColumnDescription, EngineError } from '../../engine.ts';
import type { Catalogue, Emptiable } from './expression-parts.ts';

/** Runs a query of a session. */
export type Ask = (sql: string) => Promise<DuckDBMaterializedResult>;

/** Returns the catalogue in which users' expressions over a relation are looked up. */
export function catalogueOf(ask: Ask, connection: DuckDBConnection, relation: string): Catalogue {
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
    async isEmpty(emptiable) {
      try {
        return operatorsIn(await planOf(ask, [emptiable])).includes('EMPTY_RESULT');
      } catch (error) {
        // Of a type that no text is cast to, nothing is proven.
        if (error instanceof EngineError && error.code === 'ENGINE_FAILED') return false;
        throw error;
      }
    },
  };
}

/** Returns the plan of the rows that meet each of these conditions: a branch for each, over one row of its own. */
export async function planOf(ask: Ask, conditions: readonly Emptiable[]): Promise<unknown> {
  const branches = conditions.map(
    ({ condition, columns }) =>
      `select 1 from (select ${columns.map(anything).join(', ')}) where ${condition}`,
  );
  const result = await ask(`explain (format json) ${branches.join(' union all ')}`);
  const [row] = await result.getRows();
  return row === undefined ? null : JSON.parse(String(row[1]));
}

/** A column of the type of which the engine knows neither a value nor its limits. */
const anything = ({ name, type }: ColumnDescription) =>
  `cast(cast(random() as varchar) as ${type}) as ${identifier(name)}`;

/** Returns the names of all operators of a plan. */
export function operatorsIn(plan: unknown): readonly string[] {
  if (Array.isArray(plan)) return plan.flatMap(operatorsIn);
  if (typeof plan !== 'object' || plan === null) return [];
  const own = 'name' in plan ? [String(plan.name)] : [];
  return 'children' in plan ? [...own, ...operatorsIn(plan.children)] : own;
}

async function readFunctions(ask: Ask) {
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
