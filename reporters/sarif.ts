import { reportFiles } from '../src/outcome/report-files.ts';
import { packageVersion } from '../src/system/package-version.ts';
import { fileReporter } from './file-reporter.ts';
import { renderSarif } from './sarif/render.ts';

/** SARIF 2.1.0: `--reporter=assay/reporters/sarif`. For code scanning, and for editors that show it. */
export default fileReporter({
  file: reportFiles.sarif,
  render: (report) => renderSarif(report, packageVersion()),
});
