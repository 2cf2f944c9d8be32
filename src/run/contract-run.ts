import type { DeclaredTerms } from '../contract/terms.ts';
import type { DeclaredColumn } from '../outcome/declared-columns.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { RunProblem } from '../outcome/report.ts';
import type { Measurement } from '../plan/trace.ts';

/** One run of a contract over a dataset: plain JSON. */
export interface ContractRun {
  /** The contract's name. */
  readonly contract: string;
  /** The dataset's label. */
  readonly dataset: string;
  /** The file that declares the contract, from the root; `'unknown file'` where its place is not known. */
  readonly file: string;
  readonly terms: DeclaredTerms;
  /** The columns that the contract declares, each followed by the fields within it. */
  readonly columns: readonly DeclaredColumn[];
  /** The time that counted as "now", as ISO 8601. */
  readonly now: string;
  /** When the run began, ISO 8601, and how long it took. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** One outcome for each expectation of the contract, in its order; what was not selected is not run. */
  readonly outcomes: readonly Outcome[];
  /** The measurement: its passes, SQL and time. Null if nothing was measured. */
  readonly trace: Measurement | null;
  /**
   * The reason why a report of this run fails whatever its outcomes are: the run was interrupted, or judged nothing.
   */
  readonly problems: readonly RunProblem[];
}
