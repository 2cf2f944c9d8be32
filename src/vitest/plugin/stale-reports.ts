import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { reportFiles } from '../../outcome/report-files.ts';
import { atExitWithoutRun } from '../guard/exit-code.ts';

const files: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(reportFiles).map(([name, file]) => [`assay/reporters/${name}`, file]),
);

/** The files that reporters of a config write, as paths. */
function reportPaths(reporters: unknown, root: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(reporters) ? reporters : [reporters];
  return list.flatMap((one) => {
    const [name, options]: readonly unknown[] = Array.isArray(one) ? one : [one];
    const usual = typeof name === 'string' ? files[name] : undefined;
    return usual === undefined ? [] : [resolve(root, outputOf(options) ?? usual)];
  });
}

const outputOf = (options: unknown): string | null =>
  typeof options === 'object' &&
  options !== null &&
  'outputFile' in options &&
  typeof options.outputFile === 'string'
    ? options.outputFile
    : null;

/**
 * A reporter says itself that its run did not end. Where Vitest ends before it makes any, as for a project that does not
 * exist, what an earlier run wrote must not be taken for the report of this one.
 */
export function removeStaleReports(reporters: unknown, root: string): void {
  if (!process.env.VITEST) return;
  atExitWithoutRun(() => {
    for (const path of reportPaths(reporters, root)) rmSync(path, { force: true });
  });
}
