import { nodesIn, type SqlNode } from './sql-tree.ts';

type Scope = ReadonlyMap<string, unknown>;

/**
 * True if a column of a SELECT's result is the dataset's column of the same name, unchanged: what the schema says of the
 * one then holds for the other. `replace(amount, ' EUR', '')::double as amount` is a number of a column that is none.
 */
export function keepsColumn(statement: unknown, column: string): boolean {
  return keeps(
    (statement ?? {}) as SqlNode,
    { name: column.toLowerCase(), known: new Map() },
    new Map(),
  );
}

interface Search {
  readonly name: string;
  /** Answers by query: one of a WITH may be read many times over. */
  readonly known: Map<SqlNode, boolean>;
}

function keeps(node: SqlNode, search: Search, outer: Scope): boolean {
  const before = search.known.get(node);
  if (before !== undefined) return before;
  const found = keepsAnew(node, search, outer);
  search.known.set(node, found);
  return found;
}

function keepsAnew(node: SqlNode, search: Search, outer: Scope): boolean {
  const { name } = search;
  const scope = withNamed(node, outer);
  if (node.type === 'SET_OPERATION_NODE')
    return (
      keeps(node.left as SqlNode, search, scope) && keeps(node.right as SqlNode, search, scope)
    );
  if (node.type !== 'SELECT_NODE') return false;
  const items = nodesIn(node.select_list);
  const named = items.filter((item) => nameOf(item) === name);
  const isItself =
    named.length > 0
      ? named.every((item) => isColumn(item, name))
      : items.some((item) => isInStar(item, name));
  return isItself && keepsFrom(node.from_table, search, scope);
}

function withNamed({ cte_map: ctes }: SqlNode, outer: Scope): Scope {
  const list = nodesIn((ctes as SqlNode | undefined)?.map);
  return new Map([
    ...outer,
    ...list.map(({ key, value }) => [String(key).toLowerCase(), (value as SqlNode).query] as const),
  ]);
}

function keepsFrom(from: unknown, search: Search, scope: Scope): boolean {
  const table = (from ?? {}) as SqlNode;
  if (nodesIn(table.column_name_alias).length > 0) return false;
  switch (table.type) {
    case 'BASE_TABLE': {
      const source = String(table.table_name).toLowerCase();
      // Each name of a WITH sees those before it: without it nothing goes round in a circle.
      const others = new Map([...scope].filter(([key]) => key !== source));
      return scope.has(source)
        ? keeps((scope.get(source) as SqlNode).node as SqlNode, search, others)
        : source === 'dataset';
    }
    case 'SUBQUERY':
      return keeps((table.subquery as SqlNode).node as SqlNode, search, scope);
    case 'JOIN':
      return keepsFrom(table.left, search, scope) && keepsFrom(table.right, search, scope);
    case 'TABLE_FUNCTION':
      return true;
    default:
      return false;
  }
}

/** The name of an item of the result; undefined for a star. */
function nameOf({ class: kind, alias, column_names: names }: SqlNode): string | undefined {
  if (typeof alias === 'string' && alias !== '') return alias.toLowerCase();
  const path = kind === 'COLUMN_REF' ? ((names ?? []) as readonly string[]) : [];
  return path.at(-1)?.toLowerCase();
}

const isColumn = ({ class: kind, column_names: names }: SqlNode, name: string) =>
  kind === 'COLUMN_REF' && (names as readonly string[]).at(-1)?.toLowerCase() === name;

function isInStar(item: SqlNode, name: string): boolean {
  if (item.class !== 'STAR' || item.columns === true) return false;
  const others = [
    ...((item.exclude_list ?? []) as readonly unknown[]),
    ...nodesIn(item.replace_list).map(({ key }) => key),
    ...nodesIn(item.rename_list).flatMap(({ key, value }) => [(key as SqlNode).column, value]),
  ];
  return !others.some((other) => String(other).toLowerCase() === name);
}
