import type { Outcome, State } from '../outcome/outcome.ts';
import { exitCodes } from './usage.ts';

/** Could not be judged outweighs broken: what else is wrong is not known then. */
export function exitCode(outcomes: readonly Outcome[]): number {
  const has = (state: State) => outcomes.some((outcome) => outcome.state === state);
  if (outcomes.length === 0 || has('errored') || has('notRun')) return exitCodes.notJudged;
  return has('failed') ? exitCodes.broken : exitCodes.kept;
}

/** What keeps all from being judged is told once. */
export function oncePerProblem(outcomes: readonly Outcome[]): readonly Outcome[] {
  const seen = new Set<string>();
  return outcomes.filter(({ problem }) => {
    if (!problem?.code.match(/^(DATASET|EXTENSION)_/)) return true;
    const isNew = !seen.has(problem.message);
    seen.add(problem.message);
    return isNew;
  });
}
