import type { Binned, Sizes } from './compared.ts';
import { middle } from './middle.ts';
import { isSingle } from './next-up.ts';
import type { OrderedPair } from './ordered-values.ts';

/** A group has at most one row in so many of all, and of those that lie beyond it. */
const mostRows = 128;
const tail = 16;

interface Points {
  readonly positions: readonly number[];
  readonly binned: Binned;
}

interface Point extends Sizes {
  readonly at: number;
}

/** Returns two distributions as the same few points with rows on both sides: a distance of them can be drawn anew. */
export function coarsen({ reference, current, sizes }: OrderedPair): Points {
  const points = [
    ...reference.cells.map((cell) => ({ at: place(cell), reference: cell[2], current: 0 })),
    ...current.cells.map((cell) => ({ at: place(cell), reference: 0, current: cell[2] })),
  ].sort((a, b) => a.at - b.at);
  const all = sizes.reference + sizes.current;
  let passed = 0;
  const grouped: Point[] = [];
  let open: Point | null = null;
  for (const point of points) {
    // Groups are small near both ends, for a few extreme values may make most of a distance.
    const room = Math.min(all / mostRows, Math.min(passed, all - passed) / tail);
    const isOpen: boolean =
      open !== null && (open.at === point.at || rowsOf(open) + rowsOf(point) <= room);
    passed += rowsOf(point);
    if (open !== null && !isOpen) grouped.push(open);
    open = open !== null && isOpen ? merged(open, point) : point;
  }
  if (open !== null) grouped.push(open);
  return {
    positions: grouped.map(({ at }) => at),
    binned: {
      bins: grouped.map(({ reference: r, current: c }) => ({ reference: r, current: c })),
      rows: sizes,
    },
  };
}

const place = (cell: readonly [number, number, number]): number =>
  isSingle(cell) ? cell[0] : middle(cell);

const rowsOf = ({ reference, current }: Sizes): number => reference + current;

const merged = (a: Point, b: Point): Point => {
  const weight = rowsOf(b) / Math.max(1, rowsOf(a) + rowsOf(b));
  return {
    at: a.at === b.at ? a.at : a.at + (b.at - a.at) * weight,
    reference: a.reference + b.reference,
    current: a.current + b.current,
  };
};

/** Returns the function that measures the area between two distributions on the same points. */
export const distanceOf =
  (positions: readonly number[]) =>
  ({ bins, rows }: Binned): number => {
    let difference = 0;
    let area = 0;
    for (const [i, { reference, current }] of bins.entries()) {
      difference += reference / rows.reference - current / rows.current;
      const next = positions[i + 1];
      if (next !== undefined) area += Math.abs(difference) * (next - (positions[i] ?? 0));
    }
    return area;
  };

/** Returns the function that measures the area in deviations of the reference. */
export const normalizedDistanceOf = (positions: readonly number[]) => {
  const distance = distanceOf(positions);
  return (binned: Binned): number => {
    const mean =
      binned.bins.reduce((sum, bin, i) => sum + bin.reference * (positions[i] ?? 0), 0) /
      binned.rows.reference;
    const squares = binned.bins.reduce(
      (sum, bin, i) => sum + bin.reference * ((positions[i] ?? 0) - mean) ** 2,
      0,
    );
    const area = distance(binned);
    const deviation = Math.sqrt(squares / binned.rows.reference);
    // A draw of a single value has no deviation, and tells nothing.
    return deviation === 0 ? 0 : area / deviation;
  };
};
