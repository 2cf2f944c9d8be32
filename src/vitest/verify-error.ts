import { foldFirst } from '../outcome/printable-text.ts';
import { RunError, type RunErrorCode } from '../run/run-error.ts';
import { userStack } from '../run/user-stack.ts';
import { CodedError } from '../value/coded-error.ts';

const columns = 80;

/** The stable codes of mistakes in how contracts are run. */
export type VerifyErrorCode =
  | RunErrorCode
  | 'CONTRACT_NAME_TAKEN'
  | 'NOT_COLLECTING'
  | 'PLUGIN_MISPLACED'
  | 'PROJECT_NAME_TAKEN'
  | 'VERIFIED_TWICE'
  | 'VERIFY_INVALID';

/** The codes of an expectation that failed or could not be checked. */
export type AssayFailureCode = 'EXPECTATION_FAILED' | 'EXPECTATION_ERRORED';

/** An error that Vitest sends to its reporters. It points at the user's code, and nothing else is printed below it. */
abstract class SentError<Code extends string> extends CodedError<Code> {
  toJSON(): {
    readonly name: string;
    readonly message: string;
    readonly stack: string | undefined;
  } {
    return { name: this.name, message: this.message, stack: this.stack };
  }
}

/** A mistake in how contracts are run: in a `verify` call, or in the plugin's options. It points at the user's line. */
export class VerifyError extends SentError<VerifyErrorCode> {
  override readonly name = 'VerifyError';

  constructor(code: VerifyErrorCode, message: string) {
    super(code, message);
    this.stack = `${this.name}: ${message}\n${userStack(this.stack ?? '')}`;
  }
}

/**
 * The error of an expectation that failed or could not be checked. It points at the line that declared the expectation.
 */
export class AssayFailure extends SentError<AssayFailureCode> {
  override readonly name = 'AssayFailure';

  /** Creates the error; `stack` must contain user frames only. */
  constructor(code: AssayFailureCode, message: string, stack: string) {
    // Vitest prints the name before the message.
    super(code, foldFirst(message, columns, 'AssayFailure: '.length));
    this.stack = `${this.name}: ${this.message}\n${stack}`;
  }
}

/** Runs a check of options, whose errors become those of `verify` and the plugin, of the same code and words. */
export function asVerifyError<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof RunError) throw new VerifyError(error.code, error.message);
    throw error;
  }
}

/** The error of a property that a step does not keep, or that could not be judged. It points at the property's line. */
export class FuzzFailure extends SentError<'FUZZ_FAILED'> {
  override readonly name = 'FuzzFailure';

  /** Creates the error; `stack` must contain user frames only. */
  constructor(message: string, stack: string) {
    super('FUZZ_FAILED', message);
    this.stack = `${this.name}: ${message}\n${stack}`;
  }
}
