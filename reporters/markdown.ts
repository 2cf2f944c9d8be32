import { appendFile } from 'node:fs/promises';
import process from 'node:process';
import { reportFiles } from '../src/outcome/report-files.ts';
import { messageOf } from '../src/value/thrown.ts';
import { type FileReporterOptions, fileReporter } from './file-reporter.ts';
import { renderMarkdown } from './markdown/render.ts';
import { fullReport } from './markdown/where.ts';

/** Options of the Markdown reporter. */
export interface MarkdownReporterOptions extends FileReporterOptions {
  /** False to leave out the step summary of a GitHub job, which otherwise gets the report too. */
  readonly summary?: boolean;
}

/**
 * A report for a step summary and for a comment on a pull request, always below 65,536 characters:
 * `--reporter=assay/reporters/markdown`.
 */
export default fileReporter<MarkdownReporterOptions>({
  file: reportFiles.markdown,
  render: (report) => renderMarkdown(report, fullReport(process.env)),
  after: async (text, { options: { summary = true } }) => {
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (!path || !summary) return;
    try {
      await appendFile(path, `${text}\n`);
    } catch (error) {
      const why = messageOf(error);
      throw new Error(`The step summary was not written: ${why}`);
    }
  },
});
