import { resolve } from 'node:path';
import { endedRed, unended } from '../../reporters/unended.ts';
import type { Report } from '../outcome/report.ts';
import type { ReportFormat } from '../outcome/report-files.ts';
import { replaceNow } from '../system/replaceable.ts';
import { writeWhole } from '../system/write-whole.ts';
import { messageOf } from '../value/thrown.ts';
import { checkReport } from './check-report.ts';
import { forgetReport, noteReport } from './red-at-exit.ts';
import { type Renderer, renderers } from './renderers.ts';
import {
  checkReportFiles,
  checkReportFormat,
  type ReportFile,
  type ReportFiles,
} from './report-options.ts';
import { RunError } from './run-error.ts';

/**
 * Returns a report in one format, as the text of its file.
 *
 * @throws {RunError} `OPTION_INVALID` for a format that does not exist.
 *
 * @example
 * console.log(await renderReport(report, 'markdown'));
 */
export async function renderReport(report: Report, format: ReportFormat): Promise<string> {
  const render = await renderers[checkReportFormat(format)]();
  return render(checkReport(report, 'renderReport'));
}

/**
 * Writes a report to files, each in its format. Missing folders are created.
 *
 * @throws {RunError} `OPTION_INVALID` for a format that does not exist or two formats in one file, `REPORT_UNWRITABLE`
 * for a file that can't be written.
 *
 * @example
 * await writeReports(report, { html: 'report/index.html', junit: 'report/junit.xml' });
 */
export async function writeReports(report: Report, files: ReportFiles): Promise<void> {
  const reports = await startReports(files);
  await reports.end(report);
}

/** The report files of a run that has not ended. */
export interface StartedReports {
  /** Replaces the files with the report of the run. */
  end(report: Report): Promise<void>;
}

/**
 * Writes reports that say that the run did not end, before it begins. If the process ends early, they stand in place of
 * an earlier run's passing report. `end` writes the reports of the run. If the process exits with an error after all, a
 * passing report is replaced by a failing one, unless another report of the process fails and stands for the exit code.
 *
 * @throws {RunError} as `writeReports` does.
 *
 * @example
 * const reports = await startReports({ html: 'report.html' });
 * const run = await runContract(flights, parquet('data/*.parquet'));
 * await reports.end(reportOf([run]));
 */
export async function startReports(files: ReportFiles): Promise<StartedReports> {
  return startReportFiles(checkReportFiles(Object.entries(files)));
}

/** Starts reports whose paths and formats are checked already. */
export async function startReportFiles(files: readonly ReportFile[]): Promise<StartedReports> {
  const startedAt = new Date();
  const targets = await Promise.all(
    files.map(async ([format, path]): Promise<Target> => {
      return { path: resolve(path), shown: path, render: await renderers[format]() };
    }),
  );
  for (const target of targets) writeNow(target, unended(startedAt));
  return {
    async end(report) {
      for (const target of targets) {
        await write(target, report);
        noteReport(target.path, report, (code) => writeNow(target, endedRed(report, code)));
      }
    },
  };
}

interface Target {
  readonly path: string;
  /** The path as the caller wrote it. */
  readonly shown: string;
  readonly render: Renderer;
}

/** Writes a report synchronously. The file's old content is removed even if that fails. */
function writeNow({ path, shown, render }: Target, report: Report): void {
  try {
    forgetReport(path);
    replaceNow(path, () => render(report));
  } catch (error) {
    throw unwritable(shown, error);
  }
}

async function write({ path, shown, render }: Target, report: Report): Promise<void> {
  const text = render(report);
  await writeWhole(path, text).catch((error: unknown) => {
    throw unwritable(shown, error);
  });
}

const unwritable = (path: string, error: unknown): RunError =>
  new RunError('REPORT_UNWRITABLE', `The report ${path} was not written: ${messageOf(error)}`);
