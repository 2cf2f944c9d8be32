import type { ColumnDrift } from '../../metric/drift/finding.ts';

/** The result for a column that was compared. */
export type Comparison = 'drifted' | 'no drift' | 'not compared';

/** Returns the result for a column. */
export const comparisonOf = ({
  isDrifted,
  problem,
}: Pick<ColumnDrift, 'isDrifted' | 'problem'>): Comparison =>
  problem !== null ? 'not compared' : isDrifted ? 'drifted' : 'no drift';

/** Returns a drift against its threshold: 1 where it reaches it. */
export function driftRatio({ value, threshold }: Pick<ColumnDrift, 'value' | 'threshold'>): number {
  if (value === null) return -1;
  if (value === 0) return 0;
  return threshold === 0 ? Number.POSITIVE_INFINITY : value / threshold;
}

const order: readonly Comparison[] = ['drifted', 'no drift', 'not compared'];

/**
 * Returns columns in the order in which a reader wants to see them: those that drifted, the largest drift against its
 * threshold first; the others; those that were not compared.
 */
export const ranked = <
  Column extends Pick<ColumnDrift, 'isDrifted' | 'problem' | 'value' | 'threshold'>,
>(
  columns: readonly Column[],
): readonly Column[] =>
  columns.toSorted(
    (one, other) =>
      order.indexOf(comparisonOf(one)) - order.indexOf(comparisonOf(other)) ||
      compare(driftRatio(other), driftRatio(one)),
  );

/** The difference of two infinities is no number. */
const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
