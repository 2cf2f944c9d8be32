import { literal } from '../sql/quote.ts';
import { has, kinds, type Shape } from './json-shape.ts';

/**
 * The structure of a column's JSON values as DuckDB reports it: the name of a type, the fields of objects, or the items
 * of arrays.
 */
export type Structure = string | { readonly [key: string]: Structure } | readonly [Structure];

/** The most keys of an object with a STRUCT type. An object with more is read as a map, since its keys are data. */
const mostFields = 200;

/**
 * The most levels of a type, and the most lists in each other among them. What lies deeper stays JSON: the schema of a scratch
 * file is read to 100 levels, and DuckDB's time to read lists from Parquet doubles with each level.
 */
const [mostLevels, mostLists] = [45, 12] as const;

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
export function typeOf(
  structure: Structure,
  options: TypeOptions,
  levels = 0,
  lists = 0,
): Structure {
  if (typeof structure === 'string') {
    if (integers.includes(structure)) return options.hasBig ? 'HUGEINT' : 'BIGINT';
    return structure === 'NULL' ? 'JSON' : structure;
  }
  if (levels === mostLevels || lists === mostLists) return 'JSON';
  if (Array.isArray(structure))
    return [typeOf(structure[0] as Structure, options, levels + 1, lists + 1)];
  const typeWithin = (inner: Structure) => typeOf(inner, options, levels + 1, lists);
  const fields = Object.entries(structure as { readonly [key: string]: Structure });
  if (fields.length > mostFields || hasClash(fields.map(([name]) => name))) {
    return `MAP(VARCHAR, ${mapValue(fields.flatMap(([, field]) => (field === 'NULL' ? [] : [typeWithin(field)])))})`;
  }
  return Object.fromEntries(fields.map(([name, field]) => [name, typeWithin(field)]));
}

/** Returns the structure of values as DuckDB reports it, from what was learned of them. */
function structureOf(shape: Shape): Structure {
  const found = [kinds.boolean, numbers, kinds.text, kinds.object, kinds.array].filter((some) =>
    has(shape, some),
  );
  if (found.length > 1) return 'JSON';
  switch (found[0]) {
    case kinds.boolean:
      return 'BOOLEAN';
    case kinds.text:
      return 'VARCHAR';
    case kinds.array:
      return [shape.items === null ? 'NULL' : structureWithin(shape.items)];
    case kinds.object: {
      const fields = keptFields(shape);
      if (fields.length === 0) return 'JSON';
      return Object.fromEntries(fields.map((field) => [field.key, structureWithin(field)]));
    }
    case numbers:
      return has(shape, kinds.double | kinds.huge) ? 'DOUBLE' : 'UBIGINT';
    default:
      return 'NULL';
  }
}

/**
 * Returns the structure of values within others, which are not marked one by one where they can't be read. Integers keep their
 * digits, and numbers that DOUBLE does not hold stay JSON.
 */
function structureWithin(shape: Shape): Structure {
  const structure = structureOf(shape);
  if (structure !== 'DOUBLE') return structure;
  if (!has(shape, kinds.double)) return 'HUGEINT';
  return has(shape, kinds.beyond | kinds.rounded) ? 'JSON' : structure;
}

/** True for values within others that stay JSON since DOUBLE does not hold some of the numbers. */
const isInexactWithin = (shape: Shape): boolean =>
  structureOf(shape) === 'DOUBLE' && structureWithin(shape) === 'JSON';

/** Returns the places within the values of a column whose numbers stay JSON, since DOUBLE does not hold some: `o.k`, `l[]`. */
export function inexactPlaces(shape: Shape, path = shape.key): readonly string[] {
  const { items } = shape;
  const within = [
    ...keptFields(shape).map((field) => [field, `${path}.${field.key}`] as const),
    ...(items === null ? [] : [[items, `${path}[]`] as const]),
  ];
  return within.flatMap(([inner, place]) => [
    ...(isInexactWithin(inner) ? [place] : []),
    ...inexactPlaces(inner, place),
  ]);
}

const numbers = kinds.integer | kinds.unsigned | kinds.huge | kinds.double;

/** Returns the type of a column from what was learned of its values; null if it has none. */
export function typeOfColumn(shape: Shape, options: TypeOptions): Structure | null {
  const structure = structureOf(shape);
  if (structure === 'NULL') return null;
  const isExact = !has(shape, kinds.double);
  // The engine's structures lose the digits of integers beyond 64 bits.
  if (structure === 'DOUBLE' && isExact) return 'HUGEINT';
  if (structure === 'UBIGINT') return has(shape, kinds.unsigned) ? 'HUGEINT' : 'BIGINT';
  return typeOf(structure, options);
}

/** Returns the fields of an object that records which were kept have, in the order in which they came. */
export const keptFields = ({ fields }: Shape): readonly Shape[] =>
  fields.filter(({ since }) => since >= 0).sort((one, other) => one.order - other.order);

/** True if two names differ only by case, which a STRUCT can't hold. */
const hasClash = (names: readonly string[]) =>
  new Set(names.map((name) => name.toLowerCase())).size < names.length;

/** Returns the type of a map's values: their common type, or JSON. */
function mapValue(types: readonly Structure[]): string {
  const found = new Set(types);
  const [kind] = found;
  return found.size === 1 && typeof kind === 'string' ? kind : 'JSON';
}

/** Returns the JSON pointer of a key. */
export const pointerOf = (key: string): string =>
  `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Returns the JSON pointer of a key, quoted for SQL. */
export const pointer = (key: string): string => literal(pointerOf(key));
