/** SQL for the items of a SELECT: all columns, some of them written otherwise. */
export const replacing = (items: readonly string[]): string =>
  items.length === 0 ? '*' : `* replace (${items.join(', ')})`;

/** SQL for after FROM that selects items, where they are not all columns as they are. */
export const selected = (items: string, from: string): string =>
  items === '*' ? from : `(select ${items} from ${from})`;
