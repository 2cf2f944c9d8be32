/** The values at one place of many JSON records, as far as they are known: of a key, of the items of an array, of the records. */
export interface Shape {
  readonly key: string;
  /** The bytes of the key as it is written, with the quote after it; empty where there is no key. */
  readonly written: Uint8Array;
  /** The place among the fields of its object. */
  readonly index: number;
  /** The object in which the key was last seen, to find keys that are named twice. */
  seen: number;
  /** The kinds of the values, as a sum of {@link kinds}. */
  bits: number;
  /** The fields of objects, in the order in which they were first seen. */
  readonly fields: Shape[];
  /** The items of arrays; null until one is seen. */
  items: Shape | null;
  /** The number of records that were kept before the one that was the first with this place; -1 if none was kept yet. */
  since: number;
  /** The place in the order in which the places of kept records were first seen. */
  order: number;
}

/** The kinds of JSON values that decide on a column's type, each a bit. */
export const kinds = {
  null: 1,
  boolean: 2,
  /** An integer that BIGINT holds. */
  integer: 4,
  /** An integer beyond BIGINT that 64 bits hold without a sign. */
  unsigned: 8,
  /** An integer of at most 38 digits beyond those. */
  huge: 16,
  /** A number with a fraction, an exponent or too many digits. */
  double: 32,
  text: 64,
  object: 128,
  array: 256,
  /** A number that DOUBLE would turn into infinity. */
  beyond: 512,
  /** A word for infinity, or NaN. */
  word: 1024,
  /** A whole number that DOUBLE would round. */
  rounded: 2048,
} as const;

/** Returns a {@link Shape} of which nothing was seen yet. */
export const newShape = (key = '', written = new Uint8Array(), index = 0): Shape => ({
  key,
  written,
  index,
  seen: 0,
  bits: 0,
  fields: [],
  items: null,
  since: -1,
  order: -1,
});

/** True if a shape has one of these kinds. */
export const has = ({ bits }: Shape, some: number): boolean => (bits & some) !== 0;

/** Returns the place of a shape within another: `o.k`, `l[]`; null if it is not there. */
export function placeOf(wanted: Shape, within: Shape, path = ''): string | null {
  if (wanted === within) return path;
  for (const field of within.fields) {
    const found = placeOf(wanted, field, path === '' ? field.key : `${path}.${field.key}`);
    if (found !== null) return found;
  }
  return within.items && placeOf(wanted, within.items, `${path}[]`);
}
