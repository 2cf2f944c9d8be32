import type { Metric } from '../metric/metric.ts';
import { type Bound, type BoundKind, bound } from './bound.ts';
import { ContractError, type TypeProblem } from './errors.ts';
import type { Limit, Measurable } from './limit.ts';

/** What a missed bound means: `error` fails the test, `warn` tells. */
export type Severity = 'error' | 'warn';

/** A metric held to a bound: what the builders make, as plain data. */
export interface ExpectationNode {
  readonly metric: Metric;
  readonly bound: Bound;
  readonly severity: Severity;
  readonly because: string | null;
  /** The user's own name for it, in place of the metric's label and bound. */
  readonly name: string | null;
  readonly tags: readonly string[];
  /** A condition with no row to judge passes instead of failing. */
  readonly allowEmpty: boolean;
  /** Whether the user wrote it, or the zod schema says it. */
  readonly origin: 'declared' | 'schema';
  /** The stack where it was declared, to point a failure at the user's own line. */
  readonly stack: string;
}

/** What may stand in a contract's list. */
export interface Declared {
  readonly node: ExpectationNode;
}

/** An expectation as it is written in a contract. It never changes: each method gives a new one. */
export interface Expectation extends Declared {
  /**
   * Tell when the bound is missed, without failing the run. What can't be asked at all, such as the mean of a column
   * that is missing, fails all the same.
   *
   * @example column('delay').nulls().atMost('0.1%').warn()
   */
  warn(): this;
  /**
   * Why the bound is what it is; shown when it is missed, and in reports.
   *
   * @example column('delay').mean().between(0, 15).because('the schedule promises it')
   */
  because(reason: string): this;
  /**
   * A name of your own for the test, in place of the expectation as it is written.
   *
   * @example column('delay').quantile(0.95).atMost(120).named('delays stay bearable')
   */
  named(name: string): this;
  /**
   * Vitest test tags, added to those that it has, so that a run can select by them.
   *
   * @example rows.count().atLeast(1000).tagged('volume', 'nightly')
   */
  tagged(...tags: readonly string[]): this;
}

/**
 * An expectation on single rows: it holds for every row that it can judge, unless `.except` loosens it. NULL can't be
 * judged, unless the condition says otherwise; where there is no row to judge at all, it fails.
 */
export interface Condition extends Expectation {
  /**
   * Let this number (`10`) or share (`'0.1%'`, of the rows judged) of rows violate it.
   *
   * @example column('destination').matches(/^[A-Z]{3}$/).except('0.1%')
   */
  except<const A>(tolerance: Limit<A, 'count'>): this;
  /**
   * Pass where there is no row to judge: all are NULL, or the scope has none. It fails otherwise.
   *
   * @example rows.where("status = 'late'").column('delay').above(0).allowEmpty()
   */
  allowEmpty(): this;
}

/** The bounds that have an opposite. */
export interface Bounds<U extends Measurable> {
  /**
   * At least `low` and at most `high`: both ends are allowed. NaN, and a measure of nothing, satisfy no bound.
   *
   * @example rows.count().between(1_000, 5_000_000)
   */
  between<const A, const B>(low: Limit<A, U>, high: Limit<B, U>): Expectation;
  /**
   * Exactly `value`, compared without rounding; a decimal column's sum can be exact, a mean seldom is.
   *
   * @example column('status').distinct().equals(2)
   */
  equals<const A>(value: Limit<A, U>): Expectation;
}

/**
 * A metric that needs a bound to become an expectation. A count takes a number (`10`) or a share (`'2%'`), an age a
 * duration (`'24h'`), a point in time a date.
 */
export interface Measure<U extends Measurable> extends Bounds<U> {
  readonly node: TypeProblem<'A measure needs a bound, such as .atLeast(1), to become an expectation'>;
  /**
   * `limit` or more.
   *
   * @example rows.where('distance > 2000').count().atLeast('1%')
   */
  atLeast<const A>(limit: Limit<A, U>): Expectation;
  /**
   * `limit` or less.
   *
   * @example column('date').age().atMost('26h')
   */
  atMost<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Strictly more than `limit`.
   *
   * @example column('date').newest().above('2026-01-31')
   */
  above<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Strictly less than `limit`.
   *
   * @example column('delay').nulls().below('0.5%')
   */
  below<const A>(limit: Limit<A, U>): Expectation;
  /**
   * The opposite of a bound. NaN, and a measure of nothing, satisfy neither.
   *
   * @example column('fare').stddev().not.equals(0)
   */
  readonly not: Bounds<U>;
}

const metricOf = Symbol('metric of a measure');

/** The metric of a measure that still waits for its bound. */
export function measuredMetric(value: unknown): Metric | undefined {
  return typeof value === 'object' && value !== null && metricOf in value
    ? (value[metricOf] as Metric)
    : undefined;
}

/** Give a metric its bounds. */
export function measure<U extends Measurable>(
  metric: Metric & { readonly unit: U extends 'rows' ? 'count' : U },
): Measure<U> {
  const hold = (kind: BoundKind, limits: readonly unknown[], not = false) =>
    expectation(declare(metric, bound(kind, limits, metric.unit, not)));
  const built = {
    [metricOf]: metric,
    between: (low: unknown, high: unknown) => hold('between', [low, high]),
    equals: (value: unknown) => hold('equals', [value]),
    atLeast: (limit: unknown) => hold('atLeast', [limit]),
    atMost: (limit: unknown) => hold('atMost', [limit]),
    above: (limit: unknown) => hold('above', [limit]),
    below: (limit: unknown) => hold('below', [limit]),
    not: Object.freeze({
      between: (low: unknown, high: unknown) => hold('between', [low, high], true),
      equals: (value: unknown) => hold('equals', [value], true),
    }),
  };
  // `node` exists in the type alone: it is the sentence that the compiler shows for a forgotten bound.
  return Object.freeze(built) as unknown as Measure<U>;
}

function declare(metric: Metric, limit: Bound): ExpectationNode {
  return Object.freeze({
    metric,
    bound: limit,
    severity: 'error',
    because: null,
    name: null,
    tags: Object.freeze([]),
    allowEmpty: false,
    origin: 'declared',
    stack: new Error('declared here').stack ?? '',
  });
}

/** What a changed expectation is made from, by each method that all expectations have. */
function changes<Self>(node: ExpectationNode, remake: (node: ExpectationNode) => Self) {
  const set = (change: Partial<ExpectationNode>) => remake(Object.freeze({ ...node, ...change }));
  const methods = {
    node,
    warn: () => set({ severity: 'warn' }),
    because: (reason: string) => set({ because: text(reason, 'because') }),
    named: (name: string) => set({ name: text(name, 'named') }),
    tagged: (...tags: readonly string[]) => {
      const all = [...node.tags, ...tags.map((tag) => text(tag, 'tagged'))];
      return set({ tags: Object.freeze([...new Set(all)]) });
    },
  };
  return { methods, set };
}

function text(value: unknown, method: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new ContractError('CONTRACT_INVALID', `.${method}(...) takes text that is not empty.`);
}

/** Wrap plain data in its methods. */
export function expectation(node: ExpectationNode): Expectation {
  return Object.freeze(changes(node, expectation).methods);
}

/** A condition of which no row may be in violation. */
export function condition(metric: Metric): Condition {
  return conditionOf(declare(metric, bound('atMost', [0], 'count')));
}

function conditionOf(node: ExpectationNode): Condition {
  const { methods, set } = changes(node, conditionOf);
  return Object.freeze({
    ...methods,
    except: (tolerance: unknown) => set({ bound: bound('atMost', [tolerance], 'count') }),
    allowEmpty: () => set({ allowEmpty: true }),
  });
}
