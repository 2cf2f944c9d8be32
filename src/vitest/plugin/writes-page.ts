/** True if the reporters of a config write the HTML report. */
export const writesPage = (reporters: readonly unknown[]): boolean =>
  reporters.some((one) => (Array.isArray(one) ? one[0] : one) === 'assay/reporters/html');
