import { CodedError } from '../value/coded-error.ts';

/**
 * The exit codes of the commands, which orchestrators read. They avoid 99, 126 and above, which mean other things
 * there.
 */
export const exitCodes = {
  /** The data keeps the contract. */
  kept: 0,
  /** The data breaks the contract. */
  broken: 1,
  /** The check could not be made: an unreadable file, an invalid contract, or an invalid option. */
  notJudged: 2,
} as const;

/** The error for a command line that can't be carried out. Its message says what to write instead. */
export class UsageError extends CodedError<'USAGE'> {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super('USAGE', message);
  }
}
