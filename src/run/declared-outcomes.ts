import { innermostFrame, stackText } from '../contract/call-stack.ts';
import type { Contract } from '../contract/contract.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Location, Outcome } from '../outcome/outcome.ts';
import { unanswered } from '../outcome/unanswered.ts';
import { placeBelow, placeOf, userPlace } from './user-stack.ts';

/** An expectation that is not judged yet. */
export interface DeclaredOutcome {
  readonly expectation: TitledExpectation;
  /** Returns the stack of the line that declares it. */
  readonly stack: () => string;
  /** The line that declares it, with an absolute path; null where it is not known. */
  readonly place: Location | null;
  /** The outcome until there is another: not run. The path of its location starts from the root. */
  readonly blank: Outcome;
}

/** Returns every expectation of a contract, in order, with the line that declares it. */
export const declaredOutcomes = (
  contract: Contract,
  dataset: Dataset,
  root: string,
): readonly DeclaredOutcome[] =>
  titledExpectations(contract).map((expectation) => {
    const own = innermostFrame(expectation.node.stack);
    // What the schema says has no line of its own.
    const stack = () => (own ? stackText(expectation.node.stack) : contract.stack);
    const place = own ? placeOf(own) : userPlace(contract.stack);
    const blank = unanswered(expectation, { contract: contract.name, dataset: dataset.label });
    return { expectation, stack, place, blank: { ...blank, location: placeBelow(root, place) } };
  });
