import { type DataFile, enginePath } from './data-file.ts';
import type { ColumnHint, Reader } from './dataset.ts';
import { hintedType } from './hinted-type.ts';
import { type ParquetColumn, parquetColumns } from './parquet-columns.ts';
import { identifier, literals } from './quote.ts';
import { replacing } from './selection.ts';

/**
 * The items to select from Parquet files in place of `*`, so that columns of Arrow's null type are of the type that the
 * schema wants: they hold nothing that could contradict it, where the engine takes them for INTEGER. What lies in lists
 * and structs is judged by its values, of which there are none. Columns that come from folders are `others`.
 */
export async function withoutNullTypes(
  reader: Reader,
  files: readonly DataFile[],
  hints: readonly ColumnHint[],
  others: readonly string[],
): Promise<string> {
  const [first, ...more] = files;
  let names = first ? await nullColumns(reader, urlOf(first)) : [];
  // Of a column that other files have values in, they tell the type.
  for (const file of names.length > 0 ? more : []) {
    const found = await nullColumns(reader, urlOf(file));
    names = names.filter((name) => found.includes(name));
  }
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const items = names
    .filter((name) => !others.includes(name))
    .map((name) => {
      const column = identifier(name);
      return `cast(${column} as ${hintedType(families.get(name))}) as ${column}`;
    });
  return replacing(items);
}

const isNull = (logical: string | null) => logical === 'NullType()';

/** The columns of Arrow's null type, which hold no value and are INTEGER by themselves: any type holds them. */
export async function emptyColumns(reader: Reader, url: string): Promise<ReadonlySet<string>> {
  const columns = await parquetColumns(reader, url);
  const isEmpty = (nodes: ParquetColumn) =>
    nodes.every(({ children, logical }) => children > 0 || isNull(logical));
  return new Set(columns.filter(isEmpty).map(([{ name }]) => name));
}

/** The columns of Arrow's null type that are no lists or structs: they hold nothing but NULL. */
async function nullColumns(reader: Reader, url: string): Promise<readonly string[]> {
  const columns = await parquetColumns(reader, url);
  return columns.flatMap(([{ name, logical }]) => (isNull(logical) ? [name] : []));
}

const urlOf = (file: DataFile): string => literals([enginePath(file)]);
