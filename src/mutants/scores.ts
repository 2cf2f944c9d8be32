import type { ColumnScore, Mutant, MutantState, Score } from './mutant.ts';

/** Returns the score of mutants. Those that no known expectation can catch do not count. */
export function scoreOf(mutants: readonly Pick<Mutant, 'state'>[]): Score {
  const count = (...states: readonly MutantState[]) =>
    mutants.filter(({ state }) => states.includes(state)).length;
  const caught = count('failed', 'warned');
  const survived = count('survived');
  return {
    caught,
    survived,
    undetectable: count('undetectable'),
    undecided: count('undecided'),
    score: caught + survived === 0 ? null : caught / (caught + survived),
  };
}

/** Returns the score of each column, the weakest first. */
export const columnScores = (mutants: readonly Mutant[]): readonly ColumnScore[] =>
  [...Map.groupBy(mutants, ({ column }) => column)]
    .map(([column, own]) => ({ column, ...scoreOf(own) }))
    .toSorted(
      (one, other) => (one.score ?? 2) - (other.score ?? 2) || other.survived - one.survived,
    );
