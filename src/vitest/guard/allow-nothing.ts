import type { SerializedError } from 'vitest/node';

const key = Symbol.for('assay.nothingMeant');

/**
 * Returns the runs that may be empty. There is one set for a process, since Vitest loads reporters apart from its
 * config.
 */
function allowedRuns(): WeakSet<readonly SerializedError[]> {
  const shared = globalThis as { [key]?: WeakSet<readonly SerializedError[]> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/** Allows a run to end without any result. The run is identified by the list of errors that every reporter receives. */
export const allowEmptyRun = (errors: readonly SerializedError[]): void =>
  void allowedRuns().add(errors);

/** True if a run may end without any result. */
export const isEmptyRunAllowed = (errors: readonly SerializedError[]): boolean =>
  allowedRuns().has(errors);
