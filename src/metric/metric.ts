import type { Unit } from '../value/quantity.ts';
import type { Aggregate } from './aggregate.ts';
import type { Derivation, Observed } from './derivation.ts';
import type { Family, Predicate } from './expression.ts';
import type { Range } from './range.ts';
import type { Requirement } from './requirement.ts';

/** The rows that a metric is about. */
export interface Scope {
  /** SQL predicates that all must be true. A row for which one is NULL is out of scope. */
  readonly where: readonly string[];
  /** Columns whose combinations of values are measured separately. NULL is a segment of its own. */
  readonly per: readonly string[];
}

/** A column that a metric reads, and the types that it can read. */
export interface Need {
  readonly column: string;
  /** The types that it can read; null if any will do. */
  readonly families: readonly Family[] | null;
}

/** Distinguishes a metric from the others of its contract, independent of the limits of a condition. */
export interface Identity {
  /** The columns that it is about. */
  readonly columns: readonly string[];
  /** Equal for metrics with the same name and scope that differ only in their limits. */
  readonly key: string;
  /** The limits that the rows have to satisfy, `0` in `atLeast(0)`. A measure has none: its limits are in its bound. */
  readonly limits: readonly (number | bigint | string)[];
}

/** A formula, and the metrics whose numbers it takes. */
export interface Derived {
  readonly by: Derivation;
  readonly of: readonly Metric[];
  /** The name of the reference that it compares with; null for the run's own. */
  readonly from: string | null;
  /**
   * Returns the metric to observe in the data in place of one of `of`, given what that is in the reference: a
   * distribution is counted in the same cells.
   */
  readonly align?: (metric: Metric, reference: Observed) => Metric;
}

/** A pure description of a number to measure. Two metrics with the same key are measured once. */
export interface Metric {
  /** The name of the method, `'mean'`. */
  readonly name: string;
  /** The metric as it is written, `"column('delay').mean()"`. */
  readonly label: string;
  readonly identity: Identity;
  /** The kind of check, the same for all columns: `'column.mean'`, `'rows.count'`, `'schema.column'`. */
  readonly rule: string;
  readonly unit: Unit;
  /** The numbers that are possible in its unit. A bound that all of them satisfy checks nothing, and is refused. */
  readonly range: Range;
  readonly value: Aggregate;
  /** The rows that `value` is a part of or was measured over. They are the base of a share, and may not be empty. */
  readonly of: Aggregate;
  readonly scope: Scope;
  readonly needs: readonly Need[];
  /** The requirement of a condition, whose violations `value` counts; null for a measure. It is not part of the key. */
  readonly condition: Requirement | null;
  /** True if the value must be found in full, even where an interval would decide the bound. */
  readonly exact?: boolean;
  /** The rows to show when the bound is missed; null if single rows can't be blamed. */
  readonly violating: Predicate | null;
  /** The source of its number, if `value` is of the kind `derived`. */
  readonly derived?: Derived;
}

/** The scope of all rows. */
export const everywhere: Scope = Object.freeze({
  where: Object.freeze([]),
  per: Object.freeze([]),
});

/** A metric with a known unit. */
export type MetricOf<U extends Unit> = Metric & { readonly unit: U };

/** A count of rows or values. */
export type CountMetric = MetricOf<'count'>;

/** Freezes plain data deeply, so that a metric is the same wherever it is read. */
export function frozen<Value>(value: Value): Value {
  if (!isPlain(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));

/** The keys of metrics that can't change. Each is asked for a dozen times in a run. */
const keys = new WeakMap<Metric, string>();

/** Returns the identity of a metric's number: the aggregate, its rows and its unit. Wording does not count. */
export function metricKey(metric: Metric): string {
  const known = keys.get(metric);
  if (known !== undefined) return known;
  const { value, of, scope, unit, exact = false, derived } = metric;
  const parts =
    derived === undefined ? [] : [derived.by.name, derived.from, derived.of.map(metricKey)];
  const key = keyOf([value, of, scope, unit, exact, ...parts]);
  if (Object.isFrozen(metric)) keys.set(metric, key);
  return key;
}

/** Returns the metrics that are observed for a metric: those that a derived one is made of, or the metric itself. */
export const observablesOf = (metric: Metric): readonly Metric[] =>
  metric.derived === undefined ? [metric] : metric.derived.of.flatMap(observablesOf);

/** Returns a text that is the same only for equal plain data. */
export const keyOf = (value: unknown): string => JSON.stringify(distinguishable(value));

/**
 * Returns plain data in a form whose JSON distinguishes values that JSON writes alike. A judge is represented by its
 * key, since JSON drops functions.
 */
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
