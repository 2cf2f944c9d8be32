import { CodedError } from './coded-error.ts';
/** The stable codes of mistakes in a contract. */
export type ContractErrorCode =
  | 'BOUND_INVALID'
  | 'BOUND_MISSING'
  | 'CLASSIFICATION_INVALID'
  | 'CLASSIFICATION_UNKNOWN'
  | 'COLUMN_UNKNOWN'
  | 'CONTRACT_EMPTY'
  | 'CONTRACT_INVALID'
  | 'CONTRACT_NAME_TAKEN'
  | 'ENV_INVALID'
  | 'ENV_UNSET'
  | 'EXPECTATION_LOST'
  | 'ID_INVALID'
  | 'ID_TAKEN'
  | 'QUANTITY_INVALID'
  | 'SCHEMA_INVALID';

/** A mistake in a contract. It is thrown when the contract is declared, before any data is read. */
export class ContractError extends CodedError<ContractErrorCode> {
  override readonly name = 'ContractError';
}

/** A type that no value has, so that the compiler's message shows the sentence in it. */
export interface TypeProblem<Sentence extends string> {
  readonly __problem: Sentence;
}
