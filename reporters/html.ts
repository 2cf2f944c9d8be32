import { resolve } from 'node:path';
import process from 'node:process';
import { reportFiles } from '../src/outcome/report-files.ts';
import { pathFrom } from '../src/system/paths.ts';
import { messageOf } from '../src/value/thrown.ts';
import { type FileReporterOptions, fileReporter, type RunEnd } from './file-reporter.ts';
import { barePage } from './html/bare.ts';
import { type History, usualHistory } from './html/history.ts';

/** Options of the HTML reporter. */
export interface HtmlReporterOptions extends FileReporterOptions {
  /**
   * The file with the past runs, from the root, or `false` for none. `node_modules/.cache/assay/history.json` unless
   * given, and none in CI, where that folder seldom outlives the run, and where the cache is off.
   */
  readonly history?: string | false;
}

/** One HTML file that shows all of a run, and asks nothing of any other place: `--reporter=assay/reporters/html`. */
export default fileReporter<HtmlReporterOptions>({
  file: reportFiles.html,
  render: barePage,
  prepare: async (end) => {
    const history = await keptHistory(end);
    const { renderPage } = await import('./html/page.ts');
    return (report) => renderPage(report, history);
  },
});

/**
 * Returns the past runs and this one, as they are kept now; null where none are. A history that can't be read or written
 * costs the history only.
 */
async function keptHistory({
  report,
  options,
  root,
  keepsNothing,
  warn,
}: RunEnd<HtmlReporterOptions>): Promise<History | null> {
  const file = options.history ?? (process.env.CI || keepsNothing ? false : usualHistory);
  if (file === false) return null;
  const path = resolve(root, file);
  const [{ withRun }, { readHistory, writeHistory }] = await Promise.all([
    import('./html/history.ts'),
    import('./html/history-file.ts'),
  ]);
  const attempt = async <T>(what: string, act: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      const why = messageOf(error);
      warn(`The history ${pathFrom(root, path)} was not ${what}: ${why}`);
      return null;
    }
  };
  const past = await attempt('read, and begins anew', () => readHistory(path));
  const history = withRun(past ?? new Map(), report);
  await attempt('written', () => writeHistory(path, history));
  return history;
}
