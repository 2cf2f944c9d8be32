import type { Reader } from '../dataset.ts';
import { impurityOf } from '../sql/impure-functions.ts';
import { literals } from '../sql/quote.ts';
import { argumentCount, nodesIn, parseSql, type SqlNode, sqlNodes } from '../sql/sql-tree.ts';

/** The part of a reader that runs queries. */
export type QueryRunner = Pick<Reader, 'query'>;

/** Table functions that return the same rows each time. */
const stableTableFunctions: ReadonlySet<string> = new Set([
  'generate_series',
  'parquet_scan',
  'range',
  'read_csv',
  'read_csv_auto',
  'read_json',
  'read_json_auto',
  'read_ndjson',
  'read_parquet',
  'unnest',
]);

/** A view, or a table with generated columns, whose rows are computed when they are read. */
export interface ComputedTable {
  readonly name: string;
  /** True for a view of the engine itself, such as `information_schema.columns`. */
  readonly isInternal: boolean;
  /** The SELECTs that compute it; null if they can't be parsed. */
  readonly expressions: readonly string[] | null;
}

/** The result of {@link stabilityOf}. */
export interface Stability {
  /** True if each query sees the same rows, in the same order and with the same last digits. */
  readonly isStable: boolean;
  /** Functions that make the rows differ from run to run, such as `random()` and `now()`. */
  readonly impure: readonly string[];
}

/**
 * Determines if the rows of a table or view are the same for each query. They are not for a view that calls `random()`,
 * samples, takes a LIMIT or adds up doubles, nor for generated columns that do so. Anything that is not known to be
 * stable counts as unstable.
 */
export async function stabilityOf(reader: QueryRunner, table: string): Promise<Stability> {
  const made = await computedTables(reader);
  const open = [table.toLowerCase()];
  const seen = new Set(open);
  const calls = new Set<string>();
  const impure = new Set<string>();
  let isStable = true;
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const { expressions, isInternal } of made.get(name) ?? []) {
      // The table itself is none of those.
      if (isInternal && name === table.toLowerCase()) continue;
      const trees = expressions === null ? [null] : await parseAll(reader, expressions);
      for (const node of trees.flatMap((tree) => (tree === null ? [null] : [...sqlNodes(tree)]))) {
        const found = stabilityOfNode(node);
        if (found.impure) impure.add(found.impure);
        if (found.call) calls.add(found.call);
        isStable &&= found.isStable;
        if (found.table && !seen.has(found.table)) open.push(found.table);
        if (found.table) seen.add(found.table);
      }
    }
  }
  isStable &&= impure.size === 0 && (calls.size === 0 || (await areConstant(reader, [...calls])));
  return { isStable, impure: [...impure].sort() };
}

/**
 * Returns all views and tables with generated columns by name. Two of one name in different schemas are both returned.
 */
export async function computedTables(
  reader: QueryRunner,
): Promise<ReadonlyMap<string, readonly ComputedTable[]>> {
  const views = await reader.query(
    'select lower(view_name) as name, sql, internal from duckdb_views()',
  );
  const tables = await reader.query(
    `select lower(t.table_name) as name, list(c.column_default) as made from duckdb_tables() t join duckdb_columns() c using (table_oid, database_oid) where t.sql like '%GENERATED ALWAYS AS%' and c.column_default is not null group by all`,
  );
  const all: readonly ComputedTable[] = [
    ...views.map(({ name, sql, internal }) => {
      const isInternal = internal === true;
      const body = isInternal ? undefined : bodyOf(String(sql));
      return { name: String(name), isInternal, expressions: body === undefined ? null : [body] };
    }),
    ...tables.map(({ name, made }) => ({
      name: String(name),
      isInternal: false,
      expressions: (made as readonly unknown[]).map((one) => `select ${one}`),
    })),
  ];
  return Map.groupBy(all, ({ name }) => name);
}

/** Returns the SELECT of a view, from the SQL that DuckDB reports. */
function bodyOf(sql: string): string | undefined {
  const name = '(?:"(?:[^"]|"")*"|[^\\s"(.]+)';
  const head = new RegExp(
    `^CREATE (?:TEMP(?:ORARY)? )?VIEW ${name}(?:\\.${name})* (?:\\(${name}(?:, ${name})*\\) )?AS ([^]*?);?\\s*$`,
  );
  return head.exec(sql)?.[1];
}

/** Parses SELECTs and returns their trees; null for one that can't be parsed. */
export async function parseAll(
  reader: QueryRunner,
  selects: readonly string[],
): Promise<readonly (readonly { readonly node: unknown }[] | null)[]> {
  const trees: (readonly { readonly node: unknown }[] | null)[] = [];
  for (const sql of selects) {
    const parsed = await parseSql(reader, sql);
    trees.push(parsed.error ? null : parsed.statements);
  }
  return trees;
}

interface NodeStability {
  readonly isStable: boolean;
  readonly impure?: string;
  readonly call?: string;
  /** The table that it reads. */
  readonly table?: string;
}

const stable: NodeStability = { isStable: true };
const unstable: NodeStability = { isStable: false };

function stabilityOfNode(node: SqlNode | null): NodeStability {
  if (node === null || (node.sample ?? null) !== null) return unstable;
  switch (node.class ?? node.type) {
    case 'FUNCTION': {
      const name = String(node.function_name).toLowerCase();
      // A call of a table function stands in its node.
      if (stableTableFunctions.has(name)) return stable;
      return impurityOf(name, argumentCount(node))
        ? { isStable: false, impure: name }
        : { ...stable, call: name };
    }
    case 'COLUMN_REF': {
      const [name = '', ...more] = (node.column_names ?? []) as readonly string[];
      const isCall = more.length === 0 && impurityOf(name.toLowerCase(), 0) !== undefined;
      return isCall ? { isStable: false, impure: name.toLowerCase() } : stable;
    }
    case 'BASE_TABLE':
      return { ...stable, table: String(node.table_name).toLowerCase() };
    case 'TABLE_FUNCTION':
      return { isStable: stableTableFunctions.has(nameOf(node.function)) };
    case 'SELECT_NODE':
      return { isStable: nodesIn(node.modifiers).every(({ type }) => type === 'ORDER_MODIFIER') };
    case 'WINDOW':
    case 'SET_OPERATION_NODE':
    case 'RECURSIVE_CTE_NODE':
    case 'PIVOT':
    case 'SHOW_REF':
      return unstable;
    default:
      return stable;
  }
}

const nameOf = (call: unknown) =>
  String((call as SqlNode | undefined)?.function_name ?? '').toLowerCase();

/** True if all of these functions return the same result for the same row each time. */
async function areConstant(reader: QueryRunner, names: readonly string[]): Promise<boolean> {
  const rows = await reader.query(
    `select lower(function_name) as name, bool_and(function_type = 'scalar' and stability = 'CONSISTENT') as c from duckdb_functions() where lower(function_name) in (${literals(names).slice(1, -1)}) group by all`,
  );
  return rows.length === names.length && rows.every(({ c }) => c === true);
}
