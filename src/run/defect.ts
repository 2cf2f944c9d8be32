import type { Outcome } from '../outcome/outcome.ts';
import { thrownAt } from '../value/thrown.ts';

/** Returns the problem of an unexpected error: its class and place, without its text, which may quote data. */
export function defect(error: unknown): NonNullable<Outcome['problem']> {
  return {
    code: 'DEFECT',
    message: `assay itself failed: ${thrownAt(error)}. Please report it (its text may quote data and is not shown).`,
  };
}

/** Returns the problem of an expectation that should have an outcome and has none. */
export const unmeasured = (blank: Outcome): Outcome => ({
  ...blank,
  state: 'errored',
  problem: { code: 'DEFECT', message: 'assay itself failed: measuring gave it no outcome.' },
});
