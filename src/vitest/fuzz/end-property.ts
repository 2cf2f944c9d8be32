import { counterexampleMessage, exampleOf, sentenceOf } from '../../fuzz/fuzz-message.ts';
import { neverJudged } from '../../fuzz/never-judged.ts';
import type { PreparedFuzz, Searched } from '../../fuzz/prepare-fuzz.ts';
import type { FuzzedProperty } from '../../outcome/reported-fuzz.ts';
import { noAnswer } from '../../outcome/unanswered.ts';

/** The end of a property's test. */
export interface PropertyEnd extends Pick<FuzzedProperty, 'state' | 'problem' | 'example'> {
  /** The message to fail with; null if the property holds. */
  readonly message: string | null;
}

/** The end of a property that has none yet. */
export const unended: Pick<FuzzedProperty, 'state' | 'problem' | 'example'> = {
  state: 'notRun',
  problem: { code: noAnswer, message: 'its test has not answered.' },
  example: null,
};

/** Returns the end of a property by what the search found. A property that was never judged is red. */
export function endOf(
  id: string,
  explored: Searched | null,
  { subject }: PreparedFuzz,
): PropertyEnd {
  const result = explored?.results.find(({ property }) => property.id === id);
  const errored = (why: string, code = 'NOT_JUDGED'): PropertyEnd => ({
    state: 'errored',
    problem: { code, message: why },
    example: null,
    message: `${subject.step}: ${why}`,
  });
  if (!explored || !result) return errored('it was not run: the search ended without a result.');
  const { counterexample, problem } = result;
  if (counterexample)
    return {
      state: 'failed',
      problem: { code: 'PROPERTY_BROKEN', message: sentenceOf(counterexample, subject) },
      example: exampleOf(counterexample, subject),
      message: counterexampleMessage(result, subject, explored.notes),
    };
  if (problem !== null) return errored(problem, 'UNSTABLE');
  const never = neverJudged(result, explored);
  if (never !== null) return errored(never);
  return { state: 'passed', problem: null, example: null, message: null };
}
