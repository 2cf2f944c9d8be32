import { nodesIn, type SqlNode, sqlNodes } from './sql-tree.ts';

/**
 * Aggregates whose result depends on the order of the rows, which DuckDB's threads deliver in no fixed order; each with
 * a replacement for messages.
 */
const ordered: ReadonlyMap<string, string> = new Map(
  [
    ...['arbitrary', 'first', 'last'].map((name) => [
      name,
      `${name}(a order by b), or any_value(a) where all are alike`,
    ]),
    ...['array_agg', 'group_concat', 'list', 'listagg', 'string_agg'].map((name) => [
      name,
      `${name}(a order by a)`,
    ]),
  ].map(([name, instead]) => [name ?? '', instead ?? '']),
);

const approximate: ReadonlyMap<string, string> = new Map([
  ['approx_quantile', 'quantile_cont(x, 0.5)'],
  ['approx_top_k', 'a count(*) for each value'],
  ['reservoir_quantile', 'quantile_cont(x, 0.5)'],
]);

/** Window functions whose result depends on the order of the rows. */
const orderedWindows: ReadonlySet<string> = new Set([
  'WINDOW_FIRST_VALUE',
  'WINDOW_LAG',
  'WINDOW_LAST_VALUE',
  'WINDOW_LEAD',
  'WINDOW_NTH_VALUE',
  'WINDOW_NTILE',
  'WINDOW_ROW_NUMBER',
]);

/**
 * Frame bounds that include the whole partition if there is no ORDER BY, since all rows are then peers of the current
 * one.
 */
const wholeFrame: ReadonlySet<string> = new Set([
  'CURRENT_ROW_GROUPS',
  'CURRENT_ROW_RANGE',
  'UNBOUNDED_FOLLOWING',
  'UNBOUNDED_PRECEDING',
]);

const changes = 'its answer changes from run to run';

/**
 * Returns the words that follow "The SQL of query(x)" if a node's result depends on a row order that the SQL does not
 * give; else null. Rows of the dataset alone keep its order. Grouped, joined or distinct rows have none. `plain` are
 * the names of the tables whose rows have an order.
 */
export function orderRefusal(node: SqlNode, plain: ReadonlySet<string>): string | null {
  if (node.class === 'FUNCTION' || node.type === 'WINDOW_AGGREGATE') return callRefusal(node);
  if (node.type !== 'SELECT_NODE' && node.type !== 'SET_OPERATION_NODE') return null;
  const modifiers = nodesIn(node.modifiers);
  const has = (word: string) => modifiers.some(({ type }) => String(type).startsWith(word));
  if (has('LIMIT') && !hasOrder(node, plain))
    return 'takes a LIMIT of rows that are in no order: which ones it leaves changes from run to run; write ORDER BY before it';
  const isDistinctOn = modifiers.some((one) => nodesIn(one.distinct_on_targets).length > 0);
  if (isDistinctOn && !has('ORDER'))
    return 'takes DISTINCT ON without ORDER BY: which row it keeps changes from run to run';
  const isInOrder = !isGrouped(node) && isPlain(node.from_table, plain);
  const astray = breaksOf([node.select_list, node.qualify, node.modifiers]).find(
    (window) =>
      goesByOrder(window) &&
      nodesIn(window.orders).length === 0 &&
      !(isInOrder && nodesIn(window.partitions).length === 0),
  );
  return astray
    ? `calls ${String(astray.function_name)}() over rows that are in no order: ${changes}; write over (... order by ...)`
    : null;
}

/**
 * True for a window whose result depends on the order of its rows. An EXCLUDE clause needs no check: it removes the
 * same rows from a whole partition in any order.
 */
const goesByOrder = ({ class: kind, type, start, end }: SqlNode) =>
  kind === 'WINDOW' &&
  (orderedWindows.has(String(type)) ||
    ![start, end].every((bound) => wholeFrame.has(String(bound))));

function callRefusal({ function_name: given, order_bys: by, orders }: SqlNode): string | null {
  const name = String(given).toLowerCase();
  const exact = approximate.get(name);
  if (exact !== undefined) return `calls ${name}(): ${changes}; write ${exact}`;
  const instead = ordered.get(name);
  const isSaid = [(by as SqlNode | undefined)?.orders, orders].some(
    (list) => nodesIn(list).length > 0,
  );
  return instead === undefined || isSaid
    ? null
    : `calls ${name}() without ORDER BY: ${changes}; write ${instead}`;
}

/** A named query of a WITH clause. */
export interface NamedQuery {
  readonly key: string;
  readonly value: { readonly query?: { readonly node?: { readonly type?: unknown } } };
}

/** Returns the named queries of a WITH clause. */
export const queriesOfWith = (ctes: unknown): readonly NamedQuery[] =>
  ((ctes as { readonly map?: unknown } | undefined)?.map ?? []) as readonly NamedQuery[];

/** Returns the names of ordered tables after a named query of a WITH, which hides a table of the same name. */
export function withNamed(
  { key, value }: NamedQuery,
  plain: ReadonlySet<string>,
): ReadonlySet<string> {
  const name = key.toLowerCase();
  return hasOrder(value.query?.node, plain)
    ? new Set([...plain, name])
    : new Set([...plain].filter((one) => one !== name));
}

/** True if the rows of a SELECT come in the same order each time. */
export function hasOrder(node: unknown, outside: ReadonlySet<string>): boolean {
  const select = (node ?? {}) as SqlNode;
  let plain = outside;
  for (const named of queriesOfWith(select.cte_map)) plain = withNamed(named, plain);
  const modifiers = nodesIn(select.modifiers);
  if (modifiers.some(({ type }) => type === 'ORDER_MODIFIER')) return true;
  if (modifiers.some(({ type }) => type === 'DISTINCT_MODIFIER')) return false;
  if (select.type === 'SET_OPERATION_NODE')
    return (
      select.setop_type === 'UNION' &&
      select.setop_all === true &&
      hasOrder(select.left, plain) &&
      hasOrder(select.right, plain)
    );
  if (select.type !== 'SELECT_NODE' || isGrouped(select)) return false;
  const { select_list: list, qualify, where_clause: where } = select;
  // A subquery is joined to the rows; a window is computed of sorted ones.
  const isAsItCame = ({ class: kind, orders, partitions }: SqlNode) =>
    kind === 'WINDOW' && nodesIn(orders).length + nodesIn(partitions).length === 0;
  return breaksOf([list, qualify, where]).every(isAsItCame) && isPlain(select.from_table, plain);
}

function isPlain(from: unknown, plain: ReadonlySet<string>): boolean {
  const table = (from ?? {}) as SqlNode;
  switch (table.type) {
    case 'BASE_TABLE':
      return plain.has(String(table.table_name).toLowerCase());
    case 'SUBQUERY':
      return hasOrder((table.subquery as { readonly node?: unknown } | undefined)?.node, plain);
    case 'EMPTY':
    case 'EXPRESSION_LIST':
    case 'TABLE_FUNCTION':
      return true;
    default:
      return false;
  }
}

/** True for a SELECT with groups. GROUP BY ALL has no expressions, and is recognised by its aggregate handling. */
const isGrouped = ({ group_expressions: by, group_sets: sets, aggregate_handling: all }: SqlNode) =>
  nodesIn(by).length + nodesIn(sets).length > 0 || all === 'FORCE_AGGREGATES';

/** Returns the window functions and subqueries in parts of a SELECT. Nodes inside a subquery are left out. */
const breaksOf = (parts: readonly unknown[]): readonly SqlNode[] =>
  [...sqlNodes(parts, (node) => node.class !== 'SUBQUERY')].filter(
    ({ class: kind }) => kind === 'WINDOW' || kind === 'SUBQUERY',
  );
