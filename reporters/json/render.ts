import type { Report } from '../../src/outcome/report.ts';

/** The report itself, as JSON. */
export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
