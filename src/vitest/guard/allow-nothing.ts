import type { SerializedError } from 'vitest/node';

const key = Symbol.for('assay.nothingMeant');

/** One a process: Vitest loads reporters apart from its config. */
function allowedRuns(): WeakSet<readonly SerializedError[]> {
  const shared = globalThis as { [key]?: WeakSet<readonly SerializedError[]> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/** A run, known by the list of errors that every reporter is given, may end without having judged anything. */
export const allowEmptyRun = (errors: readonly SerializedError[]): void =>
  void allowedRuns().add(errors);

export const isEmptyRunAllowed = (errors: readonly SerializedError[]): boolean =>
  allowedRuns().has(errors);
