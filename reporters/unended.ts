import type { Report } from '../src/outcome/report.ts';

/**
 * The report that a file has from a run's start until the final one is written, so that it is not green however the
 * process ends.
 */
export const unended = (startedAt: Date): Report => ({
  format: 'assay-report',
  version: 2,
  now: startedAt.toISOString(),
  startedAt: startedAt.toISOString(),
  durationMs: 0,
  state: 'failed',
  counts: { passed: 0, warned: 0, failed: 0, errored: 0, notRun: 0 },
  problems: [
    { message: 'The run did not end, or this report of it could not be written.', file: null },
  ],
  contracts: [],
  fuzz: [],
});

/** A report of a run that was whole, in a process that was not. */
export const endedRed = (report: Report, code: number): Report => ({
  ...report,
  state: 'failed',
  problems: [
    ...report.problems,
    {
      message: `The process ended with exit code ${code} after all had passed: a report was not written, or a reporter, a teardown or the like failed. Its output says what.`,
      file: null,
    },
  ],
});
