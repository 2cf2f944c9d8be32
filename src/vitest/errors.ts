import { userStack } from './stack.ts';

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

/** What Vitest sends to its reporters: it prints any other property below the message. */
interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** A mistake in how contracts are run: in a call of `verify`, or in the plugin's options. It points at the user's line. */
export class VerifyError extends Error {
  override readonly name = 'VerifyError';
  readonly code: VerifyErrorCode;

  constructor(code: VerifyErrorCode, message: string) {
    super(message);
    this.code = code;
    this.stack = `${this.name}: ${message}\n${userStack(this.stack ?? '')}`;
  }

  toJSON(): SentError {
    return { name: this.name, message: this.message, stack: this.stack };
  }
}

/** Thrown by the test of an expectation that failed or could not be judged; it points at the line that declared it. */
export class AssayFailure extends Error {
  override readonly name = 'AssayFailure';
  readonly code: AssayFailureCode;

  /** `stack` has user frames only. */
  constructor(code: AssayFailureCode, message: string, stack: string) {
    super(message);
    this.code = code;
    this.stack = `${this.name}: ${message}\n${stack}`;
  }

  toJSON(): SentError {
    return { name: this.name, message: this.message, stack: this.stack };
  }
}
