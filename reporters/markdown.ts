import { appendFile } from 'node:fs/promises';
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
import { failExit } from '../src/vitest/guard/exit-code.ts';
import { isUnaffected } from '../src/vitest/guard/unaffected-run.ts';
import { collect } from './collect.ts';
import { type FileReporterOptions, fileReporter } from './file-reporter.ts';
import { renderMarkdown } from './markdown/render.ts';
import { fullReport } from './markdown/where.ts';

export interface MarkdownReporterOptions extends FileReporterOptions {
  /** Whether the step summary of a GitHub job gets it as well, where there is one: yes unless false. */
  readonly summary?: boolean;
}

const render = (report: Report): string => renderMarkdown(report, fullReport(process.env));

const FileReporter = fileReporter({ file: reportFiles.markdown, render });

/**
 * A report for a step summary and for a comment on a pull request, always below 65,536 characters:
 * `--reporter=assay/reporters/markdown`.
 */
export default class MarkdownReporter implements Reporter {
  readonly #file: Reporter;
  readonly #summary: boolean;
  #vitest: Vitest | undefined;

  constructor({ summary = true, ...options }: MarkdownReporterOptions = {}) {
    this.#file = new FileReporter(options);
    this.#summary = summary;
  }

  async onInit(vitest: Vitest): Promise<void> {
    this.#vitest = vitest;
    await this.#file.onInit?.(vitest);
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    await this.#file.onTestRunStart?.(specifications);
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): Promise<void> {
    await this.#file.onTestRunEnd?.(modules, errors, reason);
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (!path || !this.#summary || isUnaffected(this.#vitest)) return;
    try {
      // The report that was just written: it is collected once.
      const report = collect({ modules, errors, reason, startedAt: new Date() });
      await appendFile(path, `${render(report)}\n`);
    } catch (error) {
      failExit();
      const why = error instanceof Error ? error.message : String(error);
      this.#vitest?.logger.error(`The step summary was not written: ${why}`);
    }
  }
}
