import { causeFailed } from '../outcome/cause-failed.ts';
import { isLost } from '../outcome/outcome.ts';
import type { Report } from '../outcome/report.ts';
import { checkReport } from './check-report.ts';

/**
 * The exit codes of the commands, which orchestrators read. They avoid 99, 126 and above, which have other meanings
 * there.
 */
export const exitCodes = {
  /** The data passes the contract. */
  kept: 0,
  /** The data violates the contract. */
  broken: 1,
  /** The data could not be checked: an unreadable file, an invalid contract, or an invalid option. */
  notJudged: 2,
} as const;

/**
 * Returns the exit code for a report: 0 if all contracts pass, 1 if one is violated, 2 if something could not be
 * checked. 2 wins over 1, since the rest is unknown then.
 *
 * @example
 * process.exitCode = exitCode(report);
 */
export function exitCode(report: Report): 0 | 1 | 2 {
  const { state, problems, contracts } = checkReport(report, 'exitCode');
  if (state === 'passed') return exitCodes.kept;
  const outcomes = contracts.flatMap((one) => one.outcomes);
  const isUnjudged = outcomes.some(
    (one) => one.state === 'errored' || one.problem?.code === causeFailed || isLost(one),
  );
  return problems.length > 0 || isUnjudged ? exitCodes.notJudged : exitCodes.broken;
}
