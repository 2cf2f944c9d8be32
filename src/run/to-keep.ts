import type { Contract } from '../contract/contract.ts';
import { type Check, checked } from './check.ts';
import { isContract, isDataset } from './run-arguments.ts';
import type { RunContractOptions } from './run-contract.ts';
import { RunError } from './run-error.ts';

/** The part of Vitest's `this` of a matcher that is needed here. */
export interface MatcherContext {
  /** True below `.not`. */
  readonly isNot?: boolean;
  /** The assertion; none where the matcher is used as a value, `expect.toKeep(...)`. */
  readonly assertion?: unknown;
  /** The test that is running. It waits for its promises before it ends. */
  readonly task?: { promises?: Promise<unknown>[] };
}

/** The result of a matcher, as Vitest takes it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * A Vitest matcher for ordinary tests: `await expect(dataset).toKeep(contract)`. It fails with the summary of the check if the
 * data breaks the contract. If something could not be judged it fails below `.not` as well. A test waits for it even where
 * `await` is missing.
 *
 * @throws {RunError} as `runContract` does, and `RUN_INVALID` where it is used as a value in another matcher.
 *
 * @example
 * import { toKeep } from 'assay/run';
 * import { expect, test } from 'vitest';
 *
 * expect.extend({ toKeep });
 *
 * test('the step writes trips that keep the contract', async () => {
 *   await expect(parquet('out/trips.parquet')).toKeep(trips);
 * });
 */
export function toKeep(
  this: MatcherContext,
  dataset: unknown,
  contract: Contract,
  options: RunContractOptions = {},
): Promise<MatcherResult> {
  if (this.assertion === undefined) {
    throw new RunError(
      'RUN_INVALID',
      'toKeep has to be awaited, so it can be no part of another matcher: write await expect(dataset).toKeep(contract).',
    );
  }
  const isNot = this.isNot === true;
  const verdict =
    isContract(contract) && isDataset(dataset)
      ? checked('await expect', contract, dataset, options)
      : Promise.reject(wrongArguments(contract, dataset));
  waitFor(
    this.task,
    verdict.then((check) => refuse(check, isNot)),
  );
  return verdict.then((check) => {
    if (check.exitCode === 2) refuse(check, isNot);
    return { pass: check.passed, message: () => messageOf(check, isNot) };
  });
}

/** The error for a call whose dataset or contract is none, or which has them the other way round. */
function wrongArguments(contract: unknown, dataset: unknown): RunError {
  const found =
    isContract(dataset) && isDataset(contract)
      ? 'the contract and the dataset have changed places'
      : !isDataset(dataset)
        ? `expect() was given no dataset, such as parquet('data/*.parquet')`
        : `toKeep() was given no contract`;
  return new RunError(
    'RUN_INVALID',
    `toKeep asks if a dataset keeps a contract, and ${found}: write await expect(dataset).toKeep(contract).`,
  );
}

const messageOf = (check: Check, isNot: boolean): string =>
  isNot && check.passed
    ? `the dataset keeps the contract, and was expected to break it:\n\n${check.summary}`
    : check.summary;

/** Throws if a check misses what was expected of it. */
function refuse(check: Check, isNot: boolean): void {
  if (check.exitCode === 2 || check.passed === isNot) throw new Error(messageOf(check, isNot));
}

/** Makes a test wait for a promise that it may not await, and fail with it. One that has ended in time is awaited. */
function waitFor(task: MatcherContext['task'], promise: Promise<unknown>): void {
  // Its error is that of the assertion, or of the test that waits for it.
  promise.catch(() => undefined);
  if (task === undefined) return;
  const promises = task.promises ?? [];
  task.promises = promises;
  promises.push(promise);
  const remove = () => promises.splice(promises.indexOf(promise), 1);
  promise.then(remove, remove);
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /** Checks that a dataset keeps a contract; see `toKeep` of assay/run. To be awaited. */
    toKeep(contract: Contract, options?: RunContractOptions): Promise<void>;
  }
}
