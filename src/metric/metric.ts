import type { Unit } from '../value/quantity.ts';
import type { Aggregate } from './aggregate.ts';
import type { Family, Predicate } from './expression.ts';
import type { Requirement } from './requirement.ts';

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

/** Tells a metric from the others of its contract, whatever limits a condition holds its values to. */
export interface Identity {
  /** The columns that it is about. */
  readonly columns: readonly string[];
  /** Equal for metrics of one name and scope that differ in their limits alone. */
  readonly key: string;
  /** Limits that the rows are held to, `0` in `atLeast(0)`. A measure has none: they stand in its bound. */
  readonly limits: readonly (number | bigint | string)[];
}

/** A pure description of a number to measure. Two metrics of one key are measured once. */
export interface Metric {
  /** The word of the API, `'mean'`. */
  readonly name: string;
  /** As it is written, `"column('delay').mean()"`. */
  readonly label: string;
  readonly identity: Identity;
  /** The kind of check, alike for all columns: `'column.mean'`, `'rows.count'`, `'schema.column'`. */
  readonly rule: string;
  readonly unit: Unit;
  readonly value: Aggregate;
  /** The rows that `value` is a part of or was measured over; the base of a share, and what must not be empty. */
  readonly of: Aggregate;
  readonly scope: Scope;
  readonly needs: readonly Need[];
  /** What a condition requires, whose violations `value` counts; null for a measure. It is no part of the metric's key. */
  readonly condition: Requirement | null;
  /** Whether its value must be found in full, where a bound on it would decide as well. */
  readonly exact?: boolean;
  /** The rows to show when the bound is missed, where single rows can be blamed. */
  readonly violating: Predicate | null;
}

/** All rows of the dataset. */
export const everywhere: Scope = Object.freeze({
  where: Object.freeze([]),
  per: Object.freeze([]),
});

/** A metric of a known unit. */
export type MetricOf<U extends Unit> = Metric & { readonly unit: U };

/** A count of rows or values. */
export type CountMetric = MetricOf<'count'>;

/** Freeze plain data through and through: a metric is the same wherever it is read. */
export function frozen<Value>(value: Value): Value {
  if (!isPlain(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));

/** The identity of a metric's number: what is computed, of what, where. Wording does not count. */
export function metricKey({ value, of, scope, unit, exact = false }: Metric): string {
  return keyOf([value, of, scope, unit, exact]);
}

/** A text that is equal for equal plain data alone. */
export const keyOf = (value: unknown): string => JSON.stringify(distinguishable(value));

/** Plain data in a form whose JSON tells apart what JSON itself does not. A judge is told by its key: JSON drops functions. */
function distinguishable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(distinguishable);
  if (value instanceof Date) return { date: value.getTime() };
  if (value instanceof RegExp) return { pattern: String(value) };
  if (typeof value === 'bigint') return { bigint: String(value) };
  if (Object.is(value, -0)) return { number: '-0' };
  if (typeof value === 'number') return Number.isFinite(value) ? value : { number: String(value) };
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, distinguishable(Reflect.get(value, name))]));
}
