import type { Contract } from '../../contract/contract.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import { VerifyError } from '../verify-error.ts';

/** A call of `verify` outside of Vitest. */
export interface VerifyCall {
  readonly contract: Contract;
  readonly dataset: Dataset;
}

const key = Symbol.for('assay.verifyCalls');
const shared = globalThis as { [key]?: VerifyCall[] };

/** Starts to record the calls of `verify` in this process, which Vitest does not run. Without it they are errors. */
export function recordVerifyCalls(): readonly VerifyCall[] {
  shared[key] ??= [];
  return shared[key];
}

/** Records a call of `verify` outside of Vitest. Throws unless {@link recordVerifyCalls} was called. */
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
