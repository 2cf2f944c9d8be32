import { nextUp } from '../../metric/drift/next-up.ts';

/** Values that lie above one number, up to and with another one. */
export interface Cell {
  readonly above: number;
  readonly upTo: number;
  readonly count: number;
}

/** Returns the greatest double below a number. */
export const before = (value: number): number => -nextUp(-value);

/** Returns a cell for each value. */
export const cellsOfValues = (values: readonly (readonly [number, number])[]): readonly Cell[] =>
  [...Map.groupBy(values, ([value]) => value)]
    .map(([value, all]) => ({
      above: before(value),
      upTo: value,
      count: all.reduce((sum, [, count]) => sum + count, 0),
    }))
    .toSorted((one, other) => one.upTo - other.upTo);

/** Returns the cells between bounds, all of which lie at or above the least value. */
export const cellsBetween = (
  bounds: readonly number[],
  counts: readonly number[],
  least: number,
): readonly Cell[] =>
  bounds.map((upTo, at) => ({
    above: bounds[at - 1] ?? before(least),
    upTo,
    count: counts[at] ?? 0,
  }));

/** Returns the one value that a cell has room for; null if there may be several. */
export function onlyValue({ above, upTo }: Cell, isWhole: boolean): number | null {
  if (above === before(upTo)) return upTo;
  const next = Math.floor(above) + 1;
  return isWhole && next === Math.floor(upTo) ? next : null;
}

/** Counts the values of each bin from those of finer cells: a bin reaches from its edge to below the next one, the last one up to it. */
export function binCounts(cells: readonly Cell[], edges: readonly number[]): readonly number[] {
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  let bin = 0;
  for (const { upTo, count } of cells) {
    while (bin < counts.length - 1 && upTo >= (edges[bin + 1] ?? 0)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + count;
  }
  return counts;
}
