import { globOf, isGlob, matchGlob, wouldMatch } from '../dataset/files/find/glob.ts';
import { checkReportFiles, type ReportFile } from '../run/report-options.ts';
import { pathsTo, realPathOf } from '../system/real-path.ts';
import { UsageError } from './usage.ts';

/**
 * Reads `--report html=out.html,junit=out.xml`. A comma inside of a path is one, unless a format follows it. No report may
 * be written over a file that the command reads, nor become one that its glob finds.
 */
export async function reportFilesOf(
  texts: readonly string[],
  data: string,
  contractFile: string,
): Promise<readonly ReportFile[]> {
  if (texts.length === 0) return [];
  const files = checkReportFiles(texts.flatMap((text) => text.split(/,(?=\w*=)/)).map(pair));
  for (const [format, path] of files)
    await refuseInput(path, `--report ${format}=${path}`, [data, contractFile]);
  return files;
}

/**
 * Refuses to write a file over one that the command reads, or to a place where its glob would find it.
 *
 * @throws {UsageError}
 */
export async function refuseInput(
  path: string,
  option: string,
  inputs: readonly string[],
): Promise<void> {
  for (const input of inputs) {
    const files = new Set([input, ...(await filesOf(input))].flatMap(pathsTo));
    if (files.has(realPathOf(path)))
      throw new UsageError(`${option} would write over what is checked.`);
    if (isGlob(input) && (await wouldMatch(globOf(input, process.cwd()), path)))
      throw new UsageError(
        `${option} would be read as data, since ${input} matches it: write it to another folder.`,
      );
  }
}

/** The files that a path or a glob names; a folder that can't be read is reported where the data is. */
const filesOf = async (path: string): Promise<readonly string[]> =>
  isGlob(path) ? matchGlob(globOf(path, process.cwd())).catch(() => []) : [path];

function pair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at < 0)
    throw new UsageError(
      `--report takes a format and a file, such as html=out.html, not '${text}'.`,
    );
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
