import type { Outcome } from '../outcome/outcome.ts';
import type { Report } from '../outcome/report.ts';

/**
 * Returns the report of a run as a store keeps it: with all verdicts and numbers, and without rows, categories and
 * distributions. A store keeps it for good, and rows of persons may have to be erased from the data that it is about.
 */
export const storedReport = (report: Report): Report => ({
  ...report,
  contracts: report.contracts.map((one) => ({ ...one, outcomes: one.outcomes.map(withoutValues) })),
});

const withoutValues = (outcome: Outcome): Outcome => ({
  ...outcome,
  sample: null,
  distribution: null,
  drift: null,
});
