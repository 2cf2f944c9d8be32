import type { ColumnHint, Reader } from '../dataset.ts';
import { type DataFile, enginePath } from '../files/data-file.ts';
import { identifier, literal } from '../sql/quote.ts';
import { replacing } from '../sql/selection.ts';
import type { Field } from '../typing/described-fields.ts';
import { hintedType } from '../typing/hinted-type.ts';
import type { CheckedFile } from './pages/parquet-check.ts';
import { type ParquetColumn, parquetColumns } from './parquet-columns.ts';
import { nullType } from './parquet-schema.ts';

type Schemas = ReadonlyMap<DataFile, readonly Field[]>;

/**
 * Replaces the type of columns of Arrow's null type, which the engine reports as INTEGER, by {@link nullType}. For
 * local files the checked footer has it; of remote files one of each schema is read.
 */
export async function withNullTypes(
  reader: Reader,
  schemas: Schemas,
  checked: ReadonlyMap<DataFile, CheckedFile>,
): Promise<Schemas> {
  const known = new Map<readonly Field[], readonly Field[]>();
  const typed = new Map<DataFile, readonly Field[]>();
  for (const [file, fields] of schemas) {
    // Files whose footers tell the same share their fields.
    const own = known.get(fields) ?? renamed(fields, await nullsOf(reader, file, checked));
    known.set(fields, own);
    typed.set(file, own);
  }
  return typed;
}

const nullsOf = async (
  reader: Reader,
  file: DataFile,
  checked: ReadonlyMap<DataFile, CheckedFile>,
): Promise<readonly string[]> =>
  checked.get(file)?.nulls ?? (await nullColumns(reader, literal(enginePath(file))));

const renamed = (fields: readonly Field[], nulls: readonly string[]): readonly Field[] =>
  nulls.length === 0
    ? fields
    : fields.map((field) => (nulls.includes(field.name) ? { ...field, type: nullType } : field));

/**
 * Returns the option of `read_parquet` that types a column which has the null type in some files and a real type in
 * others. Otherwise the engine takes the type of the first file, and casts the values of the others to it.
 */
export function typesOption(schemas: Schemas): string {
  const kinds = [...new Set(schemas.values())];
  const [first = []] = kinds;
  const types = new Map(
    kinds.flat().flatMap(({ name, type }) => (type === nullType ? [] : [[name, type] as const])),
  );
  const isMixed = ({ name, type }: Field) => type === nullType && types.has(name);
  if (!kinds.some((fields) => fields.some(isMixed))) return '';
  const items = first.map(
    ({ name }) =>
      `${literal(name)}: {name: ${literal(name)}, type: ${literal(types.get(name) ?? 'INTEGER')}, default_value: null}`,
  );
  return `, schema=map {${items.join(', ')}}`;
}

/**
 * Returns the items of a SELECT (in place of `*`) that cast columns of the null type to the type that the schema wants.
 * They hold no values that could contradict it. `others` are columns that come from folders.
 */
export function withoutNullTypes(
  schemas: Schemas,
  hints: readonly ColumnHint[],
  others: readonly string[],
): string {
  const kinds = [...new Set(schemas.values())];
  const [first = []] = kinds;
  const isNull = (name: string) =>
    kinds.every((fields) => fields.some((one) => one.name === name && one.type === nullType));
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const items = first
    .map(({ name }) => name)
    .filter((name) => isNull(name) && !others.includes(name))
    .map((name) => {
      const column = identifier(name);
      return `cast(${column} as ${hintedType(families.get(name))}) as ${column}`;
    });
  return replacing(items);
}

const isNullType = (logical: string | null) => logical === 'NullType()';

/**
 * Returns the columns that consist of Arrow's null type only, lists and structs of it included. They hold no value, so
 * that any type fits them.
 */
export async function emptyColumns(reader: Reader, url: string): Promise<ReadonlySet<string>> {
  const columns = await parquetColumns(reader, url);
  const isEmpty = (nodes: ParquetColumn) =>
    nodes.every(({ children, logical }) => children > 0 || isNullType(logical));
  return new Set(columns.filter(isEmpty).map(([{ name }]) => name));
}

/** Returns the columns of Arrow's null type, without lists and structs of it. */
async function nullColumns(reader: Reader, url: string): Promise<readonly string[]> {
  const columns = await parquetColumns(reader, url);
  return columns.flatMap(([{ name, logical }]) => (isNullType(logical) ? [name] : []));
}
