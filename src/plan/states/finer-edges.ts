import { nextUp } from '../../metric/drift/next-up.ts';

/** Values between two ends, both included. */
export interface Span {
  readonly least: number;
  readonly greatest: number;
}

/**
 * Returns ascending edges that cut a span into at least so many cells of one width, unless neighbouring doubles lie farther
 * apart. The width is a power of two and the edges its multiples, so that a division finds the cell of a value without
 * rounding. The first edge lies at or below the least value.
 */
export function evenEdges({ least, greatest }: Span, parts: number): readonly number[] {
  const size = Math.max(Math.abs(least), Math.abs(greatest));
  const width = greatest / parts - least / parts;
  const step = Math.max(2 ** Math.floor(Math.log2(width)), nextUp(size / 2) - size / 2);
  const [first, last] = [Math.floor(least / step), Math.floor(greatest / step)];
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
}
