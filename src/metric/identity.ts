import type { Scalar } from './expression.ts';
import { type Identity, keyOf } from './metric.ts';

/** The parts of a metric that its identity is made of. */
interface Parts {
  /** The value of a row that it is about; null if it is about the dataset itself. */
  readonly of: Scalar | null;
  readonly columns: readonly string[];
  /** The arguments that decide what is measured: the share of a quantile, a column to compare with. */
  readonly parameters: readonly unknown[];
  /** The arguments that decide how much is allowed. */
  readonly limits: readonly unknown[];
}

/**
 * Returns the identity of a metric. It consists of texts and numbers, so that later changes to an argument do not
 * affect it.
 */
export const identityOf = ({ of, columns, parameters, limits }: Parts): Identity => ({
  columns,
  key: keyOf([of, columns, parameters]),
  limits: limits.map(sortable),
});

function sortable(limit: unknown): number | bigint | string {
  if (typeof limit === 'number' || typeof limit === 'bigint') return limit;
  return limit instanceof Date ? limit.getTime() : keyOf(limit);
}
