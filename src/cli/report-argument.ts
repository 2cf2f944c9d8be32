import { resolve } from 'node:path';
import { checkReportFiles, type ReportFile } from '../run/report-options.ts';
import { UsageError } from './usage.ts';

/** Reads `--report html=out.html,junit=out.xml`. A comma inside of a path is one, unless a format follows it. */
export function reportFilesOf(
  texts: readonly string[],
  inputs: readonly string[],
): readonly ReportFile[] {
  const files = checkReportFiles(texts.flatMap((text) => text.split(/,(?=\w*=)/)).map(pair));
  for (const [format, path] of files) {
    const input = inputs.find((one) => resolve(one) === resolve(path));
    if (input !== undefined)
      throw new UsageError(`--report ${format}=${path} would write over what is checked.`);
  }
  return files;
}

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0)
    throw new UsageError(
      `--report takes a format and a file, such as html=out.html, not '${text}'.`,
    );
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
