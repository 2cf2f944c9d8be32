import type { DeclaredTerms } from '../contract/terms.ts';
import type { DeclaredColumn } from './declared-columns.ts';
import type { Outcome, State } from './outcome.ts';
import type { ReportedFuzz } from './reported-fuzz.ts';

/**
 * A reason why a run fails beside its outcomes: lost expectations, an uncaught error, a file that could not be loaded.
 */
export interface RunProblem {
  readonly message: string;
  /** The contract file, relative to the root; null if the problem is about none. */
  readonly file: string | null;
}

/** A pass of the planner, and what it took. */
export interface ReportedPass {
  readonly name: string;
  /** The metrics that it answered, as they are written. */
  readonly metrics: readonly string[];
  readonly sql: readonly string[];
  /** Milliseconds in the engine. */
  readonly engineMs: number;
  /** The size in the files of the columns that it read; null if that is not known. */
  readonly bytes: number | null;
}

/** A contract with the dataset that was checked against it. */
export interface ReportedContract {
  readonly contract: string;
  readonly dataset: string;
  /** The contract file, relative to the root. */
  readonly file: string;
  readonly terms: DeclaredTerms;
  /** The columns that the contract declares. Absent in reports of earlier releases. */
  readonly columns?: readonly DeclaredColumn[];
  readonly state: State;
  readonly rows: number | null;
  /** The files of the dataset, if they are known. */
  readonly files: number | null;
  /** A fingerprint of the data, equal for equal states; null if there is none. */
  readonly snapshot: string | null;
  readonly engineMs: number | null;
  readonly passes: readonly ReportedPass[];
  readonly outcomes: readonly Outcome[];
}

/** The result of a run: the one document from which every report is made. */
export interface Report {
  readonly format: 'assay-report';
  readonly version: 2;
  /** The time that counted as "now", as ISO 8601. */
  readonly now: string;
  /** When the run began, ISO 8601, and how long it took. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `failed` if an outcome or a property of a step failed, one was lost, or nothing was judged. */
  readonly state: 'passed' | 'failed';
  /** Expectations by state; properties of fuzz tests are not among them. */
  readonly counts: Readonly<Record<State, number>>;
  readonly problems: readonly RunProblem[];
  readonly contracts: readonly ReportedContract[];
  /** The steps that were held to their contracts by generated input. */
  readonly fuzz: readonly ReportedFuzz[];
}

const worst: readonly State[] = ['errored', 'failed', 'notRun', 'warned', 'passed'];

/** Returns the state of a contract, which is that of its worst outcome; `notRun` if it has none. */
export const stateOf = (outcomes: readonly Pick<Outcome, 'state'>[]): State =>
  worst.find((state) => outcomes.some((outcome) => outcome.state === state)) ?? 'notRun';

/** Counts outcomes by state. */
export function countStates(outcomes: readonly Pick<Outcome, 'state'>[]): Report['counts'] {
  const counts = { passed: 0, warned: 0, failed: 0, errored: 0, notRun: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}
