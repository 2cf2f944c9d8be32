import { type Serialized, sqlNodes } from '../../../dataset/sql/sql-tree.ts';

/** A node of an expression, in the tree that DuckDB's `json_serialize_sql` writes. */
export interface Node {
  readonly class: string;
  readonly [field: string]: unknown;
}

/** The answer of `json_serialize_sql` for a SELECT. */
export type SerializedSelect = Serialized<Select>;

interface Select {
  readonly type: string;
  readonly select_list: readonly Node[];
  readonly from_table: { readonly type: string };
  readonly [clause: string]: unknown;
}

/** The call that an expression is wrapped in: what breaks out of its parentheses is then not its only argument. */
const wrapper = 'assay_check';

// The line break ends a comment that would otherwise swallow the parenthesis.
/** Returns a SELECT of one call around an expression, by which the parser shows where the expression ends. */
export const wrap = (text: string) => `select ${wrapper}(${text}\n)`;

/** The expression's own tree, or null where the text is anything but one expression. */
export function soleExpression(parsed: Extract<SerializedSelect, { error: false }>): Node | null {
  const select = parsed.statements[0]?.node;
  if (parsed.statements.length !== 1 || select?.type !== 'SELECT_NODE') return null;
  if (select.select_list.length !== 1 || select.from_table.type !== 'EMPTY') return null;
  const clauses = ['modifiers', 'group_expressions', 'group_sets', 'where_clause', 'having'];
  if ([...clauses, 'qualify', 'sample'].some((clause) => !isEmpty(select[clause]))) return null;
  const call = select.select_list[0];
  if (call?.class !== 'FUNCTION' || call.function_name !== wrapper || isModified(call)) return null;
  const [expression, ...others] = call.children as readonly Node[];
  if (expression === undefined || others.length > 0) return null;
  // A name given to an argument: `x := 1`.
  return expression.alias === '' ? expression : null;
}

const isEmpty = (clause: unknown) =>
  clause === null || clause === undefined || (Array.isArray(clause) && clause.length === 0);

/** True if a call carries DISTINCT, FILTER or ORDER BY. */
export function isModified(call: Node): boolean {
  const { orders } = call.order_bys as { readonly orders?: readonly unknown[] };
  return call.distinct === true || !isEmpty(call.filter) || !isEmpty(orders);
}

/** All nodes of an expression, without recursion: a user's text may nest as deep as it is long. */
export const nodesOf = (root: Node): readonly Node[] => [...sqlNodes(root)].filter(isNode);

const isNode = (value: object): value is Node =>
  'class' in value && typeof value.class === 'string';

/** The parts of a column's name in lower case, `["s", "a"]` of `s.a`; none for another node. */
export const namesOf = ({ column_names: names }: Node): readonly string[] =>
  ((names ?? []) as readonly string[]).map((name) => name.toLowerCase());

/** The columns that an expression reads, in lower case; of `x.lower()` as well. */
export function columnsRead(
  nodes: readonly Node[],
  columns: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = nodes.map((node) =>
    node.class === 'FUNCTION' ? String(node.schema).toLowerCase() : (namesOf(node)[0] ?? ''),
  );
  return new Set(names.filter((name) => columns.has(name)));
}
