/** Neighbouring cells that one expression finds, from an edge up to where the next ones begin. */
export interface Stretch {
  readonly from: number;
  /** The number of its first cell. */
  readonly first: number;
  readonly cells: number;
  /** The width of its cells, a power of two, and where it begins, in such widths; null if it is a single cell. */
  readonly even: Even | null;
}

interface Even {
  readonly step: number;
  readonly place: number;
}

/** A stretch of cells of one width. */
export type EvenStretch = Stretch & { readonly even: Even };

/** The number of cells of one width from which on arithmetic finds them faster than comparisons. */
const fewestInRun = 4;

/** Returns all cells between and beside ascending edges. Cell 0 is below the first edge. */
export function stretchesOf(edges: readonly number[]): readonly [Stretch, ...Stretch[]] {
  const stretches: [Stretch, ...Stretch[]] = [
    { from: Number.NEGATIVE_INFINITY, first: 0, cells: 1, even: null },
  ];
  let at = 0;
  while (at < edges.length) {
    const from = edges[at] ?? Number.NaN;
    const step = (edges[at + 1] ?? Number.NaN) - from;
    const cells = evenCells(edges, at, step);
    const isEven = cells >= fewestInRun;
    const even = isEven ? { step, place: from / step } : null;
    stretches.push({ from, first: at + 1, cells: isEven ? cells : 1, even });
    at += isEven ? cells : 1;
  }
  return stretches;
}

/** Returns the stretch that has more cells than all others; null if there is none. */
export function mainOf(stretches: readonly Stretch[]): EvenStretch | null {
  const all = stretches.reduce((sum, { cells }) => sum + cells, 0);
  return stretches.filter(isEven).find(({ cells }) => cells * 2 > all) ?? null;
}

const isEven = (stretch: Stretch): stretch is EvenStretch => stretch.even !== null;

/** Returns the number of cells of one width that begin at an edge, if it is a power of two and the edge its multiple. */
function evenCells(edges: readonly number[], at: number, step: number): number {
  const from = edges[at] ?? Number.NaN;
  const isPower =
    step >= 2 ** -1020 && step <= 2 ** 1020 && 2 ** Math.round(Math.log2(step)) === step;
  if (!isPower || !Number.isSafeInteger(from / step)) return 0;
  let cells = 1;
  while ((edges[at + cells + 1] ?? Number.NaN) - (edges[at + cells] ?? 0) === step) cells += 1;
  return cells;
}
