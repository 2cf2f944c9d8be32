import type { Scalar } from './expression.ts';
import { type Identity, keyOf } from './metric.ts';

/** The parts of a metric that its identity is made of. */
interface Parts {
  /** The value of a row that it is about; null where it is about the dataset itself. */
  readonly of: Scalar | null;
  readonly columns: readonly string[];
  /** Say what is measured: the share of a quantile, a column to compare with. */
  readonly parameters: readonly unknown[];
  /** Say how much of it is allowed. */
  readonly limits: readonly unknown[];
}

/** Returns the identity of a metric, as texts and numbers that no later change of an argument reaches. */
export const identityOf = ({ of, columns, parameters, limits }: Parts): Identity => ({
  columns,
  key: keyOf([of, columns, parameters]),
  limits: limits.map(sortable),
});

function sortable(limit: unknown): number | bigint | string {
  if (typeof limit === 'number' || typeof limit === 'bigint') return limit;
  return limit instanceof Date ? limit.getTime() : keyOf(limit);
}
