/** Where each report is written, from the root, unless an option says otherwise. */
export const reportFiles = {
  html: 'assay-report/contracts.html',
  json: 'assay-report/contracts.json',
  junit: 'assay-report/junit.xml',
  markdown: 'assay-report/contracts.md',
  sarif: 'assay-report/contracts.sarif',
} as const;
