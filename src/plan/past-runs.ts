import type { AnomalyScore } from '../metric/anomaly-score.ts';
import type { Metric } from '../metric/metric.ts';
import type { PastValue } from '../metric/past-values.ts';
import type { Numeric } from '../value/numeric.ts';
import type { Unmeasured } from './unmeasured.ts';

/** The record of earlier runs of a contract over a dataset. */
export interface PastRuns {
  /** Returns the values of a metric in earlier runs, or why they are not known. */
  valuesOf(metric: Metric): PastOf | Unmeasured;
  /** Records a run. Returns a sentence for each thing that went wrong. */
  add(run: MeasuredRun): readonly string[];
}

/** The values of a metric in earlier runs. */
export interface PastOf {
  readonly values: readonly PastValue[];
  /** The number of runs that are recorded, whatever they measured. */
  readonly runs: number;
  /** The number of runs of the contract over datasets with another label. */
  readonly others: number;
  /** True if this run is added to them. */
  readonly isKept: boolean;
}

/** The values of one run. */
export interface MeasuredRun {
  /** The time that counts as "now", in milliseconds. */
  readonly at: number;
  /** Identifies the state of the data; null if the data has no identity. */
  readonly snapshot: string | null;
  readonly values: ReadonlyMap<Metric, Numeric>;
}

/** A score, and the values that it is made of. */
export interface Scored extends AnomalyScore {
  readonly metric: Metric;
  readonly value: Numeric;
  /** The number of runs that the value was compared with. */
  readonly runs: number;
}
