import { fileReporter } from './file-reporter.ts';

/** The report itself, as JSON: `--reporter=assay/reporters/json`. Its schema is `assay/report.schema.json`. */
export default fileReporter({
  file: 'assay-report/contracts.json',
  render: (report) => `${JSON.stringify(report, null, 2)}\n`,
});
