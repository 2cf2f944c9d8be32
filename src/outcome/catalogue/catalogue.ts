import type { DeclaredTerms } from '../../contract/terms.ts';
import type { DeclaredColumn } from '../declared-columns.ts';
import type { Outcome, State } from '../outcome.ts';
import type { RunProblem } from '../report.ts';

/** The contracts of a project, as a catalogue shows them: plain JSON, without any value of the data. */
export interface Catalogue {
  /** The project's name. */
  readonly project: string;
  /** When the catalogue was made, ISO 8601. */
  readonly madeAt: string;
  readonly contracts: readonly CataloguedContract[];
  /** The problems of the runs whose verdicts are shown, beside those verdicts. */
  readonly problems: readonly RunProblem[];
}

/** A contract with all that is known of it. */
export interface CataloguedContract {
  readonly name: string;
  /** The name of its page, unique even where names differ only in case: `orders.html`. */
  readonly page: string;
  /** The contract file, from the root. */
  readonly file: string;
  readonly terms: DeclaredTerms;
  readonly columns: readonly DeclaredColumn[];
  readonly rules: readonly CataloguedRule[];
  /** The datasets that it is held to, or was held to where it names none. */
  readonly runs: readonly CataloguedRun[];
  readonly lineage: readonly CataloguedSnapshot[];
}

/** A rule in words. */
export interface CataloguedRule
  extends Pick<Outcome, 'id' | 'title' | 'severity' | 'origin' | 'because' | 'tags'> {}

/** The last verdict on one rule. */
export interface CataloguedVerdict {
  readonly state: State;
  /** When the run that gave it began, ISO 8601; null for a rule that no known run has judged as it is now. */
  readonly at: string | null;
}

/** The last verdicts on a dataset. */
export interface CataloguedRun {
  readonly dataset: string;
  /** The state of the worst rule; `notRun` unless every rule has a verdict. */
  readonly state: State;
  /** When the newest of the verdicts was given; null if there is none. */
  readonly at: string | null;
  /** The verdict on each rule, in the contract's order. */
  readonly verdicts: readonly CataloguedVerdict[];
}

/** A snapshot that a tag of the store names, and what it was made from. */
export interface CataloguedSnapshot {
  readonly dataset: string;
  readonly tag: string;
  readonly digest: string;
  readonly created: string;
  readonly rows: number;
  /** The step that made it; null if none is named. */
  readonly step: string | null;
  /** The snapshots that the step read: `raw@sha256:...`. */
  readonly inputs: readonly string[];
  readonly commit: string | null;
}
