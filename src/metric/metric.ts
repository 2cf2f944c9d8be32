import type { Unit } from '../contract/quantity.ts';
import type { Aggregate, Family, Predicate } from './expression.ts';

/** The rows that a metric is about. */
export interface Scope {
  /** SQL predicates that all must be true; a row for which one is NULL lies outside. */
  readonly where: readonly string[];
  /** Measured once for each combination of these columns' values; NULL is a segment of its own. */
  readonly per: readonly string[];
}

/** A column that a metric reads, and the kinds of type that it can read. */
export interface Need {
  readonly column: string;
  /** Null where any type will do. */
  readonly families: readonly Family[] | null;
}

/** A pure description of a number to measure. Two metrics of one key are measured once. */
export interface Metric {
  /** The word of the API, `'mean'`. */
  readonly name: string;
  /** As it is written, `"column('delay').mean()"`. */
  readonly label: string;
  readonly unit: Unit;
  readonly value: Aggregate;
  /** The rows that `value` is a part of or was measured over; the base of a share, and what must not be empty. */
  readonly of: Aggregate;
  readonly scope: Scope;
  readonly needs: readonly Need[];
  /** True for a condition: `value` counts the rows that violate it. */
  readonly condition: boolean;
  /** The rows to show when the bound is missed, where single rows can be blamed. */
  readonly violating: Predicate | null;
}

/** All rows of the dataset. */
export const everywhere: Scope = Object.freeze({
  where: Object.freeze([]),
  per: Object.freeze([]),
});

/** The identity of a metric's number: what is computed, of what, where. Wording does not count. */
export function metricKey({ value, of, scope }: Metric): string {
  return JSON.stringify([value, of, scope], printLiteral);
}

/** JSON has no bigint and drops functions; a judge is told by its key. */
function printLiteral(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}
