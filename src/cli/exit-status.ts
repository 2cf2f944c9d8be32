import type { Outcome, State } from '../outcome/outcome.ts';
import { exitCodes } from './usage.ts';

/**
 * Returns the exit code for outcomes. Expectations that could not be checked outweigh broken ones, since further breaks
 * may be unknown.
 */
export function exitCode(outcomes: readonly Outcome[]): number {
  const has = (state: State) => outcomes.some((outcome) => outcome.state === state);
  if (outcomes.length === 0 || has('errored') || has('notRun')) return exitCodes.notJudged;
  return has('failed') ? exitCodes.broken : exitCodes.kept;
}

/** Keeps one outcome for each problem of the whole dataset. */
export function oncePerProblem(outcomes: readonly Outcome[]): readonly Outcome[] {
  const seen = new Set<string>();
  return outcomes.filter(({ problem }) => {
    if (!problem?.code.match(/^(DATASET|EXTENSION)_/)) return true;
    const isNew = !seen.has(problem.message);
    seen.add(problem.message);
    return isNew;
  });
}
