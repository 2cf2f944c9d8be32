import type { Problem } from '../metric/derivation.ts';

/** The reason why a metric has no number. It is shown to the user. */
export interface Unmeasured {
  readonly problem: Problem;
  /** True if it was kept from being measured by something beside the data. It is then not run, and not an error. */
  readonly isNotRun?: boolean;
}
