import { buildReport } from '../../outcome/build-report.ts';
import type { Report } from '../../outcome/report.ts';
import type { GatedCall } from './gated-call.ts';

/**
 * Returns the part of a report that is about the promoted snapshot, which is the outcome document of a gate: without the
 * contracts that check other data. If none is about it, that is the whole report.
 */
export function reportOnSnapshot(report: Report, calls: readonly GatedCall[]): Report {
  const leftOut = calls.filter((call) => call.leftOut !== null);
  const contracts = report.contracts.filter(
    ({ contract, dataset }) =>
      !leftOut.some((call) => call.contract === contract && call.dataset === dataset),
  );
  return contracts.length === 0 ? report : buildReport({ ...report, contracts });
}
