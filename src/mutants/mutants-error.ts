import { CodedError } from '../value/coded-error.ts';

/** The codes of a {@link MutantsError}. */
export type MutantsErrorCode =
  /** An option does not exist, or can't be as it is. */
  | 'OPTION_INVALID'
  /** An argument is no contract or no dataset. */
  | 'ARGUMENT_INVALID'
  /** The data can't be read, has no rows, or its engine can't change copies of rows. */
  | 'DATA_UNUSABLE'
  /** No fault changes anything, or no expectation holds for the data, so that there is nothing to score. */
  | 'NOTHING_TO_SCORE'
  /** The score is below the least one. */
  | 'SCORE_LOW';

/** The error of mutants that can't be made, or of a contract that catches too few. */
export class MutantsError extends CodedError<MutantsErrorCode> {
  override readonly name = 'MutantsError';
}
