import type { Cell, DistributionState } from '../../metric/distribution.ts';
import { nextUp } from '../../metric/drift/next-up.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { type CountedCells, countCells, type RowsOfScope } from './cell-counts.ts';
import { stateOf } from './following-cells.ts';

/**
 * Counts values in given cells. What lies beyond the outer edges is bounded by the least and the greatest value, which are
 * looked up only where there is such a value.
 */
export async function alignedCells(
  of: Scalar,
  edges: readonly number[],
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const counted = await countCells({ kind: 'cells', of, edges, ends: false }, rows, context);
  const isOuter = counted.cells.some(({ cell }) => cell === 0 || cell === edges.length);
  const outer = isOuter ? await outerEnds(of, edges, rows, context) : null;
  const cells = counted.cells.map(({ cell, count }): Cell => {
    const from = edges[cell - 1] ?? outer?.least ?? Number.NEGATIVE_INFINITY;
    const to = edges[cell] ?? outer?.greatest ?? Number.POSITIVE_INFINITY;
    return [from, to === nextUp(from) ? from : to, count];
  });
  return stateOf(counted, cells);
}

async function outerEnds(
  of: Scalar,
  edges: readonly number[],
  rows: RowsOfScope,
  context: PassContext,
) {
  const outer = [edges[0], edges.at(-1)].filter((edge) => edge !== undefined);
  const { cells }: CountedCells = await countCells(
    { kind: 'cells', of, edges: [...new Set(outer)], ends: true },
    rows,
    context,
  );
  return {
    least: Math.min(...cells.map(({ least }) => least)),
    greatest: Math.max(...cells.map(({ greatest }) => greatest)),
  };
}
