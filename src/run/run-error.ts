import { CodedError } from '../value/coded-error.ts';
import { userStack } from './user-stack.ts';

/** Stable codes of a mistake in how a contract is run. */
export type RunErrorCode =
  /** An option does not exist, or can't be as it is. */
  | 'OPTION_INVALID'
  /** A report could not be written to its file. */
  | 'REPORT_UNWRITABLE'
  /** An argument is not what the function takes. */
  | 'RUN_INVALID'
  /** Values may not be shown in CI. */
  | 'UNMASK_REFUSED';

/** A mistake in how a contract is run: in an argument, an option or the environment. It points at the user's line. */
export class RunError extends CodedError<RunErrorCode> {
  override readonly name = 'RunError';

  constructor(code: RunErrorCode, message: string) {
    super(code, message);
    this.stack = `${this.name}: ${message}\n${userStack(this.stack ?? '')}`;
  }
}
