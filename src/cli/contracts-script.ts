/** The script that `assay init` adds to package.json: it runs the contracts, with failures that fit a screen. */
export const contractsScript = 'vitest run --project contracts --reporter=assay/reporters/terminal';
