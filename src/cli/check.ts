import type { ChalkInstance } from 'chalk';
import { type SummaryColors, summaryOf } from '../outcome/summary.ts';
import { exitCode } from '../run/exit-status.ts';
import { startReportFiles } from '../run/write-reports.ts';
import type { MeasureOptions } from './measure-file.ts';
import { printRuns } from './print-outcomes.ts';
import { withFlags } from './reading/flags-in-message.ts';
import { reportFilesOf } from './report-argument.ts';

/** Options of the command `assay check`. */
export interface CheckOptions extends MeasureOptions {
  /** Formats and the files to write, `html=out.html,junit=out.xml`; one text for each time the option was given. */
  readonly report?: readonly string[];
}

/**
 * Checks a data file against the contracts that a file exports or verifies. Prints the result, writes the reports, and
 * returns the exit code.
 */
export async function runCheck(
  file: string,
  contractFile: string,
  { report: wanted = [], ...options }: CheckOptions,
): Promise<number> {
  const files = await reportFilesOf(wanted, file, contractFile);
  const reports = await startReportFiles(files);
  const report = await printRuns(
    file,
    contractFile,
    options,
    (run, color) =>
      `\n${summaryOf({ ...run, outcomes: run.outcomes.map(withFlags) }, colorsOf(color))}`,
  );
  await reports.end(report);
  return exitCode(report);
}

const colorsOf = (color: ChalkInstance): SummaryColors => ({
  title: color.bold,
  state: {
    passed: color.green,
    warned: color.yellow,
    failed: color.red,
    errored: color.red,
    notRun: color.red,
  },
});
