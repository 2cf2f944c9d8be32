import type { ReportFormat } from '../outcome/report-files.ts';
import { reportFiles } from '../outcome/report-files.ts';
import { realPathOf } from '../system/real-path.ts';
import { closest } from '../value/closest.ts';
import { RunError } from './run-error.ts';

/** The path of each format to write, relative to the working directory. */
export type ReportFiles = { readonly [Format in ReportFormat]?: string };

const isFormat = (name: unknown): name is ReportFormat =>
  typeof name === 'string' && Object.hasOwn(reportFiles, name);

/**
 * Checks that a format exists.
 *
 * @throws {RunError} `OPTION_INVALID`
 */
export function checkReportFormat(name: unknown): ReportFormat {
  if (isFormat(name)) return name;
  const known = Object.keys(reportFiles);
  const near = typeof name === 'string' ? closest(name, known) : undefined;
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new RunError(
    'OPTION_INVALID',
    `There is no report format '${String(name)}': the formats are ${known.join(', ')}.${hint}`,
  );
}

/** A format and the file to write, as the user named it. */
export type ReportFile = readonly [format: ReportFormat, path: string];

/**
 * Checks the report files: each format exists, and has a path that no other has.
 *
 * @throws {RunError} `OPTION_INVALID`
 */
export function checkReportFiles(
  files: readonly (readonly [format: string, path: unknown])[],
): readonly ReportFile[] {
  const checked = files.map(([name, path]): ReportFile => {
    const format = checkReportFormat(name);
    if (typeof path === 'string' && path.trim() !== '') return [format, path];
    throw new RunError(
      'OPTION_INVALID',
      `The report format '${format}' needs a file to write, such as ${format}=${reportFiles[format]}.`,
    );
  });
  for (const same of Map.groupBy(checked, ([, path]) => realPathOf(path)).values()) {
    if (same.length > 1) throw oneFile(same);
  }
  return checked;
}

const oneFile = (files: readonly ReportFile[]): RunError =>
  new RunError(
    'OPTION_INVALID',
    `The reports ${files.map(([format]) => format).join(' and ')} would all be written to ${files[0]?.[1]}: give each a file of its own.`,
  );
