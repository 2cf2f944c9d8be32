import type { Opened, Reader, Unreadable } from '../dataset.ts';
import type { Reproduction } from '../reproduction.ts';
import { identifier } from '../sql/quote.ts';
import { nodesIn, type Serialized, type SqlNode, sqlNodes } from '../sql/sql-tree.ts';

/**
 * Returns a dataset as a query sees it: with the columns that are its own, and without the rows that have a field that can't be
 * read in a column that the query may read. To SQL such a field would be NULL, which is a value. All of them stay problems.
 */
export async function readableOf(
  reader: Reader,
  inner: Opened,
  parsed: Serialized | null,
): Promise<Opened> {
  const { unreadable = null, relation, leftOut = 0 } = inner;
  if (unreadable === null) return inner;
  const named = parsed === null || parsed.error ? null : namedIn(parsed.statements);
  const isRead = [...unreadable.columns]
    .filter(([name]) => named === null || named.has(name.toLowerCase()))
    .map(([, column]) => `(${column.isRead})`);
  const where = isRead.length === 0 ? 'true' : isRead.join(' and ');
  const [row] = await reader.query(
    `select count(case when ${where} then null else 1 end) as n from ${relation}`,
  );
  const hidden = unreadable.hidden.map(identifier).join(', ');
  const all = hidden === '' ? '*' : `* exclude (${hidden})`;
  const view = identifier(reader.freshName());
  await reader.query(`create temp view ${view} as select ${all} from ${relation} where ${where}`);
  const { reproduce, ...rest } = inner;
  const shown = reproduce && reproducing(reproduce, unreadable, `select ${all} from`, where);
  const left = leftOut + Number(row?.n);
  return { ...rest, ...shown, relation: view, unreadable: null, leftOut: left };
}

/** Returns a reproduction without those rows; nothing if what reads the rows elsewhere does not mark such fields. */
function reproducing(
  reproduce: Reproduction,
  { hidden }: Unreadable,
  select: string,
  where: string,
): Pick<Opened, 'reproduce'> {
  const sample = reproduce.from({ sql: null, masked: new Set() });
  if (!hidden.every((name) => sample.includes(name))) return {};
  const from: Reproduction['from'] = ({ masked }) =>
    `(${select} ${reproduce.from({ sql: null, masked })} where ${where})`;
  return { reproduce: { ...reproduce, from } };
}

/** Returns names in lower case, those of all columns that a query may read among them; null if it may read any. */
function namedIn(tree: unknown): ReadonlySet<string> | null {
  const names = new Set<string>();
  const tables = new Set(['dataset']);
  const references: string[] = [];
  for (const node of sqlNodes(tree)) {
    if (readsAny(node)) return null;
    for (const value of Object.values(node)) for (const text of textsOf(value)) names.add(text);
    if (isTable(node))
      for (const text of [node.alias, node.table_name].flatMap(textsOf)) tables.add(text);
    const path = node.class === 'COLUMN_REF' ? textsOf(node.column_names) : [];
    if (path.length === 1) references.push(...path);
  }
  // The name of a table stands for all of its row.
  return references.some((name) => tables.has(name)) ? null : names;
}

const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => typeof one === 'string')
    .map((one) => one.toLowerCase());

const tableTypes: ReadonlySet<unknown> = new Set(['BASE_TABLE', 'SUBQUERY', 'TABLE_FUNCTION']);
const isTable = ({ type }: SqlNode) => tableTypes.has(type);

/** True for a star, and for what reads columns without their names: by their places, or by those of another table. */
const readsAny = (node: SqlNode): boolean =>
  node.class === 'STAR' ||
  node.class === 'POSITIONAL_REFERENCE' ||
  node.ref_type === 'NATURAL' ||
  node.type === 'PIVOT' ||
  nodesIn(node.column_name_alias).length > 0;
