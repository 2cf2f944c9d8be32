/**
 * The formats of a report, each with its default file, relative to the root. A format that is listed here has a
 * renderer (`src/run/renderers.ts`) and a module `assay/reporters/NAME`, and passes the laws of reporters
 * (`test/reporters/laws.ts`).
 */
export const reportFiles = {
  html: 'assay-report/contracts.html',
  json: 'assay-report/contracts.json',
  junit: 'assay-report/junit.xml',
  markdown: 'assay-report/contracts.md',
  sarif: 'assay-report/contracts.sarif',
} as const;

/** The name of a report format. */
export type ReportFormat = keyof typeof reportFiles;
