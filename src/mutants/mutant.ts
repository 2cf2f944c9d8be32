/** The rows that a mutant changes: one, or a share of them, 0.01. */
export type Rate = 'one row' | number;

/**
 * The end of a mutant. `failed`: an expectation that the data keeps failed. `warned`: none failed, and one warned. `survived`:
 * all held, though another one would have failed. `undetectable`: all held, and none is known that would fail. `undecided`: an
 * expectation could not be judged, for no fault of the data.
 */
export type MutantState = 'failed' | 'warned' | 'survived' | 'undetectable' | 'undecided';

/** The change that a mutant is, at one rate. */
export interface MutantChange {
  /** The name of the fault, `'units'`. */
  readonly fault: string;
  /** The column that it changes; null for whole rows. */
  readonly column: string | null;
  readonly rate: Rate;
  /** The change as a phrase: `'1% of "delay" times 1000'`. */
  readonly change: string;
  /** The change without its rate: `'"delay" times 1000'`. */
  readonly what: string;
  /** The number of values, or rows, that it changes. */
  readonly changed: number;
}

/** A change of the data, with the verdict of the contract. */
export interface Mutant extends MutantChange {
  readonly state: MutantState;
  /** The expectations that missed their bounds, those that fail first. */
  readonly by: readonly CaughtBy[];
  /** The expectation that would have caught it; null unless it survived. */
  readonly suggestion: Suggestion | null;
  /** Why it is undecided, in a sentence; null if it is not. */
  readonly problem: string | null;
}

/** An expectation that caught a mutant. */
export interface CaughtBy {
  readonly id: string;
  readonly title: string;
  readonly severity: 'error' | 'warn';
}

/** An expectation that holds for the data and fails for a mutant, as TypeScript to paste into the contract's list. */
export interface Suggestion {
  readonly code: string;
  /** The number of survivors that it catches. */
  readonly catches: number;
}

/** The number of mutants that were caught, of those that an expectation can catch. */
export interface Score {
  readonly caught: number;
  readonly survived: number;
  readonly undetectable: number;
  readonly undecided: number;
  /** The share that was caught, 0 to 1; null if there was none to catch. */
  readonly score: number | null;
}

/** The score of a column's mutants; of those of whole rows, with null for the column. */
export interface ColumnScore extends Score {
  readonly column: string | null;
}

/** The mutants of a dataset with the verdicts of a contract: plain JSON. */
export interface MutantReport extends Score {
  readonly contract: string;
  readonly dataset: string;
  readonly rows: number;
  readonly seed: number;
  readonly rates: readonly Rate[];
  /** The weakest first. */
  readonly columns: readonly ColumnScore[];
  readonly mutants: readonly Mutant[];
  /** Expectations that took no part, with the reason. */
  readonly unasked: readonly { readonly title: string; readonly reason: string }[];
  /** Expectations that caught no mutant. */
  readonly idle: readonly string[];
  readonly durationMs: number;
}
