import type { MutantReport } from './mutant.ts';
import { MutantsError } from './mutants-error.ts';
import { percentOf } from './report-lines.ts';

/**
 * Reads the least score of a gate, `0.8` or `'80%'`, as a share.
 *
 * @throws {MutantsError} `OPTION_INVALID`; a score of 0 is refused too, for every contract has it.
 */
export function leastScore(given: number | string): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(String(given).trim());
  const share = match === null ? Number.NaN : Number(match[1]) / (match[2] === '%' ? 100 : 1);
  if (share > 0 && share <= 1) return share;
  throw new MutantsError(
    'OPTION_INVALID',
    `The least score is a share above 0 and up to 100%, such as 80% or 0.8, not '${given}'.`,
  );
}

/** Returns why a report misses a least score, in a sentence; null if it reaches it. */
export function scoreProblem(report: MutantReport, least: number): string | null {
  const { score, undecided, contract } = report;
  const of = `The contract '${contract}'`;
  if (score === null)
    return `${of} has no score: none of the mutants could be caught by any known expectation.`;
  if (undecided > 0)
    return `${of} has ${undecided} mutant(s) that could not be judged, so that its score is not known.`;
  if (score >= least) return null;
  return `${of} catches ${percentOf(score)} of the mutants, and at least ${percentOf(least)} are wanted.`;
}
