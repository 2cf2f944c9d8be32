import { CodedError } from '../../value/coded-error.ts';

/** The codes of a {@link DiffError}. */
export type DiffErrorCode =
  /** The key names a column that a side does not have, or has with another type. */
  | 'DIFF_KEY_UNKNOWN'
  /** Rows have no key, or share one. */
  | 'DIFF_KEY_AMBIGUOUS'
  /** The two have no column in common. */
  | 'DIFF_NO_COLUMNS'
  /** The two can't be read by one engine at once. */
  | 'DIFF_UNSUPPORTED';

/** A sentence on why two datasets can't be compared, without any value of the data. */
export class DiffError extends CodedError<DiffErrorCode> {
  override readonly name = 'DiffError';
}
