import { type Contract, onContractMade } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { checkReference, type ReferenceOption } from '../../run/reference-option.ts';
import { argumentProblem } from '../../run/run-arguments.ts';
import { checkRunOptions, type RunOptions } from '../../run/run-options.ts';
import { userPlace } from '../../run/user-stack.ts';
import { asVerifyError, VerifyError } from '../verify-error.ts';
import { describeVerification } from './add-tests.ts';
import { nameSuite } from './name-suite.ts';
import { recordVerifyCall } from './outside-vitest.ts';
import { recordContract, recordVerification } from './registry.ts';
import { collectingFile } from './suite.ts';
import type { Verification } from './verification.ts';
import { registerEach, type VerifyEach } from './verify-each.ts';

/** The function `verify`, with `verify.only` and `verify.skip`. */
export interface Verify {
  /**
   * Checks a dataset against a contract: registers a Vitest suite with one test for each expectation. Call it at the
   * top level of a contract file, or in a `describe`. A contract that a run of all contract files creates and does not
   * verify is an error.
   *
   * @throws {VerifyError} for an option that does not exist, a call too late to be collected, a name that another
   * contract has, the same contract on the same dataset twice.
   *
   * @example
   * verify(flights, parquet('data/flights/*.parquet'));
   * verify(flights, parquet('archive/*.parquet'), { memoryLimit: '2GiB', timeout: '10m' });
   */
  (contract: Contract, dataset: Dataset, options?: VerifyOptions): void;
  /** Runs only this contract, while you work on it. Vitest refuses it in CI. */
  readonly only: (contract: Contract, dataset: Dataset, options?: VerifyOptions) => void;
  /** Skips this contract; reports show its expectations as not run. */
  readonly skip: (contract: Contract, dataset: Dataset, options?: VerifyOptions) => void;
  /**
   * Checks each of some partitions against a contract: one suite a partition, named by it, with one test for each
   * expectation. The partitions are those that exist when the file is collected. Where none can be found, or one that was
   * asked for is not there, the expectations are errors with the reason.
   *
   * Baselines and histories are kept for each partition apart. `{ reference: 'previous' }` compares each partition with the
   * one before it, also where that is not chosen itself; the first has none, so what compares is an error there.
   *
   * @throws {VerifyError} as `verify` does; for a dataset that `partitions` did not make, and for keys that the contract
   * classifies as confidential, since their values are the names of tests.
   *
   * @example
   * verify.each(flights, partitions(parquet('data/day=*\/*.parquet'), { by: 'day', newest: 7 }));
   * verify.each(flights, partitions(parquet('data/day=*\/*.parquet'), { by: 'day', newest: 1 }), { reference: 'previous' });
   */
  readonly each: VerifyEach & { readonly only: VerifyEach; readonly skip: VerifyEach };
}

/** The options of a call of `verify`. Run options given here come before those of the plugin. */
export interface VerifyOptions extends RunOptions, ReferenceOption {}

const registrar =
  (mode: Verification['mode']) => (contract: Contract, dataset: Dataset, options?: VerifyOptions) =>
    register(mode, contract, dataset, options);

const eachRegistrar =
  (mode: Verification['mode']): VerifyEach =>
  (contract, dataset, options) =>
    registerEach(mode, contract, dataset, options);

onContractMade(recordContract);

/** Checks a dataset against a contract; see {@link Verify}. */
export const verify: Verify = Object.assign(registrar('run'), {
  only: registrar('only'),
  skip: registrar('skip'),
  each: Object.assign(eachRegistrar('run'), {
    only: eachRegistrar('only'),
    skip: eachRegistrar('skip'),
  }),
});

function register(
  mode: Verification['mode'],
  contract: Contract,
  dataset: Dataset,
  options?: VerifyOptions,
): void {
  checkArguments(contract, dataset);
  const own = asVerifyError(() => checkRunOptions(options, ['reference']));
  const references = asVerifyError(() => checkReference(options?.reference));
  const file = collectingFile();
  if (!file) {
    recordVerifyCall({ contract, dataset });
    return;
  }
  const calledAt = new Error('called here').stack ?? '';
  recordVerification(file, contract, dataset, userPlace(calledAt));
  const verification = { mode, contract, dataset, own, references, calledAt };
  describeVerification(contract.name, verification, () => nameSuite(contract, dataset));
}

function checkArguments(contract: unknown, dataset: unknown): void {
  const problem = argumentProblem('verify', contract, dataset);
  if (problem !== null) throw new VerifyError('VERIFY_INVALID', problem);
}
