import { nodesIn, type SqlNode, sqlNodes } from '../sql/sql-tree.ts';

/**
 * True if a column of a SELECT's result is the dataset's column of the same name, or one of its values. The schema's
 * type then applies to both. It does not apply to `replace(amount, ' EUR', '')::double as amount`, which is a number
 * made of a text.
 */
export function keepsColumn(statement: unknown, column: string): boolean {
  const search = { name: column.toLowerCase(), known: new Map() };
  return ofQuery((statement ?? {}) as SqlNode, search, new Map()) === 'kept';
}

/** The effect of a table or an expression on the column: kept as it is, changed, or absent from it. */
type Fate = 'kept' | 'changed' | 'absent';

interface Search {
  readonly name: string;
  /** The results for queries that were examined before, since a query of a WITH may be read many times. */
  readonly known: Map<SqlNode, Fate>;
}

type Scope = ReadonlyMap<string, SqlNode>;

/** Returns the effect of one table of a FROM, or of all of them. */
type Tables = (qualifier?: string) => Fate;

const both = (one: Fate, other: Fate): Fate => {
  if (one === 'absent') return other;
  return other === 'absent' || one === other ? one : 'changed';
};

const lower = (value: unknown) => String(value).toLowerCase();

function ofQuery(node: SqlNode, search: Search, outer: Scope): Fate {
  const before = search.known.get(node);
  if (before !== undefined) return before;
  const found = ofQueryAnew(node, search, outer);
  search.known.set(node, found);
  return found;
}

function ofQueryAnew(node: SqlNode, search: Search, outer: Scope): Fate {
  const scope = withNamed(node, outer);
  if (node.type === 'SET_OPERATION_NODE') {
    const [left, right] = [node.left, node.right].map((side) =>
      ofQuery(side as SqlNode, search, scope),
    ) as [Fate, Fate];
    // By place, what has no such name on one side may well stand below it.
    return left === right || node.setop_type === 'UNION_BY_NAME' ? both(left, right) : 'changed';
  }
  if (node.type !== 'SELECT_NODE') return 'changed';
  const tables: Tables = (qualifier) => ofTable(node.from_table, search, scope, qualifier);
  const items = nodesIn(node.select_list);
  const named = items.filter((item) => nameOf(item) === search.name);
  if (named.length === 0)
    return items.map((item) => ofStar(item, search, tables)).reduce(both, 'absent');
  const isKept = named.every((item) => ofValue(item, search, tables) === 'kept');
  return isKept ? 'kept' : 'changed';
}

function withNamed({ cte_map: ctes }: SqlNode, outer: Scope): Scope {
  const list = nodesIn((ctes as SqlNode | undefined)?.map);
  return new Map([
    ...outer,
    ...list.map(({ key, value }) => [lower(key), value as SqlNode] as const),
  ]);
}

/** Returns the effect of a FROM on the column; with a qualifier, of the table of that name. */
function ofTable(from: unknown, search: Search, scope: Scope, qualifier?: string): Fate {
  const table = (from ?? {}) as SqlNode;
  if (table.type === 'JOIN') {
    const left = ofTable(table.left, search, scope, qualifier);
    const isFilter = table.join_type === 'SEMI' || table.join_type === 'ANTI';
    return isFilter ? left : both(left, ofTable(table.right, search, scope, qualifier));
  }
  if (qualifier !== undefined && qualifier !== lower(table.alias || table.table_name))
    return 'absent';
  if (hasAlias(table.column_name_alias, search)) return 'changed';
  switch (table.type) {
    case 'BASE_TABLE':
      return ofNamed(lower(table.table_name), search, scope);
    case 'SUBQUERY':
      return ofQuery((table.subquery as SqlNode).node as SqlNode, search, scope);
    // Rows of VALUES and of functions, and those of a SELECT without FROM.
    case 'EMPTY':
    case 'EXPRESSION_LIST':
    case 'TABLE_FUNCTION':
      return 'absent';
    default:
      return 'changed';
  }
}

function ofNamed(source: string, search: Search, scope: Scope): Fate {
  const named = scope.get(source);
  if (named === undefined) return source === 'dataset' ? 'kept' : 'changed';
  if (hasAlias(named.aliases, search)) return 'changed';
  // Each name of a WITH sees those before it: without it nothing goes round in a circle.
  const others = new Map([...scope].filter(([key]) => key !== source));
  return ofQuery((named.query as SqlNode).node as SqlNode, search, others);
}

/** True if a table's column aliases, such as `t(a, b)`, contain the column's name. */
const hasAlias = (aliases: unknown, { name }: Search) =>
  Array.isArray(aliases) && aliases.some((alias) => lower(alias) === name);

/** Returns the name of an item of the result; undefined for a star. */
function nameOf({ class: kind, alias, column_names: names }: SqlNode): string | undefined {
  if (typeof alias === 'string' && alias !== '') return alias.toLowerCase();
  const path = kind === 'COLUMN_REF' ? ((names ?? []) as readonly string[]) : [];
  return path.at(-1)?.toLowerCase();
}

/** Returns the effect of a star. It passes the columns of its tables on; COLUMNS() alone is one too. */
function ofStar(item: SqlNode, { name }: Search, tables: Tables): Fate {
  if (item.class !== 'STAR')
    return [...sqlNodes(item)].some((node) => node.class === 'STAR') ? 'changed' : 'absent';
  // COLUMNS('(.*)_raw') as '\1'
  if (item.alias) return 'changed';
  const renamed = nodesIn(item.rename_list);
  const made = [
    ...nodesIn(item.replace_list).map(({ key }) => key),
    ...renamed.map(({ value }) => value),
  ];
  if (made.some((one) => lower(one) === name)) return 'changed';
  const left = [
    ...((item.exclude_list ?? []) as readonly unknown[]),
    ...renamed.map(({ key }) => (key as SqlNode).column),
  ];
  if (left.some((one) => lower(one) === name)) return 'absent';
  return tables(item.relation_name ? lower(item.relation_name) : undefined);
}

/**
 * Calls whose result is one of the values of their first argument, each with the most arguments for which that holds:
 * `max(x, 3)` is a list.
 */
const choosing: ReadonlyMap<string, number> = new Map([
  ...['any_value', 'arbitrary', 'first', 'first_value', 'last', 'last_value'].map(takes(1)),
  ...['max', 'min', 'mode'].map(takes(1)),
  ...['arg_max', 'arg_max_null', 'argmax', 'max_by', 'nth_value', 'nullif'].map(takes(2)),
  ...['arg_min', 'arg_min_null', 'argmin', 'min_by'].map(takes(2)),
  ...['lag', 'lead'].map(takes(3)),
]);

function takes(count: number) {
  return (name: string) => [name, count] as const;
}

/** Calls whose result is the value of any of their arguments. */
const choosingAny: ReadonlySet<string> = new Set(['greatest', 'ifnull', 'least']);

function ofValue(item: SqlNode, search: Search, tables: Tables): Fate {
  const all = (values: readonly unknown[]) =>
    values.map((value) => ofValue((value ?? {}) as SqlNode, search, tables)).reduce(both, 'absent');
  const parts = nodesIn(item.children);
  switch (item.class) {
    case 'COLUMN_REF': {
      const [name, qualifier] = ((item.column_names ?? []) as readonly string[])
        .map(lower)
        .toReversed();
      return name === search.name ? tables(qualifier) : 'absent';
    }
    case 'OPERATOR':
      if (item.type === 'OPERATOR_COALESCE') return all(parts);
      break;
    case 'FUNCTION':
    case 'WINDOW': {
      const call = lower(item.function_name);
      if (parts.length <= (choosing.get(call) ?? 0)) return all(parts.slice(0, 1));
      if (choosingAny.has(call)) return all(parts);
      break;
    }
    case 'CASE':
      return all([...nodesIn(item.case_checks).map((one) => one.then_expr), item.else_expr]);
  }
  const isRead = [...sqlNodes(item)].some(
    (node) => node.class === 'COLUMN_REF' && nameOf({ ...node, alias: '' }) === search.name,
  );
  return isRead ? 'changed' : 'absent';
}
