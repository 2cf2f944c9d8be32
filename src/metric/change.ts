import { approximate, isNotANumber, type Numeric } from '../value/numeric.ts';
import type { Unit } from '../value/quantity.ts';
import type { Derivation, DerivedNumber, Observed } from './derivation.ts';
import { deriving } from './deriving.ts';
import type { Metric, MetricOf } from './metric.ts';
import { anyNumber, type Range } from './range.ts';
import { optionsWritten } from './subject.ts';

/** The option to compare with another reference than the run's own. */
export interface Comparing {
  /** The name of a reference: one of the option `reference`, or `'baseline'`. */
  readonly from?: string;
}

/** Returns the change of a metric's number against the reference, as a share of the reference's: 0.1 for a tenth more. */
export const changeOf = (metric: Metric, options: Comparing): MetricOf<'ratio'> =>
  comparing(metric, 'ratio', change, { ...options, range: rangeOfChange(metric) });

/** Returns the difference between a metric's number and the reference's: current minus reference. */
export const differenceOf = (
  metric: Metric,
  options: Comparing,
): MetricOf<'number'> | MetricOf<'duration'> =>
  metric.unit === 'duration' || metric.unit === 'instant'
    ? comparing(metric, 'duration', difference, { ...options, range: anyNumber })
    : comparing(metric, 'number', difference, { ...options, range: rangeOfDifference(metric) });

const comparing = <U extends Unit>(
  metric: Metric,
  unit: U,
  by: Derivation,
  { from, range }: Comparing & { readonly range: Range },
): MetricOf<U> =>
  deriving([metric], { name: by.name, args: [optionsWritten({ from })] }, unit, by, {
    range,
    ...(from !== undefined && { from }),
  });

/** A number that is never negative loses all of it at most. */
const rangeOfChange = ({ range: { low } }: Metric): Range =>
  low !== null && low >= 0 ? { low: -1, high: null } : anyNumber;

const rangeOfDifference = ({ range: { low, high } }: Metric): Range =>
  low === null || high === null ? anyNumber : { low: low - high, high: high - low };

type Pair = readonly [after: Numeric, before: Numeric];

/** Applies a formula to both numbers. Without one in the reference there is nothing to compare with. */
const ofPair =
  (formula: (pair: Pair) => Numeric | DerivedNumber): Derivation['derive'] =>
  ([current], reference) => {
    const before = numberIn(reference?.[0]);
    if (before === null) return noNumber;
    const after = numberIn(current);
    return after === null ? null : formula([after, before]);
  };

const numberIn = (observed: Observed | undefined): Numeric | null => {
  const value = observed?.value ?? null;
  return value === null || isNotANumber(value) ? null : value;
};

const noNumber: DerivedNumber = {
  value: null,
  problem: {
    code: 'REFERENCE_EMPTY',
    message:
      'its reference has no number for it, since it has too few values there or a NaN: compare with one that has.',
  },
};

const change: Derivation = {
  name: 'change',
  compares: true,
  derive: ofPair(([after, before]) => {
    const [now, then] = [approximate(after), approximate(before)];
    if (now === then) return 0;
    return then === 0 ? ofZero : (now - then) / Math.abs(then);
  }),
};

const ofZero: DerivedNumber = {
  value: null,
  problem: {
    code: 'REFERENCE_ZERO',
    message:
      'it is 0 in its reference, and no change is a share of 0: compare with .difference(), or with other data.',
  },
};

const difference: Derivation = {
  name: 'difference',
  compares: true,
  derive: ofPair(([after, before]) =>
    typeof after === 'bigint' && typeof before === 'bigint'
      ? after - before
      : approximate(after) - approximate(before),
  ),
};
