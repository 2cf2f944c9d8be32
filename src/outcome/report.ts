import type { DeclaredTerms } from '../contract/terms.ts';
import type { Outcome, State } from './outcome.ts';

/** Why a run is red beside its outcomes: what was lost, an error that nobody caught, a file that could not be loaded. */
export interface RunProblem {
  readonly message: string;
  /** The contract file, from the root; null where it is about none. */
  readonly file: string | null;
}

/** A pass of the planner, as it went. */
export interface ReportedPass {
  readonly name: string;
  /** The metrics that it answered, as they are written. */
  readonly metrics: readonly string[];
  readonly sql: readonly string[];
  /** Time in the engine. */
  readonly engineMs: number;
  /** What the columns that it read take in the files; null where that is not known. */
  readonly bytes: number | null;
}

/** A contract held to a dataset. */
export interface ReportedContract {
  readonly contract: string;
  readonly dataset: string;
  /** The contract file, from the root. */
  readonly file: string;
  readonly terms: DeclaredTerms;
  readonly state: State;
  readonly rows: number | null;
  /** Files of the dataset, where they are known. */
  readonly files: number | null;
  /** Equal for equal states of the data; null where it can't be told. */
  readonly snapshot: string | null;
  readonly engineMs: number | null;
  readonly passes: readonly ReportedPass[];
  readonly outcomes: readonly Outcome[];
}

/** All that a run says of its contracts: the one document from which every report is made. */
export interface Report {
  readonly format: 'assay-report';
  readonly version: 2;
  /** What "now" was, ISO 8601. */
  readonly now: string;
  /** When the run began, ISO 8601, and how long it took. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** Red where an outcome is, where something was lost, or where nothing was judged. */
  readonly state: 'passed' | 'failed';
  readonly counts: Readonly<Record<State, number>>;
  readonly problems: readonly RunProblem[];
  readonly contracts: readonly ReportedContract[];
}

const worst: readonly State[] = ['errored', 'failed', 'notRun', 'warned', 'passed'];

/** How a contract ended: as the worst of its outcomes; not run where it has none. */
export const stateOf = (outcomes: readonly Pick<Outcome, 'state'>[]): State =>
  worst.find((state) => outcomes.some((outcome) => outcome.state === state)) ?? 'notRun';

export function countStates(outcomes: readonly Pick<Outcome, 'state'>[]): Report['counts'] {
  const counts = { passed: 0, warned: 0, failed: 0, errored: 0, notRun: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}
