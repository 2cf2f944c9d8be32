import { CodedError } from '../value/coded-error.ts';

/** The error for a command line that can't be carried out. Its message says what to write instead. */
export class UsageError extends CodedError<'USAGE'> {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super('USAGE', message);
  }
}
