import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { CodedError } from '../value/coded-error.ts';
import { type Check, checked } from './check.ts';
import type { RunContractOptions } from './run-contract.ts';

/** Stable codes of a dataset that may not be used. */
export type ContractErrorCode =
  /** The data breaks the contract. */
  | 'CONTRACT_BROKEN'
  /** Something could not be judged: an unreadable file, a missing column, a run that was stopped. */
  | 'CONTRACT_NOT_JUDGED';

/** The error of `enforce`. Its message is the summary of the check, with personal values masked. */
export class ContractError extends CodedError<ContractErrorCode> {
  override readonly name = 'ContractError';
  /** The verdict, with every outcome. */
  declare readonly check: Check;

  constructor(check: Check) {
    super(check.exitCode === 1 ? 'CONTRACT_BROKEN' : 'CONTRACT_NOT_JUDGED', check.summary);
    // Node prints what can be enumerated of an error that nobody catches: all outcomes, in hundreds of lines.
    Object.defineProperty(this, 'check', { value: check });
  }
}

/**
 * Checks a dataset against a contract, and throws unless the data keeps it: a script that trains a model on the data, or hands
 * it on, stops there. Returns the verdict, whose outcomes may have warned.
 *
 * @throws {ContractError} `CONTRACT_BROKEN` if the data breaks the contract, `CONTRACT_NOT_JUDGED` if something could not be
 * judged.
 * @throws {RunError} as `runContract` does.
 *
 * @example
 * await enforce(trips, parquet('data/train/*.parquet'));
 * await train('data/train'); // reached only with data that keeps the contract
 */
export async function enforce(
  contract: Contract,
  dataset: Dataset,
  options: RunContractOptions = {},
): Promise<Check> {
  const verdict = await checked('await enforce', contract, dataset, options);
  if (!verdict.passed) throw new ContractError(verdict);
  return verdict;
}
