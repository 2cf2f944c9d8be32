/** The number of cells that a stretch of edges may be cut into, for each of its own. */
const mostFiner = 64;
/** The number of cells that a stretch of edges is cut into. */
const mostCells = 32_768;
/** The number of edges from which on a stretch is worth it. */
const fewestEdges = 4;

/**
 * Returns edges and further ones between them, so that most cells lie in few stretches of one width. The engine finds a cell
 * of such a stretch by a multiplication, where each change of width costs a comparison of each row.
 */
export function evenRuns(edges: readonly number[]): readonly number[] {
  const stretch = longest(edges);
  if (stretch === null) return edges;
  const { start, end, step } = stretch;
  const from = edges[start] ?? 0;
  const cells = ((edges[end] ?? 0) - from) / step;
  return [
    ...evenRuns(edges.slice(0, start)),
    ...Array.from({ length: cells }, (_, cell) => from + cell * step),
    ...evenRuns(edges.slice(end)),
  ];
}

interface Stretch {
  readonly start: number;
  /** The place of the last edge. */
  readonly end: number;
  readonly step: number;
}

/** Returns the stretch that has the most edges, in the widest cells; null if none is worth it. */
function longest(edges: readonly number[]): Stretch | null {
  const grains = edges.map(grain);
  const steps = [...new Set(grains)].filter((step) => step > 0 && Number.isFinite(step));
  let best: Stretch | null = null;
  for (const step of steps.sort((one, other) => other - one)) {
    let start = 0;
    for (const [end, edge] of edges.entries()) {
      if ((grains[end] ?? 0) < step || !Number.isSafeInteger(edge / step)) start = end + 1;
      while (start < end && isTooLong(start, end, step)) start += 1;
      const isLonger = end - start >= (best === null ? fewestEdges : best.end - best.start + 1);
      if (isLonger) best = { start, end, step };
    }
  }
  return best;

  function isTooLong(start: number, end: number, step: number): boolean {
    const cells = ((edges[end] ?? 0) - (edges[start] ?? 0)) / step;
    return cells > Math.min(mostCells, mostFiner * (end - start));
  }
}

const word = new DataView(new ArrayBuffer(8));

/** Returns the greatest power of two that a double is a multiple of; infinity for zero, and 0 for an infinity. */
function grain(value: number): number {
  if (value === 0) return Number.POSITIVE_INFINITY;
  if (!Number.isFinite(value)) return 0;
  word.setFloat64(0, value);
  const bits = word.getBigUint64(0);
  const lowest = bits & -bits & (2n ** 52n - 1n);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const places = lowest === 0n ? 52 : lowest.toString(2).length - 1;
  return 2 ** (Math.max(exponent, 1) - 1075 + places);
}
