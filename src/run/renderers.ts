import process from 'node:process';
import type { Report } from '../outcome/report.ts';
import type { ReportFormat } from '../outcome/report-files.ts';
import { packageVersion } from '../system/package-version.ts';

/** Renders a report as text. It is synchronous, so that a report can be written while the process exits. */
export type Renderer = (report: Report) => string;

/** The renderer of each format, loaded when it is needed. */
export const renderers: Readonly<Record<ReportFormat, () => Promise<Renderer>>> = {
  html: async () => {
    const { renderPage } = await import('../../reporters/html/page.ts');
    return (report) => renderPage(report, null);
  },
  json: async () => (await import('../../reporters/json/render.ts')).renderJson,
  junit: async () => {
    const { renderJUnit } = await import('../../reporters/junit/render.ts');
    return (report) => renderJUnit(report);
  },
  markdown: async () => {
    const [{ renderMarkdown }, { fullReport }] = await Promise.all([
      import('../../reporters/markdown/render.ts'),
      import('../../reporters/markdown/where.ts'),
    ]);
    return (report) => renderMarkdown(report, fullReport(process.env));
  },
  sarif: async () => {
    const { renderSarif } = await import('../../reporters/sarif/render.ts');
    return (report) => renderSarif(report, packageVersion());
  },
};
