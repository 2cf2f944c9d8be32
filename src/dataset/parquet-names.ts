import { checkColumnNames } from './column-names.ts';
import type { Reader } from './dataset.ts';

/**
 * DuckDB calls the second of `name` and `NAME` by `NAME_1`, and reads the first where SQL says `"NAME"`: such a file is
 * refused. Only where a name looks so is the file asked for its own.
 */
export async function checkParquetNames(
  reader: Reader,
  shown: string,
  url: string,
  described: readonly string[],
): Promise<void> {
  const known = new Set(described.map((name) => name.toLowerCase()));
  const isDoubtful = (name: string) =>
    /_\d+$/.test(name) && known.has(name.replace(/_\d+$/, '').toLowerCase());
  if (!described.some(isDoubtful)) return;
  const columns = await topmost(reader, url);
  checkColumnNames(
    shown,
    columns.map(([{ name }]) => name),
  );
}

/** The columns of Arrow's null type, which hold no value and are INTEGER by themselves: any type holds them. */
export async function emptyColumns(reader: Reader, url: string): Promise<ReadonlySet<string>> {
  const columns = await topmost(reader, url);
  const isEmpty = (nodes: Column) =>
    nodes.every(({ children, logical }) => children > 0 || logical === 'NullType()');
  return new Set(columns.filter(isEmpty).map(([{ name }]) => name));
}

/** The columns of Arrow's null type that are no lists or structs: they hold nothing but NULL. */
export async function nullColumns(reader: Reader, url: string): Promise<readonly string[]> {
  const columns = await topmost(reader, url);
  return columns.flatMap(([{ name, logical }]) => (logical === 'NullType()' ? [name] : []));
}

interface Node {
  readonly name: string;
  readonly children: number;
  readonly logical: string | null;
}

/** A node of the root, and what is beneath it. */
type Column = readonly [Node, ...Node[]];

async function topmost(reader: Reader, url: string): Promise<readonly Column[]> {
  const rows = await reader.query(
    `select name, coalesce(num_children, 0) as children, logical_type as logical from parquet_schema(${url}) order by column_id`,
  );
  const columns: [Node, ...Node[]][] = [];
  let within = 0;
  // Each node is followed by its children; the first is the root.
  for (const { name, children, logical } of rows.slice(1)) {
    const node = {
      name: String(name),
      children: Number(children),
      logical: typeof logical === 'string' ? logical : null,
    };
    if (within === 0) columns.push([node]);
    else columns.at(-1)?.push(node);
    within += node.children - (within === 0 ? 0 : 1);
  }
  return columns;
}
