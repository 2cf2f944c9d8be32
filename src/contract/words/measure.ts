import { type Comparing, changeOf, differenceOf } from '../../metric/change.ts';
import type { Metric } from '../../metric/metric.ts';
import { type BoundKind, bound } from '../../value/bound.ts';
import { ContractError, type TypeProblem } from '../../value/contract-error.ts';
import { noteBuilt, noteUsed } from '../building.ts';
import { callStack } from '../call-stack.ts';
import { declare, type Expectation, type ExpectationNode, expectation } from '../expectation.ts';
import { refuseUnmissable } from '../unmissable.ts';
import { type Anomaly, type AnomalyOptions, anomalyExpectation } from './anomaly-expectation.ts';
import { checkComparing } from './comparing.ts';
import type { Limit, Measurable } from './limit.ts';

/** The bounds that can be negated with `not`. */
export interface Bounds<U extends Measurable> {
  /**
   * Requires the measure to be between `low` and `high`, inclusive. NaN, and a measure of nothing, satisfy no bound.
   *
   * @example rows.count().between(1_000, 5_000_000)
   */
  between<const A, const B>(low: Limit<A, U>, high: Limit<B, U>): Expectation;
  /**
   * Requires the measure to equal `value`. The comparison does not round: the sum of a decimal column can be exact, a
   * mean rarely is.
   *
   * @example column('status').distinct().equals(2)
   */
  equals<const A>(value: Limit<A, U>): Expectation;
}

/**
 * A metric that becomes an expectation when it is given a bound. A count takes a number (`10`) or a share (`'2%'`), an
 * age takes a duration (`'24h'`), and a point in time takes a date. A bound that every possible number satisfies, such as
 * `atLeast(0)` of a count or a deviation, or `atMost('100%')`, throws a {@link ContractError}, since no data could violate
 * it.
 */
export interface Measure<U extends Measurable> extends Bounds<U> {
  readonly node: TypeProblem<'A measure needs a bound, such as .atLeast(1), to become an expectation'>;
  /**
   * Requires the measure to be `limit` or more.
   *
   * @example rows.where('distance > 2000').count().atLeast('1%')
   */
  atLeast<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Requires the measure to be `limit` or less.
   *
   * @example column('date').age().atMost('26h')
   */
  atMost<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Requires the measure to be more than `limit`.
   *
   * @example column('date').newest().above('2026-01-31')
   */
  above<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Requires the measure to be less than `limit`.
   *
   * @example column('delay').nulls().below('0.5%')
   */
  below<const A>(limit: Limit<A, U>): Expectation;
  /**
   * Negates the bound that follows. NaN, and a measure of nothing, satisfy neither a bound nor its opposite.
   *
   * @example column('fare').stddev().not.equals(0)
   */
  readonly not: Bounds<U>;
  /**
   * Measures the change against the reference, as a share of the reference's number: `'-10%'` is a tenth less. A count
   * is compared as a number, whatever it is a part of. It is 0 if both are equal. It is an error if the reference is
   * 0 and the data is not, or if the reference has no number. A point in time has no change in percent: use
   * `difference()`.
   *
   * After `per`, each segment is compared with that of the reference. One that is new or has vanished misses every bound.
   *
   * @example column('fare').mean().change().between('-10%', '10%')
   */
  change(
    options?: Comparing,
  ): U extends 'instant'
    ? TypeProblem<'A point in time has no change in percent: use .difference()'>
    : Measure<'ratio'>;
  /**
   * Measures the difference from the reference: the number here minus the number there. That of points in time and of
   * durations is a duration. It is an error if the reference has no number.
   *
   * @example column('fare').mean().difference().between(-0.5, 0.5)
   */
  difference(options?: Comparing): Measure<Difference<U>>;
  /**
   * Expects the number to be like those of earlier runs over this dataset: at most 3.5 robust standard deviations from
   * their median. Each run keeps its number in a history beside the contract's file (see the option `history`).
   *
   * The score is |x - median| / (1.4826 MAD), where MAD is the median absolute deviation (the modified z-score of Iglewicz
   * and Hoaglin, 1993). If the MAD is 0, it is |x - median| / (1.2533 mean absolute deviation). If all earlier values are
   * equal, another value is an anomaly. Tools that use mean and standard deviation give other scores.
   *
   * Only earlier runs over other data count: data that is checked again is one point, and never compared with itself. With
   * fewer than 7 runs to compare with it is not run, and the run fails; see `allowYoung()`. A run that was an anomaly
   * counts too: a new level is normal once it makes up half of the window. NaN and a measure of nothing are
   * anomalies. After `per` it is an error, since a history has no segments.
   *
   * @example rows.count().anomaly({ window: 14, season: 7 })
   */
  anomaly(options?: AnomalyOptions): Anomaly;
}

type Difference<U extends Measurable> = U extends 'duration' | 'step' | 'instant'
  ? 'duration'
  : 'number';

const metricOf = Symbol('metric of a measure');

/** The metric of a measure that has no bound yet. */
export function measuredMetric(value: unknown): Metric | undefined {
  return typeof value === 'object' && value !== null && metricOf in value
    ? (value[metricOf] as Metric)
    : undefined;
}

/**
 * Returns a measure: a metric with the methods that give it a bound. `wrap` makes the expectation, and `more` has further
 * methods, each of which makes another measure in its place.
 */
export function measure<U extends Measurable>(
  metric: Metric & { readonly unit: U extends 'rows' ? 'count' : U },
  wrap: (node: ExpectationNode) => Expectation = expectation,
  more: Readonly<Record<string, (options?: unknown) => object>> = {},
): Measure<U> {
  const token = {};
  noteBuilt(token, {
    label: metric.label,
    kind: 'measure',
    stack: callStack(),
  });
  const hold = (kind: BoundKind, limits: readonly unknown[], not = false) => {
    noteUsed(token);
    const held = bound(kind, limits, metric.unit, not);
    refuseUnmissable(metric, held);
    return wrap(declare(metric, held));
  };
  const compare = (method: 'change' | 'difference', options: unknown) => {
    refuseSecond(metric, method);
    const comparing = checkComparing(options, method);
    noteUsed(token);
    return method === 'change'
      ? measure(changeOf(metric, comparing))
      : measure<'number' | 'duration'>(differenceOf(metric, comparing));
  };
  const further = Object.entries(more).map(([name, make]) => [
    name,
    (options?: unknown) => {
      const made = make(options);
      noteUsed(token);
      return made;
    },
  ]);
  const built = {
    [metricOf]: metric,
    ...Object.fromEntries(further),
    change: (options?: unknown) => compare('change', options),
    difference: (options?: unknown) => compare('difference', options),
    anomaly: (options?: unknown) => {
      noteUsed(token);
      return anomalyExpectation(metric, options);
    },
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

/** Refuses to compare what is compared already, and percents of points in time. */
function refuseSecond({ label, derived, unit }: Metric, method: 'change' | 'difference'): void {
  const problem = derived?.by.compares
    ? 'compares with the reference already'
    : unit === 'instant' && method === 'change'
      ? 'is a point in time, which has no change in percent: use .difference()'
      : null;
  if (problem !== null)
    throw new ContractError('CONTRACT_INVALID', `${label}.${method}(): ${label} ${problem}.`);
}
