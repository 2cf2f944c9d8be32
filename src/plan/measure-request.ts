import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { EngineValue, Session, SessionSettings } from '../engine/engine.ts';
import type { Problem } from '../metric/derivation.ts';
import type { DriftFinding } from '../metric/drift/finding.ts';
import type { Metric } from '../metric/metric.ts';
import type { State } from '../metric/state.ts';
import type { Distribution, FileCount } from '../outcome/outcome.ts';
import type { JudgedNoun } from '../outcome/words/judged-noun.ts';
import type { Unread } from '../outcome/words/unread.ts';
import type { Bound, Interval } from '../value/bound.ts';
import type { Numeric } from '../value/numeric.ts';
import type { RefusedRows } from './passes/tally-refusals.ts';
import type { PastRuns, Scored } from './past-runs.ts';
import type { QuarantineSettings } from './quarantine/quarantine-files.ts';
import type { Compared, References } from './references.ts';
import type { CacheSettings } from './states/fact-cache.ts';
import type { Facts } from './states/facts.ts';
import type { Gathering } from './states/piece-table.ts';
import type { Piece } from './states/pieces.ts';
import type { Unmeasured } from './unmeasured.ts';

export type { Unmeasured } from './unmeasured.ts';

/** A request to measure a contract. */
export interface MeasureRequest {
  readonly contract: Contract;
  readonly dataset: Dataset;
  /** The selected ids of `titledExpectations(contract)`. */
  readonly selected: ReadonlySet<string>;
  /** The list whose elements are the rows, `'items[]'`; by default the rows are those of the dataset. */
  readonly elementsOf?: string | null;
  readonly settings: SessionSettings;
  /** The settings of the cache; by default facts are not kept for the next run. */
  readonly cache?: CacheSettings | null;
  /** True if values are shown unmasked, on the machine of whoever asks for it. */
  readonly unmask?: boolean;
  /** The settings of the quarantine; by default violating rows are not written. */
  readonly quarantine?: QuarantineSettings | null;
  /** The data that derived metrics compare with; by default there is none. */
  readonly references?: References;
  /** The earlier runs that anomalies are found by; by default there are none. */
  readonly past?: PastRuns | null;
  /** The sizes below which a query of its own does not pay off. */
  readonly few?: Few;
}

/** The sizes below which a query of its own does not pay off. */
export interface Few {
  /** The number of rows below which one scan of them all is cheaper than anything else. */
  readonly rows: number;
  /** The size up to which files are read together, in bytes. */
  readonly bytes: number;
}

/** A metric with the bounds on it. A pass may know enough to decide a bound without knowing the value. */
export interface Question {
  readonly metric: Metric;
  readonly bounds: readonly Bound[];
  /** True if its value must be found in full, since another number is derived from it. By default the metric says so. */
  readonly isExact?: boolean;
}

/** The number of one segment. A metric without `per` has one, whose key is empty. */
export interface SegmentValue {
  readonly segment: readonly EngineValue[];
  /** The number, in milliseconds for instants and durations. Null if there is none, as for the mean of no rows. */
  readonly value: Numeric | null;
  readonly of: Numeric;
  /** The state that the value is made of, if the pass kept one. */
  readonly state?: State | null;
}

/** The number of segments, and those that miss each bound. */
export interface SegmentTally {
  readonly count: number;
  /** The number of rows (or of whatever is measured) in all segments. */
  readonly judged: number;
  readonly missed: ReadonlyMap<
    Bound,
    { readonly count: number; readonly worst: readonly SegmentValue[] }
  >;
  /** All segments, if other numbers are derived from them; null if they are too many, or nobody asked for them. */
  readonly all: readonly SegmentValue[] | null;
}

/** The number that was derived for one segment. */
export interface DerivedSegment extends SegmentValue {
  /** The reason why it has nothing to be compared with, or no number. It then misses every bound; null if it has one. */
  readonly lacks: 'reference' | 'data' | Problem | null;
  /** The interval in which the number certainly lies; null if it is exact. */
  readonly interval: Interval | null;
  readonly drift: DriftFinding | null;
}

/** The answer of a pass about a metric. */
export interface Measured {
  /** The single value, or, for a metric that is cut into segments, some that miss a bound. */
  readonly segments: readonly SegmentValue[];
  /** The segments of a metric that is cut into them. */
  readonly tally?: SegmentTally;
  /** The segments of a derived metric that is cut into them. */
  readonly derived?: readonly DerivedSegment[];
  /** The name of the engine or library that judged: the engine's, or `'zod'`, `'ajv'`, `'javascript'`. */
  readonly by: string;
  readonly exactness: 'exact' | 'bounded' | 'proof' | 'sampled';
  /** The interval of a `bounded` value. It decides each bound in the question. */
  readonly interval?: Interval;
  readonly notes: readonly string[];
  /** The words of the judge for the rows that it refuses; absent if it has none. */
  readonly objections?: readonly RefusedRows[];
  readonly distribution?: Distribution | null;
  readonly byFile?: readonly FileCount[] | null;
  /** The state that the value is made of, if the pass kept one. */
  readonly state?: State | null;
  /** The reference that a derived value was compared with. */
  readonly reference?: Compared | null;
  /** The drift from the reference, if the metric is one. */
  readonly drift?: DriftFinding | null;
  /** The value that was scored among those of earlier runs, if the number is its score. */
  readonly scored?: Scored | null;
  /** The rows that it was measured over, where others have a field in its columns that can't be read; else null or absent. */
  readonly readable?: MeasuredOver | null;
  /** The records and fields that could not be read, where the number counts both. */
  readonly unread?: Unread | null;
  /** SQL that computes the number again. */
  readonly sql: string | null;
  /**
   * Violating rows that the pass has already seen, as engine values of `columns`. `numbers` has the position of each in
   * the dataset's order, from 1; null if there are too many.
   */
  readonly met: {
    readonly numbers?: readonly number[] | null;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly EngineValue[])[];
  } | null;
}

/** Rows whose fields were read in all columns of a metric. */
export interface MeasuredOver {
  /** SQL predicates that are all true for such a row. */
  readonly where: readonly string[];
  /** The number of such rows in the dataset, whatever the scope. */
  readonly rows: number;
}

/** The answer of a pass about a metric, or the reason why there is none. */
export type Result = Measured | Unmeasured;

/** Everything that passes need. */
export interface PassContext {
  readonly session: Session;
  /** The number of rows of the dataset. */
  readonly rows: number;
  /** The word for one of the rows; a row by default. */
  readonly noun?: JudgedNoun;
  /** The greatest number of rows that JavaScript judges; null for all. */
  readonly sample: number | null;
  /** The pieces that the rows are made of, in the order of the rows where each is one file. There is at least one. */
  readonly pieces: readonly Piece[];
  /** All rows as one piece. */
  readonly whole: Piece;
  readonly facts: Facts;
  /** The columns whose values may not be cached. */
  readonly masked: ReadonlySet<string>;
  readonly fewRows: number;
  /** True if the rows that violate each expectation have to be identified. */
  readonly identifiesRows: boolean;
  /** Answers together what several tasks ask for; absent where each asks for itself. */
  readonly gathering?: Gathering;
}

/** The reason why a pass leaves a metric to the next one. */
export interface Refusal {
  readonly refused: string;
}

/**
 * A way to measure. `takes` is called for each question, in the order of the passes, and `run` answers all that it
 * took. A question that `run` refuses is offered to the later passes.
 */
export interface Pass {
  readonly name: string;
  takes(question: Question, context: PassContext): true | Refusal;
  run(
    questions: readonly Question[],
    context: PassContext,
  ): Promise<ReadonlyMap<Question, Result | Refusal>>;
}

/** True if a pass leaves the question to the next one. */
export const isRefusal = (result: Result | Refusal): result is Refusal => 'refused' in result;
/** True if the metric has no number. */
export const isUnmeasured = (result: Result): result is Unmeasured => 'problem' in result;
