import { resolve } from 'node:path';
import process from 'node:process';
import type {
  Reporter,
  SerializedError,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  Vitest,
} from 'vitest/node';
import type { Report } from '../src/outcome/report.ts';
import { reportFiles } from '../src/outcome/report-files.ts';
import { pathFrom } from '../src/system/paths.ts';
import { type FileReporterOptions, fileReporter } from './file-reporter.ts';
import { barePage } from './html/bare.ts';
import type { History } from './html/history.ts';

const file = reportFiles.html;
const usualHistory = 'node_modules/.cache/assay/history.json';

export interface HtmlReporterOptions extends FileReporterOptions {
  /**
   * The file with the past runs, from the root, or `false` for none. `node_modules/.cache/assay/history.json` unless
   * given, and none in CI, where that folder seldom outlives the run.
   */
  readonly history?: string | false;
}

/** One HTML file that shows all of a run, and asks nothing of any other place: `--reporter=assay/reporters/html`. */
export default class HtmlReporter implements Reporter {
  readonly #writer: Reporter;
  readonly #history: string | false;
  #vitest: Vitest | undefined;
  #page: ((report: Report) => string) | undefined;

  constructor({ history, ...options }: HtmlReporterOptions = {}) {
    const Writer = fileReporter({
      file,
      prepare: (report) => this.#prepare(report),
      render: (report) => (this.#page ?? barePage)(report),
      renderBare: barePage,
    });
    this.#writer = new Writer(options);
    this.#history = history ?? (process.env.CI ? false : usualHistory);
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    this.#writer.onInit?.(vitest);
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    await this.#writer.onTestRunStart?.(specifications);
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    await this.#writer.onTestRunEnd?.(modules, errors, reason);
  }

  async #prepare(report: Report): Promise<void> {
    const history = await this.#remember(report);
    const { renderPage } = await import('./html/page.ts');
    this.#page = (one) => renderPage(one, history);
  }

  /** The past and this run; null where none is kept. A history that can't be read or written costs the history only. */
  async #remember(report: Report): Promise<History | null> {
    if (this.#history === false) return null;
    const root = this.#vitest?.config.root ?? process.cwd();
    const path = resolve(root, this.#history);
    const [{ withRun }, { readHistory, writeHistory }] = await Promise.all([
      import('./html/history.ts'),
      import('./html/history-file.ts'),
    ]);
    const attempt = async <T>(what: string, act: () => T | Promise<T>): Promise<T | null> => {
      try {
        return await act();
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#vitest?.logger.warn(`The history ${pathFrom(root, path)} was not ${what}: ${why}`);
        return null;
      }
    };
    const past = await attempt('read, and begins anew', () => readHistory(path));
    const history = withRun(past ?? new Map(), report);
    await attempt('written', () => writeHistory(path, history));
    return history;
  }
}
