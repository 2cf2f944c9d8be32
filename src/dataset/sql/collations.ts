import { DatasetError, type Reader } from '../dataset.ts';
import { identifier, literal } from './quote.ts';
import { replacing } from './selection.ts';

/** A type in the output of `json_serialize_plan`, with nested types in `type_info`. */
interface Type {
  readonly id: string;
  readonly type_info: unknown;
}

/** The scan of a table in the output of `json_serialize_plan`, with the types of its columns. */
interface Scan {
  readonly returned_types: readonly Type[];
  readonly names: readonly string[];
}

/** Collations that compare text by its characters. */
const binary: ReadonlySet<string> = new Set(['', 'binary', 'c', 'posix']);

/**
 * Returns the items of a SELECT (in place of `*`) that remove the collation of each column, so that all text is
 * compared by its characters. A column of a DuckDB table or a query may have a collation under which 'bad' = 'BAD';
 * results must not depend on it. `shape` is a temporary table with the columns of the relation.
 */
export async function withoutCollations(
  reader: Reader,
  shape: string,
  label: string,
): Promise<string> {
  const [row] = await reader.query(
    `select json_serialize_plan(${literal(`select * from ${shape}`)}) as plan`,
  );
  const scan = scanOf(JSON.parse(String(row?.plan)));
  if (scan === null)
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${label}: DuckDB does not report the collations of its columns, so that it is not known how their text is compared.`,
    );
  const collated = scan.names.flatMap((name, at) => {
    const type = scan.returned_types[at];
    return type && hasCollation(type.type_info) ? [{ name, type }] : [];
  });
  const nested = collated.find(({ type }) => type.id !== 'VARCHAR');
  if (nested)
    throw new DatasetError(
      'DATASET_INVALID',
      `${label}: column '${nested.name}' is a ${nested.type.id} with text that has a collation, and is then not compared by its characters alone. Make it of text without one, such as [name collate "binary"].`,
    );
  const items = collated.map(({ name }) => {
    const column = identifier(name);
    return `${column} collate "binary" as ${column}`;
  });
  return replacing(items);
}

function scanOf(plan: unknown): Scan | null {
  if (typeof plan !== 'object' || plan === null) return null;
  if ('returned_types' in plan && 'names' in plan) return plan as Scan;
  for (const part of Object.values(plan)) {
    const found = scanOf(part);
    if (found) return found;
  }
  return null;
}

function hasCollation(type: unknown): boolean {
  if (typeof type !== 'object' || type === null) return false;
  if ('collation' in type && !binary.has(String(type.collation).toLowerCase())) return true;
  return Object.values(type).some(hasCollation);
}
