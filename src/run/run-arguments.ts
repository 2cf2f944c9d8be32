import type { Contract } from '../contract/contract.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { RunError } from './run-error.ts';

/**
 * Checks the arguments of a function that runs a contract.
 *
 * @throws {RunError} `RUN_INVALID`
 */
export function checkArguments(call: string, contract: unknown, dataset: unknown): void {
  const problem = argumentProblem(call, contract, dataset);
  if (problem !== null) throw new RunError('RUN_INVALID', problem);
}

/**
 * Returns why a contract can't be checked against a dataset with these arguments; null if it can. `call` is how the caller
 * is written: `'verify'`, `'await runContract'`.
 */
export function argumentProblem(call: string, contract: unknown, dataset: unknown): string | null {
  const name = call.split(' ').at(-1);
  if (!isContract(contract)) {
    return `${name} takes a contract first: ${call}(contract('flights', ...), parquet('data/*.parquet')).`;
  }
  return !isDataset(dataset)
    ? `${name} takes a dataset second, such as parquet('data/*.parquet') or csv('data/x.csv').`
    : null;
}

/** True for a dataset, as a source makes it. */
export const isDataset = (value: unknown): value is Dataset =>
  kindOf(value) !== null && kindOf(value) !== 'contract';

/** True for a contract. */
export const isContract = (value: unknown): value is Contract => kindOf(value) === 'contract';

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null;
