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
  const nodes = await reader.query(
    `select name, coalesce(num_children, 0) as children from parquet_schema(${url}) order by column_id`,
  );
  checkColumnNames(
    shown,
    topmost(
      nodes.map(({ name, children }) => ({ name: String(name), children: Number(children) })),
    ),
  );
}

interface Field {
  readonly name: string;
  readonly children: number;
}

/** Each node is followed by its children; the first is the root. */
function topmost([, ...nodes]: readonly Field[]): readonly string[] {
  const names: string[] = [];
  let within = 0;
  for (const { name, children } of nodes) {
    if (within === 0) names.push(name);
    else within -= 1;
    within += children;
  }
  return names;
}
