import type { Row } from '../generate/row-domain.ts';
import { valueKey } from './value-key.ts';

/** The rows that only one of two lists has. A row that occurs twice in one and once in the other is in it once. */
export interface RowDifference {
  readonly onlyLeft: readonly Row[];
  readonly onlyRight: readonly Row[];
}

/** Compares rows as multisets: their order does not count, and how often each occurs does. Values compare as `valueKey` says. */
export function compareRows(left: readonly Row[], right: readonly Row[]): RowDifference {
  const names = [...new Set([...left, ...right].flatMap(Object.keys))];
  const keyOf = (row: Row) => names.map((name) => valueKey(row[name])).join(' ');
  const open = new Map<string, Row[]>();
  for (const row of right) {
    const key = keyOf(row);
    const known = open.get(key);
    if (known) known.push(row);
    else open.set(key, [row]);
  }
  const onlyLeft = left.filter((row) => open.get(keyOf(row))?.pop() === undefined);
  return { onlyLeft, onlyRight: [...open.values()].flat() };
}
