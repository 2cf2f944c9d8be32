import { CodedError } from '../value/coded-error.ts';
import { userStack } from './user-stack.ts';

/** Stable codes of the mistakes that one can make when running a contract. */
export type RunErrorCode =
  /** An option does not exist, or has an invalid value. */
  | 'OPTION_INVALID'
  /** A report file could not be written. */
  | 'REPORT_UNWRITABLE'
  /** An argument has the wrong type. */
  | 'RUN_INVALID'
  /** Values may not be shown in CI. */
  | 'UNMASK_REFUSED';

/** An error in how a contract is run: in an argument, an option or the environment. It points at the user's line. */
export class RunError extends CodedError<RunErrorCode> {
  override readonly name = 'RunError';

  constructor(code: RunErrorCode, message: string) {
    super(code, message);
    this.stack = `${this.name}: ${message}\n${userStack(this.stack ?? '')}`;
  }
}
