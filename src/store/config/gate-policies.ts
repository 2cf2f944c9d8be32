/** The policies of a gate, beyond the contracts themselves. All are off unless given. */
export interface GatePolicies {
  /** True to refuse a snapshot that misses an expectation of severity `warn`. */
  readonly failOnWarnings?: boolean;
  /** True to refuse a promotion whose evidence no key signs; the keys that count are those that verify it. */
  readonly signed?: boolean;
  /** The people who approve, by name. */
  readonly approvers?: Approvers;
  /**
   * The tag of a snapshot that a new one may be as bad as: an expectation that the candidate misses is excused if that
   * snapshot misses it at least as much. With `true` it is the tag that is promoted to. An expectation that could not be
   * judged is never excused, nor is one on the structure of the data or one that is judged per segment.
   */
  readonly notWorseThan?: true | string;
  /** Metrics in which a candidate has to be at least as good as the snapshot that it replaces. */
  readonly champion?: ChampionPolicy | readonly ChampionPolicy[];
  /** The least share of the mutants of the candidate that each contract catches: `'80%'` or `0.8`. */
  readonly mutationScore?: number | `${number}%`;
}

/** The people who approve a promotion. */
export interface Approvers {
  /**
   * The names. For one with a public key file (PEM), from the root, the evidence has to be signed by that key; a
   * certificate counts within its dates.
   */
  readonly names: readonly (string | { readonly name: string; readonly key: string })[];
  /** The number of them that is needed; all of them unless given. */
  readonly atLeast?: number;
}

/** A metric in which a candidate has to be at least as good as another snapshot, the champion. */
export interface ChampionPolicy {
  /** The expectation that measures it: its id, its name (`.named('accuracy')`) or its title. */
  readonly metric: string;
  /** The direction in which the metric is better. */
  readonly better: 'higher' | 'lower';
  /** The least difference by which it has to be better, from 0, in the metric's own unit; of a share, `0.01` is 1%. */
  readonly by?: number;
  /** The tag of the champion; the tag that is promoted to unless given. */
  readonly than?: string;
  /** The name of the dataset that the policy is for; all datasets of the gate unless given. */
  readonly dataset?: string;
}

/** The policies of gates, by the tag that is promoted to. */
export type Gates = Readonly<Record<string, GatePolicies>>;
