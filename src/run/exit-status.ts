import { isLost } from '../outcome/outcome.ts';
import type { Report } from '../outcome/report.ts';

/**
 * The exit codes of commands and gates, which orchestrators read. They avoid 99, 126 and above, which mean other things
 * there.
 */
export const exitCodes = {
  /** The data keeps the contract. */
  kept: 0,
  /** The data breaks the contract. */
  broken: 1,
  /** The check could not be made: an unreadable file, an invalid contract, or an invalid option. */
  notJudged: 2,
} as const;

/**
 * The exit code that a report stands for: 0 where the data keeps its contracts, 1 where it breaks one, 2 where something
 * could not be judged. That outweighs a broken contract: what else is wrong is not known then.
 *
 * @example
 * process.exitCode = exitCode(report);
 */
export function exitCode({ state, problems, contracts }: Report): 0 | 1 | 2 {
  if (state === 'passed') return exitCodes.kept;
  const outcomes = contracts.flatMap((one) => one.outcomes);
  const isUnjudged = outcomes.some((one) => one.state === 'errored' || isLost(one));
  return problems.length > 0 || isUnjudged ? exitCodes.notJudged : exitCodes.broken;
}
