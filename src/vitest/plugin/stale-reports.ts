import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { reportFiles } from '../../outcome/report-files.ts';
import { isReplaceable } from '../../system/replaceable.ts';
import { atExitWithoutRun } from '../guard/exit-code.ts';

const files: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(reportFiles).map(([name, file]) => [`assay/reporters/${name}`, file]),
);

/** Returns the paths that the reporters of a config write to. */
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
 * Removes the reports of earlier runs. If Vitest ends before it creates its reporters, as for an unknown project, an
 * old report must not be taken for this run's.
 */
export function removeStaleReports(reporters: unknown, root: string): void {
  if (!process.env.VITEST) return;
  atExitWithoutRun(() => {
    for (const path of reportPaths(reporters, root).filter(isReplaceable))
      rmSync(path, { force: true });
  });
}
