import { CodedError } from '../value/coded-error.ts';

/** The stable codes of mistakes in what is to be generated. */
export type GenerateErrorCode =
  | 'CONTRADICTION'
  | 'FAKER_INVALID'
  | 'FAKER_MISSING'
  | 'FAULT_INVALID'
  | 'NOT_GENERATED'
  | 'OPTION_INVALID'
  | 'OUTPUT_INVALID';

/** A mistake in what is to be generated: contradictory rules, a rule that no value was found for, or an option. */
export class GenerateError extends CodedError<GenerateErrorCode> {
  override readonly name = 'GenerateError';
}
