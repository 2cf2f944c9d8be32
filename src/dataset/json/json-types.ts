import { literal } from '../sql/quote.ts';

/** What DuckDB says of the JSON values of a column: a type's name, the fields of objects, the items of arrays. */
export type Structure = string | { readonly [key: string]: Structure } | readonly [Structure];

/** An object with more keys than these is taken for a map: its keys are data. */
const mostFields = 200;

export interface TypeOptions {
  /** Whether there is an integer that BIGINT may not hold. */
  readonly hasBig: boolean;
}

const integers = ['UBIGINT', 'BIGINT', 'HUGEINT', 'UHUGEINT'];

/**
 * The type to read a column as, in the form that json_transform takes. Values of several types stay JSON, text stays
 * text though it may look like a date, and integers keep their digits.
 */
export function typeOf(structure: Structure, options: TypeOptions): Structure {
  if (typeof structure === 'string') {
    if (integers.includes(structure)) return options.hasBig ? 'HUGEINT' : 'BIGINT';
    return structure === 'NULL' ? 'JSON' : structure;
  }
  if (Array.isArray(structure)) return [typeOf(structure[0] as Structure, options)];
  const fields = Object.entries(structure as { readonly [key: string]: Structure });
  if (fields.length > mostFields || hasClash(fields.map(([name]) => name))) {
    return `MAP(VARCHAR, ${mapValue(fields.map(([, field]) => typeOf(field, options)))})`;
  }
  return Object.fromEntries(fields.map(([name, field]) => [name, typeOf(field, options)]));
}

/** A STRUCT does not tell upper from lower case. */
const hasClash = (names: readonly string[]) =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

/** The type of a map's values: theirs, where they have one alike. */
function mapValue(types: readonly Structure[]): string {
  const kinds = new Set(types.filter((type) => type !== 'JSON'));
  const [kind] = kinds;
  return kinds.size === 1 && typeof kind === 'string' ? kind : 'JSON';
}

/** A key as json_extract takes it. */
export const pointer = (key: string): string =>
  literal(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
