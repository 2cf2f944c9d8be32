import type { Outcome } from '../../outcome/outcome.ts';

/** A call of `verify` in the run of a gate, stored on its file's task. */
export interface GatedCall {
  readonly contract: string;
  readonly dataset: string;
  /** The reason why it does not check the snapshot that is promoted; null if it does. */
  readonly leftOut: string | null;
  /** The outcomes of the contract on other snapshots, by their tags. */
  readonly others: Readonly<Record<string, OtherOutcomes>>;
  /** The score of the contract against mutants; null if no policy asks for one. */
  readonly mutants: MutantsScore | null;
}

/** The outcomes of a contract on another snapshot, or why there are none. */
export type OtherOutcomes = readonly Outcome[] | { readonly problem: string };

/** The share of the mutants that a contract catches. */
export interface MutantsScore {
  /** The share, from 0 to 1; null if it could not be found. */
  readonly score: number | null;
  /** Why the score misses what the policy asks for, in a sentence; null if it does not. */
  readonly problem: string | null;
}
