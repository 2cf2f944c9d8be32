import { reportFiles } from '../src/outcome/report-files.ts';
import { type FileReporterOptions, fileReporter } from './file-reporter.ts';
import { type Dialect, renderJUnit } from './junit/render.ts';

/** Options of the JUnit reporter. */
export interface JUnitOptions extends FileReporterOptions {
  /** The readers that the file is for; all that read JUnit XML unless given. */
  readonly dialect?: Dialect;
}

/** JUnit XML: `--reporter=assay/reporters/junit`. A suite for each contract, a case for each expectation. */
export default fileReporter<JUnitOptions>({
  file: reportFiles.junit,
  render: (report, { dialect }) => renderJUnit(report, dialect),
});
