import type { Unreadable, UnreadableColumn } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';

/** The columns that one mark holds a bit for. A BIGINT has 63 without its sign. */
export const bitsInMark = 63;

/** A column whose unreadable fields are marked, with its place among all bits of all marks. */
export interface Marked {
  readonly name: string;
  readonly place: number;
  /** The beginning of the names of the marks, from {@link markPrefix}. */
  readonly prefix: string;
}

/** Returns a beginning for the names of marks that none of these columns has. */
export function markPrefix(columns: readonly { readonly name: string }[]): string {
  const names = columns.map(({ name }) => name.toLowerCase());
  let prefix = '__unreadable';
  while (names.some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}

const markOf = ({ place, prefix }: Pick<Marked, 'place' | 'prefix'>): string =>
  `${prefix}${Math.floor(place / bitsInMark)}`;

/** Returns the bit of a marked column within its mark, from 0. */
export const bitOf = (place: number): number => place % bitsInMark;

/** Returns the marked columns of each mark, by the name of the hidden column that holds it. */
export const marksOf = <Column extends Marked>(
  columns: readonly Column[],
): ReadonlyMap<string, readonly Column[]> => Map.groupBy(columns, markOf);

/**
 * Returns the items of a SELECT that mark unreadable fields: BIGINT columns with a bit for each marked column. `isUnread` is SQL
 * that is true for a field that can't be read.
 */
export const markItems = (
  columns: readonly (Marked & { readonly isUnread: string })[],
): readonly string[] =>
  [...marksOf(columns)].map(([mark, own]) => {
    const bits = own.map(
      ({ isUnread, place }) => `(coalesce(${isUnread}, false)::bigint << ${bitOf(place)})`,
    );
    return `(${bits.join(' | ')}) as ${identifier(mark)}`;
  });

/** Returns SQL that is true for a row in which the field of a marked column was read, else false. */
export const isRead = (column: Marked): string =>
  `(${identifier(markOf(column))} & ${1n << BigInt(bitOf(column.place))}) = 0`;

/** Returns SQL that counts the unreadable fields of a marked column. */
export const countUnread = (column: Marked): string =>
  `count(*) filter (where not ${isRead(column)})`;

/** Returns the unreadable fields of a relation with marks, from their counts by column; null if there are none. */
export function unreadableOf(
  marked: readonly Marked[],
  counts: ReadonlyMap<string, number>,
): Unreadable | null {
  const columns = new Map<string, UnreadableColumn>();
  for (const column of marked) {
    const count = counts.get(column.name) ?? 0;
    if (count > 0) columns.set(column.name, { count, isRead: isRead(column) });
  }
  return columns.size === 0 ? null : { hidden: [...marksOf(marked).keys()], columns };
}
