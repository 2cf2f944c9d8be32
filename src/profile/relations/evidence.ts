import type { RelatedColumn, Relation } from './relation.ts';

/** The number of the first rows that a relation was weighed by, and its weight. */
export interface RelationEvidence {
  readonly rows: number;
  readonly broken: number;
  /** The negative logarithm of the chance that so many rows keep it, were each value of any row. */
  readonly weight: number;
}

/** The most of the rows that may break a relation that is suspected to be meant. */
export const rarely = 0.01;

/** The ways in which a column is moved against the others. */
const turns = 8;

/**
 * Weighs a relation by rows. It is compared with rows in which one of its columns is moved against the others: what those keep as well is no
 * relation. Returns null if too many rows break it.
 */
export function weigh(
  { holds }: Relation,
  columns: readonly RelatedColumn[],
): RelationEvidence | null {
  const size = columns[0]?.values.length ?? 0;
  const most = Math.floor(size * rarely);
  const filled: number[] = [];
  let broken = 0;
  for (let row = 0; row < size; row += 1) {
    const values = columns.map((one) => one.values[row] ?? NaN);
    if (values.some(Number.isNaN)) continue;
    filled.push(row);
    if (holds(values)) continue;
    broken += 1;
    if (broken > most) return null;
  }
  const rows = filled.length;
  if (rows < 2 || broken > rows * rarely) return null;
  const likely = Math.max(
    ...columns.map((_, moved) => shareOfMoved(holds, columns, filled, moved)),
  );
  const weight = (rows - broken) * -Math.log(likely) - broken * Math.log(rows);
  return { rows, broken, weight };
}

/** Returns the share of rows that keep a relation with a column moved, at least that of less than one row. */
function shareOfMoved(
  holds: Relation['holds'],
  columns: readonly RelatedColumn[],
  filled: readonly number[],
  moved: number,
): number {
  const rows = filled.length;
  const steps = new Set(
    Array.from({ length: turns }, (_, at) =>
      Math.max(1, Math.floor((rows * (at + 1)) / (turns + 1))),
    ),
  );
  let kept = 0;
  for (const step of steps) {
    for (let at = 0; at < rows; at += 1) {
      const values = columns.map(
        (one, place) => one.values[filled[place === moved ? (at + step) % rows : at] ?? -1] ?? NaN,
      );
      if (holds(values)) kept += 1;
    }
  }
  return (kept + 1) / (rows * steps.size + 1);
}
