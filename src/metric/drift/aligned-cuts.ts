import type { Cuts, DistributionState } from '../distribution.ts';
import type { BinOptions } from './drift-name.ts';
import { isSingle, nextUp } from './next-up.ts';

/**
 * Returns the cuts in which current data has to be counted, so that all methods can compare it with a reference: the
 * reference's own cells, a range around each single value, and the given edges.
 */
export function alignedCuts({ values }: DistributionState, { edges = [] }: BinOptions = {}): Cuts {
  if (values.kind === 'categories') {
    return { kind: 'listed', values: values.counts.map(([value]) => value) };
  }
  const ends = values.cells.flatMap((cell) => {
    const [from, to] = cell;
    return isSingle(cell) ? [from, nextUp(from)] : [from, to];
  });
  const last = values.cells.at(-1);
  // The last range of a distribution may include its end.
  if (last !== undefined && !isSingle(last)) ends.push(nextUp(last[1]));
  const all = [...ends, ...edges].filter((edge) => Number.isFinite(edge));
  return { kind: 'edges', edges: [...new Set(all)].sort((a, b) => a - b) };
}
