import type { Reader } from '../dataset.ts';
import { parseSql, type Serialized, sqlNodes } from '../sql/sql-tree.ts';
import { refusalOf } from './query-check.ts';

/**
 * Returns the words that follow "The SQL of query(x)" if it calls a macro of the user's connection that does something
 * the SQL itself may not do, such as read the clock or another table; else null.
 */
export async function macroRefusal(
  reader: Reader,
  parsed: Serialized,
  columns: ReadonlySet<string>,
  plain: ReadonlySet<string>,
): Promise<string | null> {
  const macros = await reader.query(
    "select lower(function_name) as name, macro_definition as sql, parameters as given from duckdb_functions() where not internal and function_type = 'macro'",
  );
  const byName = Map.groupBy(macros, ({ name }) => String(name));
  if (byName.size === 0) return null;
  const open = [parsed];
  const seen = new Set<string>();
  for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
    for (const { function_name: called } of sqlNodes(tree)) {
      const name = String(called ?? '').toLowerCase();
      if (seen.has(name)) continue;
      seen.add(name);
      for (const { sql, given } of byName.get(name) ?? []) {
        const body = await parseSql(reader, `select (${sql}\n)`);
        const parameters = ((given ?? []) as readonly unknown[]).map((one) =>
          String(one).toLowerCase(),
        );
        const refusal = refusalOf(body, String(sql), new Set([...columns, ...parameters]), plain);
        if (refusal !== null) return `calls the macro ${name}(), which ${refusal}`;
        open.push(body);
      }
    }
  }
  return null;
}
