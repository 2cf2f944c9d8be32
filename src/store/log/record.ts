/** The digest of a snapshot, a record or a document: `sha256:` and 64 hexadecimal digits. */
export type Digest = `sha256:${string}`;

/** The step that produced a snapshot's data, and the snapshots that it read. */
export interface Lineage {
  /** The name of the step, such as `clean.py`; null if none is named. */
  readonly step: string | null;
  /** The digests of the snapshots that the step read, each with its name: `raw@sha256:...`. */
  readonly inputs: readonly string[];
}

/** A move of a tag. */
export interface TagMove {
  readonly tag: string;
  readonly to: Digest;
  /** The snapshot that the tag named before; null for a new tag. */
  readonly from: Digest | null;
}

/** The counts of an outcome document's expectations, by state. */
export type OutcomeCounts = Readonly<
  Record<'passed' | 'warned' | 'failed' | 'errored' | 'notRun', number>
>;

/** The fields of every record of a log. */
interface Chained {
  readonly format: 'assay-log';
  readonly version: 1;
  /** The id of the store, so that records of another one are found. */
  readonly store: string;
  /** The name of the dataset. */
  readonly name: string;
  /** The number of the record, from 1. */
  readonly sequence: number;
  /** The digest of the record before; null for the first. */
  readonly previous: Digest | null;
  /** When it was written, as ISO 8601. */
  readonly at: string;
  /** A text that no other record has. */
  readonly nonce: string;
}

/** A snapshot was created. */
export interface CreateEntry {
  readonly kind: 'create';
  readonly snapshot: Digest;
  /** The digest of the descriptor's bytes. */
  readonly descriptor: Digest;
  readonly moves: readonly TagMove[];
  readonly parent: Digest | null;
  readonly lineage: Lineage;
  /** The git commit of the project; null if there is none. */
  readonly commit: string | null;
}

/** The evidence of a decision of a gate. */
export interface GateEvidence {
  /** The digest of the outcome document; null if the run made none. */
  readonly outcome: Digest | null;
  readonly counts: OutcomeCounts;
  /** The digest of the evidence file; null for a refusal. */
  readonly evidence: Digest | null;
  /** The names of those who approved. */
  readonly approvers: readonly string[];
  /** The policies that the gate held, as data. */
  readonly policies: Readonly<Record<string, unknown>>;
}

/** A snapshot passed a gate, and its tag moved. */
export interface PromoteEntry extends GateEvidence {
  readonly kind: 'promote';
  readonly snapshot: Digest;
  /** The tag or digest that the snapshot was promoted from. */
  readonly source: string;
  readonly moves: readonly TagMove[];
}

/** A gate refused a snapshot. */
export interface RefuseEntry extends GateEvidence {
  readonly kind: 'refuse';
  readonly snapshot: Digest;
  readonly source: string;
  readonly tag: string;
  /** The reasons, one sentence each. */
  readonly reasons: readonly string[];
}

/** A tag was moved back to an earlier snapshot. */
export interface RollbackEntry {
  readonly kind: 'rollback';
  readonly snapshot: Digest;
  readonly moves: readonly TagMove[];
  readonly reason: string | null;
}

/** A subject whose rows were erased, by the key that is outside of the store. */
export interface ErasedSubject {
  readonly column: string;
  /** HMAC-SHA-256 of each way to read the value (as a text, a number, a time), as hexadecimal text. */
  readonly hmacs: readonly string[];
}

/** A snapshot that still holds erased rows. */
export interface Deprecation {
  readonly snapshot: Digest;
  /** The day until which its data has to be deleted, as ISO 8601. */
  readonly deadline: string;
  /** The files that hold them, by their digests; all of its files where they could not be searched any more. */
  readonly files: readonly Digest[];
}

/** The rows of subjects were erased from the snapshots of all tags. */
export interface EraseEntry {
  readonly kind: 'erase';
  readonly subjects: readonly ErasedSubject[];
  /** HMAC-SHA-256 of a text that all ledgers share, by which another key is recognised. */
  readonly key: string;
  readonly reason: string;
  /** The snapshots that were created without the rows. */
  readonly created: readonly {
    readonly snapshot: Digest;
    readonly descriptor: Digest;
    /** The snapshot that it replaces. */
    readonly replaces: Digest;
  }[];
  readonly moves: readonly TagMove[];
  readonly deprecated: readonly Deprecation[];
}

/** The data of deprecated snapshots was deleted. */
export interface PurgeEntry {
  readonly kind: 'purge';
  readonly snapshots: readonly Digest[];
  /** The SHA-256 digests of the files that were deleted. */
  readonly files: readonly Digest[];
}

/** An event of a dataset. */
export type LogEntry =
  | CreateEntry
  | PromoteEntry
  | RefuseEntry
  | RollbackEntry
  | EraseEntry
  | PurgeEntry;

/** A record of the log: an event, chained to the record before it. */
export type LogRecord = LogEntry & Chained;
