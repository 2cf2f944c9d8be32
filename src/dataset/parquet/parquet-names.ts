import type { Reader } from '../dataset.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { parquetColumns } from './parquet-columns.ts';

/**
 * Refuses files with column names that differ only by case. DuckDB renames the second of `name` and `NAME` to `NAME_1`,
 * and reads the first where SQL says `"NAME"`. A file's own names are read only if its columns look renamed.
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
  const columns = await parquetColumns(reader, url);
  checkColumnNames(
    shown,
    columns.map(([{ name }]) => name),
  );
}
