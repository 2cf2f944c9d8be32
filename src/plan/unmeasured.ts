import type { Problem } from '../metric/derivation.ts';
import type { DriftFinding } from '../metric/drift/finding.ts';

/** The reason why a metric has no number. It is shown to the user. */
export interface Unmeasured {
  readonly problem: Problem;
  /** True if it was kept from being measured by something beside the data. It is then not run, and not an error. */
  readonly isNotRun?: boolean;
  /** The column that is missing or of another type; absent if that is not what is wrong. */
  readonly column?: string | null;
  /** The drifts that were found all the same, of the columns without the problem. */
  readonly drift?: DriftFinding | null;
}
