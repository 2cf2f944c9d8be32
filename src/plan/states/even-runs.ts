/** The number of cells that a stretch of edges may be cut into, for each of its own. */
const mostFiner = 16;
/** The number of cells that a stretch of edges is cut into. */
const mostCells = 4096;
/** The number of edges from which on a stretch is worth it. */
const fewestEdges = 4;

/**
 * Returns edges and further ones between them, so that most cells lie in few stretches of one width. The engine finds a cell
 * of such a stretch by a multiplication, where each change of width costs a comparison; their counts are added up after.
 */
export function evenRuns(edges: readonly number[]): readonly number[] {
  const finer: number[] = [];
  let at = 0;
  while (at < edges.length) {
    const { end, step } = stretchAt(edges, at);
    const [from = 0, to = 0] = [edges[at], edges[end]];
    if (end - at < fewestEdges) {
      finer.push(from);
      at += 1;
      continue;
    }
    const cells = (to - from) / step;
    for (let cell = 0; cell < cells; cell += 1) finer.push(from + cell * step);
    at = end;
  }
  return finer;
}

/** Returns the last edge of a stretch, and the width of cells that all its edges lie between. */
function stretchAt(
  edges: readonly number[],
  at: number,
): { readonly end: number; readonly step: number } {
  const from = edges[at] ?? 0;
  let best = { end: at, step: grain(from) };
  let step = best.step;
  for (let end = at + 1; end < edges.length; end += 1) {
    const edge = edges[end] ?? 0;
    step = Math.min(step, grain(edge));
    const areWhole = Number.isSafeInteger(from / step) && Number.isSafeInteger(edge / step);
    const cells = (edge - from) / step;
    if (!areWhole || cells > mostCells) break;
    if (cells <= mostFiner * (end - at)) best = { end, step };
  }
  return best;
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
