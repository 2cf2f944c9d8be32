import type { Deprecation, Digest, LogRecord } from './record.ts';

/** A tag: the snapshot that it names now, and those before. */
export interface TagState {
  readonly snapshot: Digest;
  /** The number of the record that moved it last. A tag that went away and came back has another one. */
  readonly sequence: number;
  /** True if a gate ever moved it: from then on nothing but gates, rollbacks and erasures may. */
  readonly isGated: boolean;
  /** The snapshots that it named before, the latest first; of a gated tag those since its first gate. */
  readonly before: readonly Digest[];
  /** Those of them that a rollback goes to unless one is given: none that a rollback has left. */
  readonly earlier: readonly Digest[];
}

/** The state of a dataset, as its log has it. */
export interface NameState {
  readonly name: string;
  /** The last record; null if there is none. */
  readonly head: LogRecord | null;
  readonly tags: ReadonlyMap<string, TagState>;
  /** The recorded snapshots, the oldest first, each with the digest of its descriptor's bytes. */
  readonly snapshots: ReadonlyMap<Digest, Digest>;
  /** The snapshots that still hold erased rows, and were not purged. */
  readonly deprecated: ReadonlyMap<Digest, Deprecation>;
  /** The snapshots whose data was deleted. */
  readonly purged: ReadonlySet<Digest>;
}
