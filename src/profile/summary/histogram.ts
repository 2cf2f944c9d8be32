import type { ColumnDescription } from '../../engine/engine.ts';

/** The most bins of a histogram. */
const bins = 24;

/** Milliseconds of a day. */
const day = 86_400_000;

/**
 * Returns the ends of bins between two numbers, or two instants in milliseconds. Those of whole numbers and of days have a whole width, or some would hold more than others. Null if there are none.
 */
export function edgesOf(
  { family }: ColumnDescription,
  [least, greatest]: readonly [number, number],
): readonly number[] | null {
  if (!Number.isFinite(least) || !Number.isFinite(greatest - least)) return null;
  if (least === greatest) return [least, greatest];
  const unit = family === 'integer' ? 1 : family === 'date' ? day : null;
  if (unit !== null) {
    const width = Math.ceil((greatest - least + unit) / unit / bins) * unit;
    const count = Math.ceil((greatest - least + unit) / width);
    // The sum of large numbers may be rounded to one below the greatest.
    const edges = Array.from({ length: count + 1 }, (_, at) =>
      at < count ? least + at * width : Math.max(least + at * width, greatest),
    );
    if (edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? 0))) return edges;
  }
  const width = (greatest - least) / bins;
  const edges = Array.from({ length: bins }, (_, at) => least + at * width);
  const all = [...new Set([...edges, greatest])];
  return all.every((edge, at) => at === 0 || edge > (all[at - 1] ?? 0)) ? all : [least, greatest];
}
