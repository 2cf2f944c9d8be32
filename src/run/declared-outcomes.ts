import { innermostFrame, stackText } from '../contract/call-stack.ts';
import type { Contract } from '../contract/contract.ts';
import type { ExpectationNode } from '../contract/expectation.ts';
import { type TitledExpectation, titledExpectations } from '../contract/titled-expectations.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { Location, Outcome } from '../outcome/outcome.ts';
import { skippedBy } from '../outcome/skipped.ts';
import { unanswered } from '../outcome/unanswered.ts';
import { fieldPlaces } from './fields/field-places.ts';
import { frameText, placeBelow, placeOf, userPlace } from './user-stack.ts';

/** An expectation that is not judged yet. */
export interface DeclaredOutcome {
  readonly expectation: TitledExpectation;
  /** Returns the stack of the line that declares it. */
  readonly stack: () => string;
  /** The line that declares it, with an absolute path; null where it is not known. */
  readonly place: Location | null;
  /**
   * The outcome until there is another: not run, with the reason if the contract skips it. The path of its location starts
   * from the root.
   */
  readonly blank: Outcome;
}

/**
 * Returns every expectation of a contract, in order, with the line that declares it. For a rule of the schema that is its field's,
 * or the contract's where that is not known.
 */
export const declaredOutcomes = (
  contract: Contract,
  dataset: Dataset,
  root: string,
): readonly DeclaredOutcome[] =>
  titledExpectations(contract).map((expectation) => {
    const { stack, place } = declaredAt(contract, expectation.node);
    const blank = unanswered(expectation, { contract: contract.name, dataset: dataset.label });
    const location = placeBelow(root, place);
    const problem = skippedBy(expectation.node) ?? blank.problem;
    return { expectation, stack, place, blank: { ...blank, problem, location } };
  });

function declaredAt(
  contract: Contract,
  { stack, metric, origin }: ExpectationNode,
): Pick<DeclaredOutcome, 'stack' | 'place'> {
  const [field, ...more] = origin === 'schema' ? metric.identity.columns : [];
  const place = field === undefined || more.length > 0 ? null : fieldPlaces(contract)(field);
  if (place !== null) return { stack: () => frameText(place), place };
  const own = innermostFrame(stack);
  return own
    ? { stack: () => stackText(stack), place: placeOf(own) }
    : { stack: () => contract.stack, place: userPlace(contract.stack) };
}
