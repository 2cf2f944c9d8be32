import { CodedError } from '../value/coded-error.ts';

/** The stable codes of mistakes in what is fuzzed. */
export type FuzzErrorCode =
  /** A counter-example that was kept can't be read. */
  | 'KEPT_INVALID'
  /** The call registers no test: it is outside of a test file, or within a test. */
  | 'NOT_COLLECTING'
  /** An option does not exist, or has an invalid value. */
  | 'OPTION_INVALID';

/** A mistake in how a step is fuzzed. It is thrown before any run. */
export class FuzzError extends CodedError<FuzzErrorCode> {
  override readonly name = 'FuzzError';
}

/** The stable codes of a step that has no result. */
export type StepErrorCode =
  /** The step threw, or its process ended with an error. */
  | 'STEP_FAILED'
  /** The step can't be run, or its result is no table. */
  | 'STEP_INVALID'
  /** Its file does not exist. */
  | 'STEP_MISSING'
  /** It ran for longer than its limit. */
  | 'STEP_TIMEOUT';

/** The error of a step that has no result. Values in its message are from generated rows. */
export class StepError extends CodedError<StepErrorCode> {
  override readonly name = 'StepError';
}
