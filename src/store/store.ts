import type { Dataset } from '../dataset/dataset.ts';
import type { Backend } from './backend/backend.ts';
import type { NameState } from './log/name-state.ts';
import type { Digest, LogEntry, LogRecord, RollbackEntry } from './log/record.ts';
import type { Snapshot } from './snapshot/snapshot-record.ts';
import type { StoreProblem } from './store-problem.ts';

/** The options of `store.create`. */
export interface CreateOptions {
  /** The tag that names the snapshot from then on, such as `'candidate'`. */
  readonly tag?: string;
  /** True to copy the files into the store, by a clone where the file system has them. */
  readonly copy?: boolean;
  /** The snapshot that this one was made from: a tag or a digest of the same name. The default is what `tag` named. */
  readonly parent?: string;
  /** The step that produced the data, such as `'clean.py'`. */
  readonly step?: string;
  /** The snapshots that the step read: `'raw@production'`. */
  readonly inputs?: readonly string[];
}

/** A store of snapshots: what was recorded of each dataset, and what its tags name. */
export interface SnapshotStore {
  /** The place of the store, as messages name it. */
  readonly location: string;
  /** The folder that relative paths start from. */
  readonly root: string;
  /**
   * Records a snapshot of files: paths, globs, or a dataset of files such as `csv('data/*.csv')`. What is recorded already
   * is not recorded twice.
   *
   * @throws {StoreError} for files that can't be recorded, and a tag that only a gate moves.
   */
  create(
    name: string,
    data: string | readonly string[] | Dataset,
    options?: CreateOptions,
  ): Promise<Snapshot>;
  /**
   * Returns a snapshot: `'trips@candidate'`, or `'trips@sha256:...'`, of which eight digits are enough. Its data is not
   * read.
   *
   * @throws {StoreError} `STORE_NOT_FOUND`, `SNAPSHOT_PURGED`
   */
  snapshot(ref: string): Promise<Snapshot>;
  /** Returns the names of all datasets. */
  names(): Promise<readonly string[]>;
  /** Returns the state of a dataset: its tags, its snapshots, those that are deprecated. */
  state(name: string): Promise<NameState>;
  /** Returns all records of a dataset's log, the oldest first. */
  log(name: string): Promise<readonly LogRecord[]>;
  /**
   * Moves a tag back: to a snapshot that it named before, or to the one before if none is given. All bytes of its data are
   * read first.
   *
   * @throws {StoreError} `STORE_CONFLICT` if another process moved the tag meanwhile.
   */
  rollback(
    name: string,
    tag: string,
    options?: { readonly to?: string; readonly reason?: string },
  ): Promise<LogRecord & RollbackEntry>;
  /** Reads everything of a dataset, or of all, and returns all that is not what was recorded. */
  verify(name?: string): Promise<readonly StoreProblem[]>;
}

/** A store as its own parts use it: with the log to append to, and documents. */
export interface Store extends SnapshotStore {
  readonly backend: Backend;
  /**
   * Appends an entry to a dataset's log. `entry` is given the state that the record is chained to and may refuse by an
   * error; it is asked again if another process appended first.
   */
  append(
    name: string,
    entry: (state: NameState) => LogEntry | Promise<LogEntry>,
  ): Promise<LogRecord>;
  /** Stores a document under its own digest, and returns that. */
  putDocument(kind: DocumentKind, bytes: Uint8Array): Promise<Digest>;
  /** Returns a document, after comparing its bytes with the digest; null if there is none. */
  document(kind: DocumentKind, digest: Digest): Promise<Uint8Array | null>;
}

/** The kinds of documents that a store has beside snapshots. */
export type DocumentKind = 'outcomes' | 'evidence';
