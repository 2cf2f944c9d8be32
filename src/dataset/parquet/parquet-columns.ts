import type { Reader } from '../dataset.ts';

/** A field of the schema, as DuckDB's `parquet_schema` describes it. */
interface Node {
  readonly name: string;
  readonly children: number;
  readonly logical: string | null;
}

/** A column of the table, followed by its nested fields. */
export type ParquetColumn = readonly [Node, ...Node[]];

/** Returns the columns of a file by their own names; `url` is SQL for its path. */
export async function parquetColumns(
  reader: Reader,
  url: string,
): Promise<readonly ParquetColumn[]> {
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
