import type { SerializedError } from 'vitest/node';

const key = Symbol.for('assay.nothingMeant');

/** One a process: Vitest loads reporters apart from its config. */
function meant(): WeakSet<readonly SerializedError[]> {
  const shared = globalThis as { [key]?: WeakSet<readonly SerializedError[]> };
  shared[key] ??= new WeakSet();
  return shared[key];
}

/** A run, known by the list of errors that every reporter is given, may end without having judged anything. */
export const allowNothing = (errors: readonly SerializedError[]): void => void meant().add(errors);

export const mayBeNothing = (errors: readonly SerializedError[]): boolean => meant().has(errors);
