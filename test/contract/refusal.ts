import { ContractError } from '../../src/value/contract-error.ts';

/** The error that a mistake in a contract is told with, as code and sentence. */
export function refusal(run: () => unknown): Pick<ContractError, 'code' | 'message'> {
  try {
    run();
  } catch (error) {
    if (error instanceof ContractError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('Nothing was refused.');
}
