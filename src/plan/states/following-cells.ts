import type { Cell, DistributionState } from '../../metric/distribution.ts';
import type { Scalar } from '../../metric/expression.ts';
import type { PassContext } from '../measure-request.ts';
import { type CountedCells, countCells, type RowsOfScope } from './cell-counts.ts';
import { evenEdges, type Span } from './finer-edges.ts';

/** The number of cells that values are cut into, about. */
export const wantedCells = 512;
/** A cell with a greater share of the values is cut again, unless it holds one value alone. */
export const heaviest = 1 / 128;
/** The least and the greatest number of cells that a heavy one is cut into. */
const [fewestFiner, mostFiner] = [4, 64];
/** The number of times that heavy cells are cut: up to six bits each time, of the 64 that two doubles may differ in. */
const mostRounds = 12;
/** The number of light octaves up to which each is a cell of its own. */
const mostOctaves = 256;

/**
 * Counts values in cells that follow them, without sorting, and no tail is too heavy for it: by octaves first; then in even
 * cells within each octave, the more the more values it has; and then as {@link refinedCells}.
 */
export async function followingCells(
  of: Scalar,
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  const octaves = await countCells({ kind: 'octaves', of }, rows, context);
  const values = octaves.cells.reduce((sum, { count }) => sum + count, 0);
  return refinedCells(of, firstEdges(octaves, values), rows, context);
}

/**
 * Counts values between edges, and cells that are too heavy in finer ones, until they are not or hold a single value.
 * Whatever the pieces, the counts that decide are those of all rows.
 */
export async function refinedCells(
  of: Scalar,
  from: readonly number[],
  rows: RowsOfScope,
  context: PassContext,
): Promise<DistributionState> {
  let edges = ascending(from);
  for (let round = 0; ; round += 1) {
    const counted = await countCells({ kind: 'cells', of, edges, ends: true }, rows, context);
    const values = counted.cells.reduce((sum, { count }) => sum + count, 0);
    const heavy = counted.cells.filter(
      (cell) => cell.count > values * heaviest && cell.least < cell.greatest,
    );
    if (heavy.length === 0 || round === mostRounds)
      return stateOf(counted, cellsOf(counted, edges, values * heaviest));
    edges = ascending([
      ...edges,
      ...heavy.flatMap((cell) => finerEdges(cell, cell.count / values)),
    ]);
  }
}

/** Cuts a heavy cell, so that most of its parts are light if its values are spread over them. */
export function finerEdges(span: Span, share: number): readonly number[] {
  const parts = Math.ceil((share / heaviest) * 2);
  return evenEdges(span, Math.min(Math.max(parts, fewestFiner), mostFiner));
}

const ascending = (edges: readonly number[]): readonly number[] =>
  [...new Set(edges)].sort((one, other) => one - other);

/** Cuts octaves by their share of the values. Of those that have few, the least value is an edge. */
function firstEdges({ cells }: CountedCells, values: number): readonly number[] {
  const share = values / wantedCells;
  const inOrder = cells.toSorted((one, other) => one.least - other.least);
  const light = inOrder.filter(({ count }) => count <= share).length;
  const apart = Math.ceil(light / mostOctaves);
  return inOrder.flatMap((octave, at) =>
    octave.count > share
      ? evenEdges(octave, Math.ceil(octave.count / share))
      : at % Math.max(apart, 1) === 0
        ? [octave.least]
        : [],
  );
}

function cellsOf(
  { cells }: CountedCells,
  edges: readonly number[],
  heavy: number,
): readonly Cell[] {
  return cells.map(({ cell, count, least, greatest }, at): Cell => {
    if (least === greatest && count > heavy) return [least, least, count];
    const from = Math.max(edges[cell - 1] ?? least, at === 0 ? least : Number.NEGATIVE_INFINITY);
    const to = at === cells.length - 1 ? greatest : (edges[cell] ?? greatest);
    return [from, to, count];
  });
}

/** Returns the state of values in finite cells, with infinities as single values beside them. */
export function stateOf(
  { nulls, nans, below, above }: Omit<CountedCells, 'cells'>,
  cells: readonly Cell[],
): DistributionState {
  const outer = ([value, count]: readonly [number, number]): readonly Cell[] =>
    count === 0 ? [] : [[value, value, count]];
  return {
    kind: 'distribution',
    nulls,
    nans,
    values: {
      kind: 'ordered',
      cells: [
        ...outer([Number.NEGATIVE_INFINITY, below]),
        ...cells,
        ...outer([Number.POSITIVE_INFINITY, above]),
      ],
    },
  };
}
