import type { Contract } from '../../contract/contract.ts';
import { titledExpectations } from '../../contract/titled-expectations.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { unanswered } from '../../outcome/unanswered.ts';

/** Returns the rules of a contract as outcomes without a verdict: their words, ids and bounds. */
export const rulesOf = (contract: Contract): readonly Outcome[] =>
  titledExpectations(contract).map((one) =>
    unanswered(one, { contract: contract.name, dataset: '' }),
  );
