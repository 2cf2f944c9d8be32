import type { Contract } from '../contract/contract.ts';
import type { Numeric } from '../contract/numeric.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { EngineValue, Session, SessionSettings } from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';

/** What to measure. */
export interface MeasureRequest {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** Ids of `titledExpectations(contract)`. */
  readonly selected: ReadonlySet<string>;
  readonly settings: SessionSettings;
}

/** One segment's number; a metric without `per` has one, whose key is empty. */
export interface SegmentValue {
  readonly segment: readonly EngineValue[];
  /** Null where there is none: a mean of no rows. Milliseconds for instants and durations. */
  readonly value: Numeric | null;
  readonly of: Numeric;
}

/** What a pass found out about a metric. */
export interface Measured {
  readonly segments: readonly SegmentValue[];
  /** Who judged: the engine's name, or `'zod'`, `'ajv'`, `'javascript'`. */
  readonly by: string;
  readonly exactness: 'exact' | 'bounded' | 'proof' | 'sampled';
  readonly notes: readonly string[];
  /** SQL that gives the number again. */
  readonly sql: string | null;
  /** Violating rows that the pass has already met, as engine values of `columns`. */
  readonly met: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly EngineValue[])[];
  } | null;
}

/** Why a metric has no number; told to the user. */
export interface Unmeasured {
  readonly problem: { readonly code: string; readonly message: string };
}

export type Result = Measured | Unmeasured;

/** What the passes work with. */
export interface PassContext {
  readonly session: Session;
  /** Rows of the dataset. */
  readonly rows: number;
  /** The most rows that JavaScript judges; all unless given. */
  readonly sample: number | null;
}

/** Why a pass leaves a metric to the next one. */
export interface Refusal {
  readonly refused: string;
}

/**
 * One way to measure. `takes` is asked for each metric, in the order of the passes; `run` measures all that it took.
 * A metric that `run` gives a refusal for is offered to the passes after it.
 */
export interface Pass {
  readonly name: string;
  takes(metric: Metric, context: PassContext): true | Refusal;
  run(
    metrics: readonly Metric[],
    context: PassContext,
  ): Promise<ReadonlyMap<Metric, Result | Refusal>>;
}

export const isRefusal = (result: Result | Refusal): result is Refusal => 'refused' in result;
export const isUnmeasured = (result: Result): result is Unmeasured => 'problem' in result;
