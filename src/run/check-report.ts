import type { Report } from '../outcome/report.ts';
import { RunError } from './run-error.ts';

/** Returns the report that a function was given. What is none, such as the answer of `check()`, is an error that says so. */
export function checkReport(report: Report, method: string): Report {
  if (isReport(report)) return report;
  throw new RunError(
    'RUN_INVALID',
    `${method} takes a report: that of reportOf([await runContract(...)]), or the report of what check() returned.`,
  );
}

const isReport = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 'assay-report';
