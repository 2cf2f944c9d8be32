import type { Outcome } from './outcome.ts';

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
