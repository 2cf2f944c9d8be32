import type { ColumnDescription, Session } from '../../engine/engine.ts';
import { column } from '../../metric/expression.ts';
import type { ProfileHistogram } from '../../outcome/profile/profile-document.ts';

/** The most bins of a histogram. */
const bins = 24;

/** Milliseconds of a day. */
const day = 86_400_000;

/** Counts the values between two numbers, or two instants in milliseconds, in bins of equal width. */
export async function histogram(
  session: Session,
  { name, family }: ColumnDescription,
  [least, greatest]: readonly [number, number],
): Promise<ProfileHistogram | null> {
  if (!Number.isFinite(least) || !Number.isFinite(greatest - least)) return null;
  const edges = edgesOf(least, greatest, family === 'integer' ? 1 : family === 'date' ? day : null);
  const inner = edges.slice(1, -1);
  const counting = { kind: 'cells', of: column(name), edges: inner, ends: false } as const;
  const from = { relation: session.relation, filter: null };
  const rows = await session.query(session.dialect.distribution(counting, from, session));
  const counts = Array.from({ length: edges.length - 1 }, () => 0);
  for (const { cell, n } of rows) {
    const at = Number(cell);
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + Number(n);
  }
  return { edges, counts };
}

/** Returns the ends of bins. Those of whole numbers and of days have a whole width, or some would hold more than others. */
function edgesOf(least: number, greatest: number, unit: number | null): readonly number[] {
  if (least === greatest) return [least, greatest];
  if (unit !== null) {
    const width = Math.ceil((greatest - least + unit) / unit / bins) * unit;
    const count = Math.ceil((greatest - least + unit) / width);
    const edges = Array.from({ length: count + 1 }, (_, at) => least + at * width);
    if (edges.every((edge, at) => at === 0 || edge > (edges[at - 1] ?? 0))) return edges;
  }
  const width = (greatest - least) / bins;
  const edges = Array.from({ length: bins }, (_, at) => least + at * width);
  const all = [...new Set([...edges, greatest])];
  return all.every((edge, at) => at === 0 || edge > (all[at - 1] ?? 0)) ? all : [least, greatest];
}
