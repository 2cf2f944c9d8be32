import { impurityOf } from '../sql/impure-functions.ts';
import { orderRefusal, queriesOfWith, withNamed } from '../sql/row-order.ts';
import { depthProblem } from '../sql/sql-depth.ts';
import { argumentCount, type Serialized, type SqlNode } from '../sql/sql-tree.ts';
import { syntaxProblem, syntaxWords } from '../sql/sql-words.ts';

/** Table functions that make rows of their arguments and read nothing else. */
const tableFunctions: ReadonlySet<string> = new Set([
  'generate_series',
  'generate_subscripts',
  'json_each',
  'json_tree',
  'range',
  'repeat',
  'repeat_row',
  'unnest',
]);

/**
 * Returns the words that follow "The SQL of query(x)" if it is not a single SELECT over `dataset`; else null. `plain`
 * are the names of tables whose rows have an order: `dataset`, or none.
 */
export function refusalOf(
  parsed: Serialized,
  sql: string,
  columns: ReadonlySet<string>,
  plain: ReadonlySet<string>,
): string | null {
  if (parsed.error) {
    return parsed.error_type === 'parser'
      ? `does not parse: ${syntaxWords(syntaxProblem(parsed), sql)}`
      : 'is not a SELECT: it may only read `dataset`';
  }
  const { statements } = parsed;
  if (statements.length !== 1)
    return statements.length === 0 ? 'is empty' : `is ${statements.length} statements, not one`;
  return (
    depthProblem(statements) ?? refusal(statements[0]?.node, { names: new Set(), plain, columns })
  );
}

interface Scope {
  /** The names of a WITH that are visible here. */
  readonly names: ReadonlySet<string>;
  /** The names of tables whose rows have an order, `dataset` among them. */
  readonly plain: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

/** Returns the first reason to refuse a node or its children; null if there is none. */
function refusal(value: unknown, scope: Scope): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return first(value, (item) => refusal(item, scope));
  const node = value as SqlNode;
  const own = sampleRefusal(node) ?? ownRefusal(node, scope);
  if (own !== null) return own;
  const { cte_map: ctes, ...others } = node;
  const named = namedQueries(ctes, scope);
  if (typeof named === 'string') return named;
  const unordered = orderRefusal(node, named.plain);
  if (unordered !== null) return unordered;
  return first(Object.values(others), (item) => refusal(item, named));
}

function first<Item>(items: readonly Item[], find: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Returns the scope after the queries of a WITH, or a reason to refuse one. Each query sees those before it, and a
 * recursive one sees itself.
 */
function namedQueries(ctes: unknown, scope: Scope): Scope | string {
  let { names, plain } = scope;
  for (const one of queriesOfWith(ctes)) {
    const { key, value } = one;
    const name = key.toLowerCase();
    if (name === 'dataset') return 'gives the name `dataset` to something else: choose another';
    const isRecursive = value.query?.node?.type === 'RECURSIVE_CTE_NODE';
    const inside = isRecursive ? new Set([...names, name]) : names;
    const found = refusal(value, { ...scope, names: inside, plain });
    if (found !== null) return found;
    names = new Set([...names, name]);
    plain = withNamed(one, plain);
  }
  return { ...scope, names, plain };
}

function ownRefusal(node: SqlNode, { names, columns }: Scope): string | null {
  switch (node.type) {
    case 'BASE_TABLE':
      return tableRefusal(node, names);
    case 'TABLE_FUNCTION':
      return tableFunctionRefusal(node.function as SqlNode);
    case 'SHOW_REF':
      return 'describes a table: select from `dataset` instead';
    case 'FUNCTION':
      return functionRefusal(String(node.function_name).toLowerCase(), argumentCount(node), '()');
    case 'COLUMN_REF': {
      const [name = '', ...more] = (node.column_names ?? []) as readonly string[];
      const word = name.toLowerCase();
      return more.length > 0 || columns.has(word) ? null : functionRefusal(word, 0, '');
    }
    default:
      return null;
  }
}

function sampleRefusal({ sample }: SqlNode): string | null {
  const { seed, method } = (sample ?? {}) as { readonly seed?: unknown; readonly method?: unknown };
  if (seed === -1) return 'takes a sample without a seed: its answer changes from run to run';
  // By blocks, which the threads number as they come to them.
  return method === 'System'
    ? 'takes a sample of blocks (system): its answer changes from run to run; write (reservoir, seed) or (bernoulli, seed)'
    : null;
}

function tableRefusal(node: SqlNode, names: ReadonlySet<string>): string | null {
  const path = [node.catalog_name, node.schema_name, node.table_name].map(String);
  const name = path[2]?.toLowerCase() ?? '';
  const isQualified = path[0] !== '' || path[1] !== '';
  if (!isQualified && (name === 'dataset' || names.has(name))) return null;
  const shown = path.filter((part) => part !== '').join('.');
  return `reads from "${shown}": the rows are called \`dataset\`, and there is nothing else to read from`;
}

function tableFunctionRefusal(call: SqlNode): string | null {
  const name = String(call.function_name).toLowerCase();
  if (tableFunctions.has(name)) return null;
  return `reads from ${name}(): the rows are called \`dataset\`, and there is nothing else to read from`;
}

function functionRefusal(name: string, count: number, call: string): string | null {
  const impurity = impurityOf(name, count);
  if (impurity === 'clock')
    return `calls ${name}${call}: it reads the clock, and "now" is an input of the run; measure age() or write the instant`;
  if (impurity === undefined || call === '') return null;
  return impurity === 'chance'
    ? `calls ${name}(): its answer changes from run to run`
    : `calls ${name}(): it depends on the engine, not on the rows`;
}
