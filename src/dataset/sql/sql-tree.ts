import type { Reader } from '../dataset.ts';
import { literal } from './quote.ts';

/** A node of the tree that DuckDB's `json_serialize_sql` returns: a query, an expression, or a part of one. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** The result of `json_serialize_sql`. */
export type Serialized<Statement = unknown> =
  | {
      readonly error: true;
      readonly error_type: string;
      readonly error_message: string;
      /** The characters before the place of a syntax error. */
      readonly position?: string;
    }
  | { readonly error: false; readonly statements: readonly { readonly node: Statement }[] };

/** Parses SQL with DuckDB and returns its tree. */
export async function parseSql(reader: Pick<Reader, 'query'>, sql: string): Promise<Serialized> {
  const [row] = await reader.query(`select json_serialize_sql(${literal(sql)}) as tree`);
  return JSON.parse(String(row?.tree)) as Serialized;
}

/**
 * Yields all nodes of a tree. It does not recurse, since SQL may be nested very deeply. The children of a node are left
 * out if `isOpen` is false for it.
 */
export function* sqlNodes(
  root: unknown,
  isOpen: (node: SqlNode) => boolean = () => true,
): Generator<SqlNode> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    const node = next as SqlNode;
    if (!Array.isArray(next)) yield node;
    if (Array.isArray(next) || isOpen(node)) open.push(...Object.values(next));
  }
}

/** Returns the nodes of a list in a tree; an empty list for anything else. */
export const nodesIn = (value: unknown): readonly SqlNode[] => (Array.isArray(value) ? value : []);

/** Returns the number of arguments of a call; `at.age()` counts as `age(at)`. */
export const argumentCount = ({ children, schema }: SqlNode): number =>
  nodesIn(children).length + Number(schema !== '' && schema !== 'main');
