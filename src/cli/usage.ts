import { CodedError } from '../value/coded-error.ts';

/** What the commands end with; orchestrators read it. Never 99, 126 or above: those mean other things to them. */
export const exitCodes = {
  /** The data keeps the contract. */
  kept: 0,
  /** The data breaks the contract. */
  broken: 1,
  /** It could not be judged: a file that can't be read, a contract that is wrong, a wrong option. */
  notJudged: 2,
} as const;

/** The command was asked for something that it can't do; the message says what to write instead. */
export class UsageError extends CodedError<'USAGE'> {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super('USAGE', message);
  }
}
