import type { StoreErrorCode } from './store-error.ts';

/**
 * The exit codes of the commands on a store. They avoid 99, which Airflow takes for skipped, and 126 and above, which
 * shells use.
 */
export const storeExitCodes = {
  /** It was done. */
  done: 0,
  /** A gate refused the snapshot, or a check found something wrong. */
  refused: 1,
  /** The data, or a file, could not be read or judged. */
  unreadable: 2,
  /** Another process moved the tag first. Nothing was changed. */
  conflict: 3,
  /** It is not known whether the change landed. */
  unknown: 4,
  /** The store can't be used, or has no such snapshot or tag. */
  unusable: 5,
  /** The command line or the config can't be as it is (`EX_USAGE` of sysexits.h). */
  usage: 64,
} as const;

const byCode: Readonly<Record<StoreErrorCode, number>> = {
  STORE_USAGE: storeExitCodes.usage,
  STORE_NOT_FOUND: storeExitCodes.unusable,
  STORE_BROKEN: storeExitCodes.unusable,
  STORE_UNUSABLE: storeExitCodes.unusable,
  STORE_CLOCK: storeExitCodes.unusable,
  STORE_CONFLICT: storeExitCodes.conflict,
  STORE_UNKNOWN: storeExitCodes.unknown,
  SNAPSHOT_CHANGED: storeExitCodes.unreadable,
  SNAPSHOT_PURGED: storeExitCodes.unreadable,
  GATE_REFUSED: storeExitCodes.refused,
  GATE_UNJUDGED: storeExitCodes.unreadable,
};

/** Returns the exit code for the error of a store. */
export const storeExitCode = (code: StoreErrorCode): number => byCode[code];
