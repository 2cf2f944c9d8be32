/** Returns the items of a SELECT: all columns, with some of them replaced. */
export const replacing = (items: readonly string[]): string =>
  items.length === 0 ? '*' : `* replace (${items.join(', ')})`;

/** Returns SQL (to follow FROM) that selects items of a relation; the relation itself if the items are `*`. */
export const selected = (items: string, from: string): string =>
  items === '*' ? from : `(select ${items} from ${from})`;
