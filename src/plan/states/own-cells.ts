import type { DistributionState } from '../../metric/distribution.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { type CountedCells, countCells, type RowsOfScope } from './cell-counts.ts';
import { evenEdges, type Span } from './finer-edges.ts';
import {
  finerEdges,
  followingCells,
  heaviest,
  refinedCells,
  stateOf,
  wantedCells,
} from './following-cells.ts';
import type { Ends } from './value-ends.ts';

/** The number of even cells between the ends of the values, at least. */
const evenCells = 2048;
/** The number of them that are put together, at most, so that a long tail of few values is not one cell. */
const mostTogether = 16;
/** A cell with more of the values shows that even cells don't suit them. */
const tooMany = 1 / 4;

/**
 * Counts values in cells that follow them: in even cells from the least to the greatest, of which neighbours with few values
 * become one. Those that are too heavy are cut again. Values that nearly all lie in one such cell are counted
 * by octaves instead.
 */
export async function ownCells(
  of: Scalar,
  { least, greatest }: Ends,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  if (least === null || greatest === null) return followingCells(of, rows, context);
  const edges = edgesOf({ least, greatest });
  const counted = await countCells({ kind: 'cells', of, edges, ends: false }, rows, context);
  const values = counted.cells.reduce((sum, { count }) => sum + count, 0);
  const isOuter = counted.cells.some(({ cell }) => cell === 0 || cell === edges.length);
  const isUneven = counted.cells.some(({ count }) => count > values * tooMany);
  if (isOuter || isUneven) return followingCells(of, rows, context);
  const together = joined(counted.cells, values / wantedCells);
  const heavy = together.filter(({ count }) => count > values * heaviest);
  if (heavy.length > 0) {
    const more = heavy.flatMap(({ cell, count }) =>
      finerEdges(
        { least: edges[cell - 1] ?? least, greatest: edges[cell] ?? greatest },
        count / values,
      ),
    );
    const own = together.flatMap(({ cell, last }) => [edges[cell - 1] ?? least, edges[last] ?? 0]);
    return refinedCells(of, [...own, ...more], rows, context);
  }
  const cells = together.map(({ cell, last, count }, at) => ({
    from: at === 0 ? least : (edges[cell - 1] ?? least),
    to: at === together.length - 1 ? greatest : (edges[last] ?? greatest),
    count,
  }));
  return stateOf(
    counted,
    cells.map(({ from, to, count }) => [from, to, count]),
  );
}

/** Returns edges of even cells, the last of which ends above the greatest value. */
function edgesOf(span: Span): readonly number[] {
  const edges = evenEdges(span, evenCells);
  const [before = 0, last = 0] = edges.slice(-2);
  return [...edges, last + (last - before)];
}

interface Together {
  readonly cell: number;
  readonly last: number;
  readonly count: number;
}

/** Puts neighbouring cells together up to a number of values. */
function joined(cells: CountedCells['cells'], share: number): readonly Together[] {
  const all: Together[] = [];
  for (const { cell, count } of cells) {
    const before = all.at(-1);
    const fits =
      before !== undefined && before.count + count <= share && cell - before.cell < mostTogether;
    if (fits) all[all.length - 1] = { ...before, last: cell, count: before.count + count };
    else all.push({ cell, last: cell, count });
  }
  return all;
}
