import type { ChalkInstance } from 'chalk';
import { failureMessage } from '../outcome/failure.ts';
import type { Outcome, State } from '../outcome/outcome.ts';
import { counted } from '../outcome/printable-text.ts';
import { exitCode } from '../run/exit-status.ts';
import { startReportFiles } from '../run/write-reports.ts';
import type { MeasureOptions } from './measure-file.ts';
import { printRuns } from './print-outcomes.ts';
import { oncePerProblem } from './problems-once.ts';
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
  const report = await printRuns(file, contractFile, options, (run, color) =>
    summary(run.contract, run.dataset, run.outcomes, color),
  );
  await reports.end(report);
  return exitCode(report);
}

const words: Readonly<Record<State, string>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  errored: 'could not be judged',
  notRun: 'not run',
};

/** Prints each problem in full, then the counts. Expectations that hold are only counted. */
function summary(
  contract: string,
  dataset: string,
  outcomes: readonly Outcome[],
  color: ChalkInstance,
): string {
  const paint: Readonly<Record<State, (text: string) => string>> = {
    passed: color.green,
    warned: color.yellow,
    failed: color.red,
    errored: color.red,
    notRun: color.red,
  };
  const told = oncePerProblem(outcomes.filter(({ state }) => state !== 'passed'));
  const counts = (Object.keys(words) as State[])
    .map((state) => [state, outcomes.filter((outcome) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => paint[state](`${count} ${words[state]}`));
  return [
    '',
    `${color.bold(contract)} on ${dataset}`,
    ...told.flatMap((outcome) => [
      '',
      `${paint[outcome.state](mark(outcome))} ${failureMessage(outcome)}`,
    ]),
    '',
    `${counted(outcomes.length, 'expectation')}: ${counts.join(', ')}`,
  ].join('\n');
}

const mark = ({ state }: Outcome) => (state === 'warned' ? '!' : '×');
