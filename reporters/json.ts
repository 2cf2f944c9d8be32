import type { Report } from '../src/outcome/report.ts';
import { reportFiles } from '../src/outcome/report-files.ts';
import { fileReporter } from './file-reporter.ts';

/** The report itself, as JSON: `--reporter=assay/reporters/json`. Its schema is `assay/report.schema.json`. */
export default fileReporter({ file: reportFiles.json, render: renderJson });

export function renderJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
