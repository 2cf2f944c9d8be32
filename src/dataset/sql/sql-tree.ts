import type { Reader } from '../dataset.ts';
import { literal } from './quote.ts';

/** A node of the tree that DuckDB's `json_serialize_sql` writes: a query, an expression, or a part of one. */
export type SqlNode = Readonly<Record<string, unknown>>;

/** The answer of `json_serialize_sql`. */
export type Serialized<Statement = unknown> =
  | { readonly error: true; readonly error_type: string; readonly error_message: string }
  | { readonly error: false; readonly statements: readonly { readonly node: Statement }[] };

/** The tree of SQL, as DuckDB parses it. */
export async function parseSql(reader: Pick<Reader, 'query'>, sql: string): Promise<Serialized> {
  const [row] = await reader.query(`select json_serialize_sql(${literal(sql)}) as tree`);
  return JSON.parse(String(row?.tree)) as Serialized;
}

/**
 * All nodes of a tree, without recursion: SQL may nest as deep as it is long. What lies in a node is left out where
 * `isOpen` is false of it.
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

/** The nodes of a list in a tree; none where there is no list. */
export const nodesIn = (value: unknown): readonly SqlNode[] => (Array.isArray(value) ? value : []);

/** How many arguments a call has; `at.age()` is age(at). */
export const argumentCount = ({ children, schema }: SqlNode): number =>
  nodesIn(children).length + Number(schema !== '' && schema !== 'main');
