import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { endedRed, unended } from '../../reporters/unended.ts';
import type { Report } from '../outcome/report.ts';
import type { ReportFormat } from '../outcome/report-files.ts';
import { writeWhole } from '../system/write-whole.ts';
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
  return render(report);
}

/**
 * Writes a report to files, each in its format; folders that are not there are made.
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

/** The files of a run that has not ended. */
export interface StartedReports {
  /** Writes the report of the run in place of the one that says that it did not end. */
  end(report: Report): Promise<void>;
}

/**
 * Writes, before a run, reports that say that it did not end: whatever ends the process then, no green report of an
 * earlier run is taken for this one's. `end` writes the reports of the run. A green one is written over where the process
 * ends with an error all the same.
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

/** As `startReports`, for files that are checked already. */
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
      for (const target of targets) await write(target, report);
      if (report.state === 'passed') sayRedAtExit(targets, report);
    },
  };
}

interface Target {
  readonly path: string;
  /** As the caller wrote it. */
  readonly shown: string;
  readonly render: Renderer;
}

/** Writes a report at once; what was there before is gone in any case. */
function writeNow({ path, shown, render }: Target, report: Report): void {
  try {
    rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, render(report));
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
  new RunError(
    'REPORT_UNWRITABLE',
    `The report ${path} was not written: ${error instanceof Error ? error.message : String(error)}`,
  );

/** What can't be written any more is gone, and the end of the process says that it went wrong. */
function sayRedAtExit(targets: readonly Target[], report: Report): void {
  process.on('exit', () => {
    const code = Number(process.exitCode ?? 0);
    if (code === 0) return;
    for (const target of targets) {
      try {
        writeNow(target, endedRed(report, code));
      } catch {}
    }
  });
}
