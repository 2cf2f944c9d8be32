/** The command that records baselines anew. */
export const recordCommand = 'npx vitest -u --project contracts';

/** The stable codes of problems with baselines. */
export type BaselineProblemCode =
  | 'BASELINE_BINNING'
  | 'BASELINE_DAMAGED'
  | 'BASELINE_EDITED'
  | 'BASELINE_IN_CI'
  | 'BASELINE_MASKED'
  | 'BASELINE_MISSING'
  | 'BASELINE_NOT_WRITTEN'
  | 'BASELINE_PLACE'
  | 'BASELINE_SCHEMA'
  | 'BASELINE_TOO_FEW'
  | 'BASELINE_UNREADABLE'
  | 'BASELINE_VERSION';

/** A problem with a baseline: a code, and a sentence that names no value. */
export interface BaselineProblem {
  readonly code: BaselineProblemCode;
  readonly message: string;
}
