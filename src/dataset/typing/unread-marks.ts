import type { Unreadable, UnreadableColumn } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';

/** The columns that one mark holds a bit for. A BIGINT has 63 without its sign. */
const bitsInMark = 63;

/** Returns the name of the hidden column with the bit of a marked column, by the place of that among all marked columns. */
const markOf = (place: number): string => `__unreadable${Math.floor(place / bitsInMark)}`;

const bitOf = (place: number): bigint => 1n << BigInt(place % bitsInMark);

/** Returns the names of the hidden columns that mark the unreadable fields of so many columns. */
export const markNames = (columns: number): readonly string[] =>
  Array.from({ length: Math.ceil(columns / bitsInMark) }, (_, at) => markOf(at * bitsInMark));

/**
 * Returns the items of a SELECT that mark unreadable fields: BIGINT columns with a bit for each condition, in their order. A
 * condition is SQL that is true for a field that can't be read.
 */
export const markItems = (conditions: readonly string[]): readonly string[] =>
  markNames(conditions.length).map((name, at) => {
    const own = conditions.slice(at * bitsInMark, (at + 1) * bitsInMark);
    const bits = own.map((condition, bit) => `(coalesce(${condition}, false)::bigint << ${bit})`);
    return `(${bits.join(' | ')}) as ${identifier(name)}`;
  });

/** Returns SQL that is true for a row in which the field of a marked column was read. */
export const isRead = (place: number): string =>
  `(${identifier(markOf(place))} & ${bitOf(place)}) = 0`;

/** Returns SQL that counts the unreadable fields of a marked column. */
export const countUnread = (place: number): string =>
  `count(*) filter (where not ${isRead(place)})`;

/** Returns the unreadable fields of a relation with marks, from their counts by column; null if there are none. */
export function unreadableOf(
  counts: readonly (readonly [column: string, count: number])[],
): Unreadable | null {
  const columns = new Map<string, UnreadableColumn>();
  for (const [place, [name, count]] of counts.entries())
    if (count > 0) columns.set(name, { count, isRead: isRead(place) });
  return columns.size === 0 ? null : { hidden: markNames(counts.length), columns };
}
