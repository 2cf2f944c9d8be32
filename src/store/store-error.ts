import { CodedError } from '../value/coded-error.ts';

/**
 * The codes of errors of a store. `STORE_UNKNOWN` means that a write may or may not have landed: read the log before it
 * is tried again.
 */
export type StoreErrorCode =
  /** A name, a tag, a digest or an option can't be as it is. */
  | 'STORE_USAGE'
  /** There is no store, snapshot or tag of that name. */
  | 'STORE_NOT_FOUND'
  /** Something in the store is not what was written. */
  | 'STORE_BROKEN'
  /** The store can't be read or written: permissions, a full disk, no connection. */
  | 'STORE_UNUSABLE'
  /** Another process moved the tag first. */
  | 'STORE_CONFLICT'
  /** It is not known whether a write has landed. */
  | 'STORE_UNKNOWN'
  /** The clock of this machine is behind the last record of the log. */
  | 'STORE_CLOCK'
  /** A file of a snapshot is missing, or is not what was recorded. */
  | 'SNAPSHOT_CHANGED'
  /** A snapshot's data was deleted. */
  | 'SNAPSHOT_PURGED'
  /** The gate refused a snapshot. */
  | 'GATE_REFUSED'
  /** The gate could not judge a snapshot. */
  | 'GATE_UNJUDGED';

/** The error of a store. Its message names the store, the snapshot or the file, and what to do, without any data. */
export class StoreError extends CodedError<StoreErrorCode> {
  override readonly name = 'StoreError';
}
