import type { TitledExpectation } from '../../contract/titled-expectations.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { unanswered } from '../../outcome/unanswered.ts';
import type { MeasureRequest } from '../measure-request.ts';

/** An outcome of which nothing is known yet: it stands as an error until something is. */
export const blankOutcome = (
  one: TitledExpectation,
  { contract, dataset }: MeasureRequest,
): Outcome => ({
  ...unanswered(one, { contract: contract.name, dataset: dataset.label }),
  state: 'errored',
  problem: null,
});
