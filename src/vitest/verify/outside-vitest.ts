import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { VerifyError } from '../verify-error.ts';

/** A call of `verify` in a process that Vitest does not run. */
export interface VerifyCall {
  readonly contract: Contract;
  readonly dataset: Dataset;
}

const key = Symbol.for('assay.verifyCalls');
const shared = globalThis as { [key]?: VerifyCall[] };

/** From now on, calls of `verify` in this process, which Vitest does not run, are kept here instead of refused. */
export function recordVerifyCalls(): readonly VerifyCall[] {
  shared[key] ??= [];
  return shared[key];
}

/** Keep a call, where somebody asked for it. */
export function recordVerifyCall(call: VerifyCall): void {
  if (shared[key]) {
    shared[key].push(call);
    return;
  }
  throw new VerifyError(
    'NOT_COLLECTING',
    `verify('${call.contract.name}') registers Vitest tests, and Vitest does not run this file: use npx vitest --project contracts. To use the contract elsewhere, move verify() to a file of its own.`,
  );
}
