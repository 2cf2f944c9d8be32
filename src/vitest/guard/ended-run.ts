import type { SerializedError, TestModule, TestRunEndReason, Vitest } from 'vitest/node';

/** A run that has ended, as it is passed to its reporters. */
interface EndedRun {
  readonly modules: readonly TestModule[];
  readonly errors: readonly SerializedError[];
  readonly reason: TestRunEndReason;
}

const key = Symbol.for('assay.endedRuns');

/** Returns the runs that ended. There is one map for a process, since Vite may bundle a copy of this module. */
function endedRuns(): WeakMap<Vitest, EndedRun> {
  const shared = globalThis as { [key]?: WeakMap<Vitest, EndedRun> };
  shared[key] ??= new WeakMap();
  return shared[key];
}

/** Notes how a run ended, with the list of errors by which its report is found again. */
export const noteEndedRun = (vitest: Vitest, run: EndedRun): void =>
  void endedRuns().set(vitest, run);

/** Returns the last run of a Vitest instance; undefined if none has ended, or it had no guard. */
export const endedRun = (vitest: Vitest): EndedRun | undefined => endedRuns().get(vitest);
