import { literal } from '../../../../src/dataset/sql/quote.ts';

/**
 * The structure of a column's JSON values as DuckDB reports it: the name of a type, the fields of objects, or the items
 * of arrays.
 */
export type Structure = string | { readonly [key: string]: Structure } | readonly [Structure];

/** The most keys of an object with a STRUCT type. An object with more is read as a map, since its keys are data. */
const mostFields = 200;

/** Options of {@link typeOf}. */
export interface TypeOptions {
  /** True if there is an integer that BIGINT may not hold. */
  readonly hasBig: boolean;
}

const integers = ['UBIGINT', 'BIGINT', 'HUGEINT', 'UHUGEINT'];

/**
 * Returns the type to read a column as, in the form that `json_transform` takes. Values of several types stay JSON,
 * text stays text even if it looks like a date, and integers keep their digits.
 */
export function typeOf(structure: Structure, options: TypeOptions): Structure {
  if (typeof structure === 'string') {
    if (integers.includes(structure)) return options.hasBig ? 'HUGEINT' : 'BIGINT';
    return structure === 'NULL' ? 'JSON' : structure;
  }
  if (Array.isArray(structure)) return [typeOf(structure[0] as Structure, options)];
  const fields = Object.entries(structure as { readonly [key: string]: Structure });
  if (fields.length > mostFields || hasClash(fields.map(([name]) => name))) {
    return `MAP(VARCHAR, ${mapValue(fields.flatMap(([, field]) => (field === 'NULL' ? [] : [typeOf(field, options)])))})`;
  }
  return Object.fromEntries(fields.map(([name, field]) => [name, typeOf(field, options)]));
}

/** True if two names differ only by case, which a STRUCT can't hold. */
const hasClash = (names: readonly string[]) =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

/** Returns the type of a map's values: their common type, or JSON. */
function mapValue(types: readonly Structure[]): string {
  const kinds = new Set(types);
  const [kind] = kinds;
  return kinds.size === 1 && typeof kind === 'string' ? kind : 'JSON';
}

/** Returns the JSON pointer of a key, quoted for SQL. */
export const pointer = (key: string): string =>
  literal(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
