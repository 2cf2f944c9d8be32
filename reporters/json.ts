import { reportFiles } from '../src/outcome/report-files.ts';
import { fileReporter } from './file-reporter.ts';
import { renderJson } from './json/render.ts';

/** The report itself, as JSON: `--reporter=assay/reporters/json`. Its schema is `assay/report.schema.json`. */
export default fileReporter({ file: reportFiles.json, render: renderJson });
