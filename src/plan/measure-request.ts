import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { EngineValue, Session, SessionSettings } from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';
import type { Distribution, FileCount } from '../outcome/outcome.ts';
import type { Bound, Interval } from '../value/bound.ts';
import type { Numeric } from '../value/numeric.ts';
import type { QuarantineSettings } from './quarantine/quarantine-files.ts';
import type { CacheSettings } from './states/fact-cache.ts';
import type { Facts } from './states/facts.ts';
import type { Piece } from './states/pieces.ts';

/** What to measure. */
export interface MeasureRequest {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** Ids of `titledExpectations(contract)`. */
  readonly selected: ReadonlySet<string>;
  readonly settings: SessionSettings;
  /** Where facts are kept for the next run; nowhere unless given. */
  readonly cache?: CacheSettings | null;
  /** Values are shown as they are, on the machine of whoever asks for it. */
  readonly unmask?: boolean;
  /** Where all violating rows are written; nowhere unless given. */
  readonly quarantine?: QuarantineSettings | null;
  /** What is so little that it is not worth a query of its own. */
  readonly few?: Few;
}

export interface Few {
  /** Below so many rows one scan of them all is cheaper than anything else. */
  readonly rows: number;
  /** Files are read together until they have so many bytes. */
  readonly bytes: number;
}

/** A metric, and what its value is held to: a pass may know enough to decide, and not the value. */
export interface Question {
  readonly metric: Metric;
  readonly bounds: readonly Bound[];
}

/** One segment's number; a metric without `per` has one, whose key is empty. */
export interface SegmentValue {
  readonly segment: readonly EngineValue[];
  /** Null where there is none: a mean of no rows. Milliseconds for instants and durations. */
  readonly value: Numeric | null;
  readonly of: Numeric;
}

/** How many segments there are, and which of them miss each bound that was asked for. */
export interface SegmentTally {
  readonly count: number;
  /** Rows (or what else it is measured over) of all of them. */
  readonly judged: number;
  readonly missed: ReadonlyMap<
    Bound,
    { readonly count: number; readonly worst: readonly SegmentValue[] }
  >;
}

/** What a pass found out about a metric. */
export interface Measured {
  /** The one value; of a metric that is cut into segments, some of those that miss a bound. */
  readonly segments: readonly SegmentValue[];
  /** Of a metric that is cut into segments. */
  readonly tally?: SegmentTally;
  /** Who judged: the engine's name, or `'zod'`, `'ajv'`, `'javascript'`. */
  readonly by: string;
  readonly exactness: 'exact' | 'bounded' | 'proof' | 'sampled';
  /** What the value lies in where it is `bounded`: each bound that was asked for is decided by it. */
  readonly interval?: Interval;
  readonly notes: readonly string[];
  readonly distribution?: Distribution | null;
  readonly byFile?: readonly FileCount[] | null;
  /** SQL that gives the number again. */
  readonly sql: string | null;
  /**
   * Violating rows that the pass has already met, as engine values of `columns`. `numbers` has the place of each in the
   * dataset's order, from 1; null where there are too many.
   */
  readonly met: {
    readonly numbers?: readonly number[] | null;
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
  /** What the rows are made of, in their order; one piece at least. */
  readonly pieces: readonly Piece[];
  /** All rows as one piece. */
  readonly whole: Piece;
  readonly facts: Facts;
  /** The columns of which no value may be kept. */
  readonly masked: ReadonlySet<string>;
  readonly fewRows: number;
  /** Whether it must be known which rows violate what, one by one. */
  readonly tellsRows: boolean;
}

/** Why a pass leaves a metric to the next one. */
export interface Refusal {
  readonly refused: string;
}

/**
 * One way to measure. `takes` is asked for each question, in the order of the passes; `run` answers all that it took.
 * A question that `run` gives a refusal for is offered to the passes after it.
 */
export interface Pass {
  readonly name: string;
  takes(question: Question, context: PassContext): true | Refusal;
  run(
    questions: readonly Question[],
    context: PassContext,
  ): Promise<ReadonlyMap<Question, Result | Refusal>>;
}

export const isRefusal = (result: Result | Refusal): result is Refusal => 'refused' in result;
export const isUnmeasured = (result: Result): result is Unmeasured => 'problem' in result;
