import type { Cell, Cuts, DistributionState } from './distribution.ts';
import { isExact, lastFinite } from './distribution.ts';
import { nextUp } from './drift/next-up.ts';

/** The number of single values up to which each has edges of its own. */
const mostSingles = 512;

/**
 * Returns how to count other data so that it can be compared with a distribution: in its own ranges, and each of its
 * single values by itself. Where it is known value by value, so is the other, if it has few enough: by the edges alone
 * both distribution functions are known at each value of the reference, and between two of them the one of the reference
 * does not change. `more` are further edges that the comparison needs.
 */
export function alignedCuts(state: DistributionState, more: readonly number[] = []): Cuts {
  const { values } = state;
  if (values.kind === 'categories')
    return { kind: 'listed', values: values.counts.map(([value]) => value) };
  const own = edgesOf(isExact(state) ? spread(values.cells) : values.cells);
  const edges = [...new Set([...own, ...more])].sort((one, other) => one - other);
  return isExact(state) ? { kind: 'edges', edges, mayList: true } : { kind: 'edges', edges };
}

/** Returns the edges that count each of the cells, and what lies between and beside them, apart. */
function edgesOf(cells: readonly Cell[]): readonly number[] {
  const edges = new Set<number>();
  const last = lastFinite(cells);
  for (const [at, [from, to]] of cells.entries()) {
    edges.add(from);
    // The last range has its end in it.
    edges.add(from === to || at === last ? nextUp(to) : to);
  }
  return [...edges];
}

/** Returns some of the single values, with nearly equal numbers of rows between them, and the outer ones. */
function spread(cells: readonly Cell[]): readonly Cell[] {
  if (cells.length <= mostSingles) return cells;
  const share = cells.reduce((sum, [, , count]) => sum + count, 0) / mostSingles;
  const kept: Cell[] = [];
  let rows = 0;
  for (const [at, cell] of cells.entries()) {
    const before = Math.floor(rows / share);
    rows += cell[2];
    const isOuter = at === 0 || at === cells.length - 1;
    if (isOuter || Math.floor(rows / share) > before) kept.push(cell);
  }
  return kept;
}
