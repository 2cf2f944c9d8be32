import type { DriftFinding } from '../metric/drift/finding.ts';
import type { BoundKind } from '../value/bound.ts';
import type { Quantity, Unit } from '../value/quantity.ts';

/** The state in which an expectation ended. `notRun` always has a reason. */
export type State = 'passed' | 'warned' | 'failed' | 'errored' | 'notRun';

/** A row that violates an expectation, as masked text; null is NULL. */
export type SampleRow = readonly (string | null)[];

/** Some of the violating rows, safe to show. */
export interface Sample {
  readonly columns: readonly string[];
  readonly rows: readonly SampleRow[];
  /** The columns whose values were masked in the engine. */
  readonly masked: readonly string[];
  /** The kind of row: rows of the dataset, groups of equal rows with their size, or segments with their value. */
  readonly shows: 'rows' | 'groups' | 'segments';
  /** The values of all violating rows, if the expectation is about one column and they were counted; else absent. */
  readonly values?: ViolatingValues;
}

/** The values of the rows that violate an expectation about one column. */
export interface ViolatingValues {
  readonly column: string;
  /** The most frequent of them, as masked text, each with its number of rows. The first has most. */
  readonly counts: readonly (readonly [value: string | null, rows: number])[];
  /** The number of violating rows that have other values, or of more than 1,000 values one that looks personal. */
  readonly others: number;
  /** True if a text is what values are written like, `'aaa@@aaaa.aaa'`, since the values may not be shown. */
  readonly areShapes: boolean;
}

/**
 * The kind of an expectation. A `condition` has as its `value` the number of rows that violate it. A `measure` has a
 * number about the rows. A `structure` is about columns, or about reading the dataset, whatever the rows contain.
 */
export type Kind = 'condition' | 'measure' | 'structure';

/** A limit of a bound. */
export interface ReportedLimit {
  readonly kind: Quantity['kind'];
  /** The limit as exact text: a number, the percent of a share, the milliseconds of a duration, or an ISO instant. */
  readonly value: string;
  /** The limit as a person writes it: `'2%'`, `'24h'`. */
  readonly text: string;
}

/** A bound, as plain JSON. */
export interface ReportedBound {
  readonly kind: BoundKind;
  /** True if the opposite must hold. */
  readonly not: boolean;
  /** The limits: two for `between`, one for all others. */
  readonly limits: readonly ReportedLimit[];
}

/** The number of segments that were judged, each against the bound, and of those that miss it. */
export interface SegmentCounts {
  readonly count: number;
  readonly outside: number;
}

/** The source that a value was compared with, beside its bound. */
export interface Reference {
  /**
   * `baseline`: a recorded measurement. `dataset`: another dataset, measured in the same run. `history`: earlier runs over
   * this dataset, whose median is the value.
   */
  readonly kind: 'baseline' | 'dataset' | 'history';
  readonly name: string;
  /** The value of the metric in that source, as exact text; null if it has none. */
  readonly value: string | null;
}

/**
 * The certainty of the observed value, and who found it. `exact`: it is the value. `proof`: it follows from something
 * else that was seen, such as the order of the rows. `bounded`: the value lies in an interval, and every value in it
 * has the same verdict. `sampled`: it is the value of some of the rows.
 */
export interface Evidence {
  readonly exactness: 'exact' | 'bounded' | 'proof' | 'sampled';
  /** The engine, `'duckdb'`, or the library that judged row by row: `'zod'`, `'ajv'`, `'javascript'`. */
  readonly by: string;
  /** The pass of the planner that found it: `'footer'`, `'frequencies'`, `'fused'`; null if none was needed. */
  readonly pass: string | null;
  /** The ends of the interval of a `bounded` value, both included. */
  readonly interval: { readonly low: string; readonly high: string } | null;
  /** Remarks about how it was judged, one sentence each. */
  readonly notes: readonly string[];
  /**
   * The reason why a value that keeps its bound fails all the same: there is nothing to measure, it lies in the future, or too
   * little is known of it to be confident. Absent where the value alone says why.
   */
  readonly despite?: string;
  /**
   * The messages that the schema gives to the rows it refuses, with their place and the number of rows, the most frequent first:
   * `'"a lies before b" at b of 2 rows'`. Absent if it has none.
   */
  readonly says?: readonly string[];
}

/** The distribution of the column's values, as far as a pass has seen it. A masked column never has one. */
export type Distribution =
  /** The bins in order, each with the number of values from `from` up to `to`. */
  | {
      readonly kind: 'histogram';
      readonly bins: readonly (readonly [from: number, to: number, count: number])[];
    }
  /** The most frequent values, and the number of rows that hold another. */
  | {
      readonly kind: 'frequencies';
      readonly values: readonly (readonly [value: string | null, count: number])[];
      readonly others: number;
    };

/** The drift of a distribution, safe to show. */
export interface Drift extends DriftFinding {
  /** True if the values of the column are masked, so that its bins have neither ends nor categories. */
  readonly isMasked: boolean;
}

/** A count in one of the dataset's files. */
export interface FileCount {
  readonly file: string;
  readonly value: number;
  readonly of: number;
}

/** The Parquet file to which rows were written. */
export interface StoredRows {
  /** The path of the file, relative to the root if it lies below it. */
  readonly file: string;
  readonly rows: number;
}

/** The column that a metric is about. */
export interface AboutColumn {
  /** The column as the metric writes it: `"column('delay')"`. */
  readonly label: string;
  /** The name of the metric, whatever the column is: `'mean'`, `'notNull'`. */
  readonly measure: string;
  /** True if it is about the rows of a `where()`, or about the segments of a `per()`. */
  readonly isScoped: boolean;
}

/** A place in a contract file. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The outcome of one expectation, as plain JSON. Every report is made from outcomes. Each fact is there as a value;
 * `title`, `expected` and `observed` put some of them into words for people, and no code reads those back.
 */
export interface Outcome {
  readonly version: 2;
  readonly contract: string;
  readonly dataset: string;
  /** The id, which is unique and stable within its contract and dataset. */
  readonly id: string;
  /**
   * A digest of all that the expectation demands: metric, scope, bound and severity. It changes with each of them, where the id
   * stays. Absent in reports of earlier releases.
   */
  readonly digest?: string;
  /** The expectation as a sentence: the name of its test. */
  readonly title: string;
  /** The user's own name for it, if it has one. */
  readonly name: string | null;
  /** The metric as it is written: `"column('delay').mean()"`. */
  readonly metric: string;
  /** The column that the metric is about; null if it is about rows. Absent in reports of earlier releases. */
  readonly about?: AboutColumn | null;
  /** The kind of check, the same for all columns and datasets: `'column.mean'`, `'rows.count'`, `'schema.column'`. */
  readonly rule: string;
  readonly kind: Kind;
  /** The unit of the metric. Where it is measured per segment, `value` counts segments, whatever the unit is. */
  readonly unit: Unit;
  readonly state: State;
  readonly severity: 'error' | 'warn';
  readonly origin: 'declared' | 'schema';
  readonly because: string | null;
  readonly tags: readonly string[];
  readonly bound: ReportedBound;
  /** The bound in words, `'at most 2%'`. */
  readonly expected: string;
  /**
   * The value in words, with its share if it is a count; null if there is none. What can't be read is counted as `3 records and
   * 305 fields`.
   */
  readonly observed: string | null;
  /** The value as exact text: a number, or an ISO instant; null if there is none. */
  readonly value: string | null;
  /**
   * The number of rows (or segments) that the value is a part of, or was measured over. A row is none of them if a field that
   * can't be read is in one of the columns that the metric reads; a note says how many are not.
   */
  readonly of: number | null;
  /**
   * The share of `of` that `value` counts, as text: `'0.006'`, or `'NaN'` if `of` is 0. Null if the value is no part of
   * them.
   */
  readonly share: string | null;
  /** The segments; null if the metric is not cut into segments, or none was judged. */
  readonly segments: SegmentCounts | null;
  /** The source that the value was compared with; null if the bound alone decides. */
  readonly reference: Reference | null;
  /** The number of rows of the dataset; of elements, where `elementsOf` names a list. */
  readonly rows: number | null;
  /** The list whose elements were judged, `'items[]'`: all counts are of elements. Absent if they are of rows. */
  readonly elementsOf?: string;
  /**
   * The number of violating rows of a condition, of segments that miss the bound where it is measured per segment, or of
   * columns and records that break a structure; null elsewhere.
   */
  readonly violations: number | null;
  readonly sample: Sample | null;
  readonly distribution: Distribution | null;
  /** The drift, with both distributions and its interval; null if the metric is no drift, or there is no value. */
  readonly drift: Drift | null;
  /** The count in each file, if the dataset has several and the planner saw each; null elsewhere. */
  readonly byFile: readonly FileCount[] | null;
  /** The file with all violating rows of the contract, if it was asked for; null elsewhere. */
  readonly quarantine: StoredRows | null;
  /**
   * SQL that gives the same result in a DuckDB that runs in the project's folder. Null where no other engine can give
   * it: for rows in memory, for what JavaScript judged, and where the text that reads the dataset is too long to show.
   */
  readonly sql: string | null;
  readonly evidence: Evidence | null;
  /**
   * The reason why it errored or was not run: a stable code, and a sentence without data in it. `cause` is the id of the
   * expectation whose failure kept it from being run; absent elsewhere.
   */
  readonly problem: {
    readonly code: string;
    readonly message: string;
    readonly cause?: string;
  } | null;
  readonly location: Location | null;
  readonly durationMs: number;
}

/** True for the states that make a run fail. */
export const isRed = ({ state }: Pick<Outcome, 'state'>): boolean =>
  state === 'failed' || state === 'errored';

/**
 * True if an expectation was not run although nobody skipped it. Those that a filter or the user's `.skip` left out are
 * not lost, and neither are those that need another one of the run which failed.
 */
export const isLost = ({ state, problem }: Pick<Outcome, 'state' | 'problem'>): boolean =>
  state === 'notRun' && !explained.has(problem?.code);

const explained: ReadonlySet<string | undefined> = new Set(['LEFT_OUT', 'SKIPPED', 'CAUSE_FAILED']);
