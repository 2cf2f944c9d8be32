import type { ExpectationNode } from '../contract/expectation.ts';
import type { Outcome } from './outcome.ts';

/** The code of an expectation that its own file skips, alone or with all of its contract. */
export const skipped = 'SKIPPED';

type Problem = NonNullable<Outcome['problem']>;

/** Returns the reason of an expectation that its contract skips; null if it does not. */
export function skippedBy({ mode, skippedFor }: ExpectationNode): Problem | null {
  if (mode !== 'skip') return null;
  const why =
    skippedFor === null ? '.' : `: ${/[.!?]$/.test(skippedFor) ? skippedFor : `${skippedFor}.`}`;
  return { code: skipped, message: `its contract skips it${why}` };
}
