import { CodedError } from '../value/coded-error.ts';
import { userStack } from './verify/user-stack.ts';

/** Stable codes of what can be wrong with how contracts are run. */
export type VerifyErrorCode =
  | 'CONTRACT_NAME_TAKEN'
  | 'NOT_COLLECTING'
  | 'OPTION_INVALID'
  | 'PLUGIN_MISPLACED'
  | 'PROJECT_NAME_TAKEN'
  | 'UNMASK_REFUSED'
  | 'VERIFIED_TWICE'
  | 'VERIFY_INVALID';

/** Codes of an expectation's red end. */
export type AssayFailureCode = 'EXPECTATION_FAILED' | 'EXPECTATION_ERRORED';

/** An error that Vitest sends to its reporters: it points at the user's code, and nothing else is printed below it. */
abstract class SentError<Code extends string> extends CodedError<Code> {
  toJSON(): {
    readonly name: string;
    readonly message: string;
    readonly stack: string | undefined;
  } {
    return { name: this.name, message: this.message, stack: this.stack };
  }
}

/** A mistake in how contracts are run: in a call of `verify`, or in the plugin's options. It points at the user's line. */
export class VerifyError extends SentError<VerifyErrorCode> {
  override readonly name = 'VerifyError';

  constructor(code: VerifyErrorCode, message: string) {
    super(code, message);
    this.stack = `${this.name}: ${message}\n${userStack(this.stack ?? '')}`;
  }
}

/** Thrown by the test of an expectation that failed or could not be judged; it points at the line that declared it. */
export class AssayFailure extends SentError<AssayFailureCode> {
  override readonly name = 'AssayFailure';

  /** `stack` has user frames only. */
  constructor(code: AssayFailureCode, message: string, stack: string) {
    super(code, message);
    this.stack = `${this.name}: ${message}\n${stack}`;
  }
}
