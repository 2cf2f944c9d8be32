import type { Cell } from '../metric/distribution.ts';

/**
 * Counts cells in the ranges between edges that the contract gives: below the first, from each up to the next, and from
 * the last one on. No end of them is a value of the data.
 */
export const inGivenCells = (cells: readonly Cell[], edges: readonly number[]): readonly Cell[] =>
  [Number.NEGATIVE_INFINITY, ...edges].map((from, at): Cell => {
    const to = edges[at] ?? Number.POSITIVE_INFINITY;
    const isLast = at === edges.length;
    const within = cells.filter(([start]) => start >= from && (isLast || start < to));
    return [from, to, within.reduce((sum, [, , count]) => sum + count, 0)];
  });
