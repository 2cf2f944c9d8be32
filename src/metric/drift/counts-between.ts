import type { OrderedValues } from '../distribution.ts';
import { isSingle } from './next-up.ts';

/**
 * Counts the values below the first edge, from each edge up to the next, and from the last one on. Null if an edge divides a
 * range with rows, so that they can't be counted.
 */
export function countsBetween(
  { cells }: OrderedValues,
  edges: readonly number[],
): readonly number[] | null {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const cell of cells) {
    const [from, to, count] = cell;
    while (bin < edges.length && (edges[bin] ?? 0) <= from) bin += 1;
    const isDivided = !isSingle(cell) && bin < edges.length && (edges[bin] ?? 0) < to;
    if (isDivided && count > 0) return null;
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  return counts;
}
