import type { BoundKind } from '../value/bound.ts';
import type { Quantity, Unit } from '../value/quantity.ts';

/** How an expectation ended. `notRun` always comes with a reason. */
export type State = 'passed' | 'warned' | 'failed' | 'errored' | 'notRun';

/** A row that violates an expectation, as text that is masked already; null is NULL. */
export type SampleRow = readonly (string | null)[];

/** Some of the violating rows, safe to show. */
export interface Sample {
  readonly columns: readonly string[];
  readonly rows: readonly SampleRow[];
  /** Columns of which the values were masked in the engine. */
  readonly masked: readonly string[];
  /** Rows of the dataset, groups of equal rows with the size of each, or segments with the value of each. */
  readonly shows: 'rows' | 'groups' | 'segments';
}

/**
 * What an expectation judges. `condition`: `value` counts the rows that violate it. `measure`: `value` is a number about
 * the rows. `structure`: what the columns and the reading of the dataset say, whatever the rows hold.
 */
export type Kind = 'condition' | 'measure' | 'structure';

/** A limit of a bound. */
export interface ReportedLimit {
  readonly kind: Quantity['kind'];
  /** Exact text: a number, the percent of a share, the milliseconds of a duration, or an ISO instant. */
  readonly value: string;
  /** As a person writes it: `'2%'`, `'24h'`. */
  readonly text: string;
}

/** The limits that a value is held to, as plain JSON. */
export interface ReportedBound {
  readonly kind: BoundKind;
  /** True if the opposite must hold. */
  readonly not: boolean;
  /** Two for `between`, one for all others. */
  readonly limits: readonly ReportedLimit[];
}

/** How many segments were judged, each against the bound, and how many miss it. */
export interface SegmentCounts {
  readonly count: number;
  readonly outside: number;
}

/** What a value was compared with, beside its bound. */
export interface Reference {
  /** `baseline`: a recorded measurement. `dataset`: another dataset, measured in the same run. */
  readonly kind: 'baseline' | 'dataset';
  readonly name: string;
  /** The same metric there, as exact text; null where it has no value. */
  readonly value: string | null;
}

/**
 * How sure the observed value is, and who found it. `exact`: it is the value. `proof`: it follows from something else
 * that was seen, such as the order of the rows. `bounded`: the value lies in an interval that decides. `sampled`: it is
 * of some of the rows.
 */
export interface Evidence {
  readonly exactness: 'exact' | 'bounded' | 'proof' | 'sampled';
  /** `'duckdb'`, or what judged row by row: `'zod'`, `'ajv'`, `'javascript'`. */
  readonly by: string;
  /** The pass of the planner that found it: `'footer'`, `'frequencies'`, `'fused'`; null where none was needed. */
  readonly pass: string | null;
  /** Where it is `bounded`: the value lies between these, both included, and each value there has the same verdict. */
  readonly interval: { readonly low: string; readonly high: string } | null;
  /** What a reader must know of how it was judged, one sentence each. */
  readonly notes: readonly string[];
}

/** How the values of the column lie, as far as a pass has seen it; never of a column that is masked. */
export type Distribution =
  /** Bins in order, with the values from `from` up to `to` in each. */
  | {
      readonly kind: 'histogram';
      readonly bins: readonly (readonly [from: number, to: number, count: number])[];
    }
  /** The most frequent values, and how many rows hold another. */
  | {
      readonly kind: 'frequencies';
      readonly values: readonly (readonly [value: string | null, count: number])[];
      readonly others: number;
    };

/** A count in one of the dataset's files. */
export interface FileCount {
  readonly file: string;
  readonly value: number;
  readonly of: number;
}

/** Rows that were written to a Parquet file. */
export interface StoredRows {
  /** From the root, where it lies in it. */
  readonly file: string;
  readonly rows: number;
}

/** A place in a contract file. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What came out of one expectation: plain JSON, the one thing that every report reads. Each fact is there as a value;
 * `title`, `expected` and `observed` say some of them in words, for people, and no code reads those back.
 */
export interface Outcome {
  readonly version: 2;
  readonly contract: string;
  readonly dataset: string;
  /** Unique and stable within its contract and dataset. */
  readonly id: string;
  /** What is expected, as a sentence: the test's name. */
  readonly title: string;
  /** The user's own name for it, if it has one. */
  readonly name: string | null;
  /** As it is written: `"column('delay').mean()"`. */
  readonly metric: string;
  /** The kind of check, alike for all columns and datasets: `'column.mean'`, `'rows.count'`, `'schema.column'`. */
  readonly rule: string;
  readonly kind: Kind;
  /** What `value` counts in. */
  readonly unit: Unit;
  readonly state: State;
  readonly severity: 'error' | 'warn';
  readonly origin: 'declared' | 'schema';
  readonly because: string | null;
  readonly tags: readonly string[];
  readonly bound: ReportedBound;
  /** The bound in words, `'at most 2%'`. */
  readonly expected: string;
  /** The value in words, with its share where it is a count; null where there is none. */
  readonly observed: string | null;
  /** The value as exact text: a number, or an ISO instant; null where there is none. */
  readonly value: string | null;
  /** Rows (or segments) that the value is a part of, or was measured over. */
  readonly of: number | null;
  /**
   * The part of `of` that `value` counts, as text: `'0.006'`, and `'NaN'` of nothing. Null where it counts no part of
   * them.
   */
  readonly share: string | null;
  /** Null where the metric is not cut into segments, or none was judged. */
  readonly segments: SegmentCounts | null;
  /** Null where the bound alone decides. */
  readonly reference: Reference | null;
  /** Rows of the dataset. */
  readonly rows: number | null;
  /** Violating rows of a condition, violating segments of a measure per segment; null elsewhere. */
  readonly violations: number | null;
  readonly sample: Sample | null;
  readonly distribution: Distribution | null;
  /** The count by file, where the dataset has several and the planner saw each; null elsewhere. */
  readonly byFile: readonly FileCount[] | null;
  /** Where all rows that violate it were written, if asked for: the file has those of its whole contract. Null elsewhere. */
  readonly quarantine: StoredRows | null;
  /**
   * SQL that gives the same again in a DuckDB that runs in the project's folder. Null where no other engine can: for rows
   * in memory, for what JavaScript judged, and where the text that reads the dataset is too long to show.
   */
  readonly sql: string | null;
  readonly evidence: Evidence | null;
  /** Why it errored or was not run; a code that stays, and a sentence without data in it. */
  readonly problem: { readonly code: string; readonly message: string } | null;
  readonly location: Location | null;
  readonly durationMs: number;
}

/** States that make a run red. */
export const isRed = ({ state }: Pick<Outcome, 'state'>): boolean =>
  state === 'failed' || state === 'errored';

/** Not run, and nobody asked for that: what a filter or `.skip` of the user's left out is no loss. */
export const isLost = ({ state, problem }: Pick<Outcome, 'state' | 'problem'>): boolean =>
  state === 'notRun' && problem?.code !== 'LEFT_OUT' && problem?.code !== 'SKIPPED';
