import { alignedCuts } from '../aligned-cuts.ts';
import { type Cell, type DistributionState, isExact } from '../distribution.ts';
import { countsBetween } from './counts-between.ts';
import type { BinOptions } from './drift-name.ts';
import { isSingle, nextUp } from './next-up.ts';

const usualBins = 10;
/** A bin has at least so many rows of the reference, or its share of them if that is less: else its ends are chance. */
const leastRows = 20;
/** A reference of so few different values has a bin for each. */
const fewValues = 20;

/**
 * Returns the ascending edges between the bins of ordered values: those given, or those that give the bins nearly equal
 * shares of the reference. A value with the share of a bin or more has a bin of its own, and so has each of at most 20
 * different values, between which new values have theirs. Else the outer bins have no end: how far the reference reaches
 * is chance, and a bin for what lies beyond would drift by itself.
 */
export function binEdges(
  reference: DistributionState,
  { bins = usualBins, edges }: BinOptions,
): readonly number[] {
  if (edges !== undefined) return edges;
  const cells = cellsToCut(reference);
  const last = cells.at(-1);
  if (last === undefined) return [];
  const isFew = isExact(reference) && cells.length <= fewValues;
  const starts = isFew ? cells.flatMap(around) : startsOfShares(cells, bins);
  return [...new Set(isFew ? [...starts, last[1]] : starts)].sort((a, b) => a - b);
}

/** Returns the cells in which other data is counted to be compared with a reference, and the reference's rows in them. */
function cellsToCut(reference: DistributionState): readonly Cell[] {
  const cuts = alignedCuts(reference);
  if (cuts.kind !== 'edges' || reference.values.kind !== 'ordered') return [];
  const counts = countsBetween(reference.values, cuts.edges) ?? [];
  return cuts.edges
    .map(
      (edge, i): Cell => [edge, cuts.edges[i + 1] ?? Number.POSITIVE_INFINITY, counts[i + 1] ?? 0],
    )
    .filter(([, , count]) => count > 0);
}

const around = ([value]: Cell): readonly number[] => [value, nextUp(value)];

/** Returns the first value of each bin, taken from the first value of a cell, and the number above one that stands alone. */
function startsOfShares(cells: readonly Cell[], bins: number): readonly number[] {
  const starts: number[] = [];
  const all = cells.reduce((sum, [, , count]) => sum + count, 0);
  const least = Math.min(leastRows, all / bins);
  let left = all;
  let wanted = bins;
  let rows = 0;
  const open = (from: number): void => {
    if (rows > 0) wanted = Math.max(1, wanted - 1);
    left -= rows;
    rows = 0;
    starts.push(from);
  };
  for (const cell of cells) {
    const [from, , count] = cell;
    const isAlone = isSingle(cell) && count >= all / bins;
    // A bin ends before the cell with which it would be further from its share than without.
    const isFull = rows > 0 && rows + count / 2 > Math.max(least, left / wanted);
    if (isAlone || isFull) open(from);
    rows += count;
    if (isAlone) open(nextUp(from));
  }
  return starts;
}
