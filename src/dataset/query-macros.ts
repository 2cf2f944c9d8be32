import type { Reader } from './dataset.ts';
import { refusalOf, type Serialized } from './query-check.ts';
import { parse } from './query-parse.ts';

/**
 * The words that follow "The SQL of query(x)", where it calls a macro of the user's connection that does what the SQL
 * itself may not, such as to read the clock or another table; else null.
 */
export async function macroRefusal(
  reader: Reader,
  parsed: Serialized,
  columns: ReadonlySet<string>,
): Promise<string | null> {
  const macros = await reader.query(
    "select lower(function_name) as name, macro_definition as sql, parameters as given from duckdb_functions() where not internal and function_type = 'macro'",
  );
  const byName = Map.groupBy(macros, ({ name }) => String(name));
  const open: unknown[] = [parsed];
  const seen = new Set<string>();
  while (open.length > 0 && byName.size > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    open.push(...Object.values(next));
    const name = 'function_name' in next ? String(next.function_name).toLowerCase() : '';
    if (seen.has(name)) continue;
    seen.add(name);
    for (const { sql, given } of byName.get(name) ?? []) {
      const body = await parse(reader, `select (${sql}\n)`);
      const parameters = ((given ?? []) as readonly unknown[]).map((one) =>
        String(one).toLowerCase(),
      );
      const refusal = refusalOf(body, new Set([...columns, ...parameters]));
      if (refusal !== null) return `calls the macro ${name}(), which ${refusal}`;
      open.push(body);
    }
  }
  return null;
}
