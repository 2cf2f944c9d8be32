import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { unanswered } from '../../outcome/unanswered.ts';
import type { MeasureRequest } from '../measure-request.ts';

/** Returns an outcome about which nothing is known yet. It is an error until something is. */
export const blankOutcome = (
  one: TitledExpectation,
  { contract, dataset, elementsOf = null }: MeasureRequest,
): Outcome => ({
  ...unanswered(one, { contract: contract.name, dataset: dataset.label }),
  state: 'errored',
  problem: null,
  ...(elementsOf !== null && { elementsOf }),
});
