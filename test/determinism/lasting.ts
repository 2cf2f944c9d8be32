import type { Report } from '../../src/outcome/report.ts';

/** What a clock says of the run. */
const times: ReadonlySet<string> = new Set(['startedAt', 'durationMs', 'engineMs']);

/** The document without its times: byte-equal for the same data, contract and `now`. */
export const withoutTimes = (report: Report): string =>
  JSON.stringify(report, (name, value: unknown) => (times.has(name) ? undefined : value), 1);

/** And without the account of the passes, which say what this run had to read and what it knew from one before. */
export const withoutWork = (report: Report): string =>
  withoutTimes({
    ...report,
    contracts: report.contracts.map((one) => ({ ...one, passes: [] })),
  });
