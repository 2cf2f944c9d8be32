import { reportFiles } from '../src/outcome/report-files.ts';
import { type FileReporterOptions, fileReporter } from './file-reporter.ts';
import { type Dialect, renderJUnit } from './junit/render.ts';

export interface JUnitOptions extends FileReporterOptions {
  /** For whom the file is; for all who read JUnit XML unless given. */
  readonly dialect?: Dialect;
}

/** JUnit XML: `--reporter=assay/reporters/junit`. A suite for each contract, a case for each expectation. */
export default fileReporter<JUnitOptions>({
  file: reportFiles.junit,
  render: (report, { dialect }) => renderJUnit(report, dialect),
});
