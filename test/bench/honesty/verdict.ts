import type { Must } from '../../never-green/case.ts';
import type { State } from './tools.ts';

/**
 * What a tool's state is worth. `warned`: it passes, and says something all the same, where it must be red. A word too
 * many about good data is not counted against it.
 */
export type Verdict = 'right' | 'wrong green' | 'warned' | 'wrong red' | 'cannot say';

/** What someone who runs the tool must see. */
const due: Readonly<Record<Must, State>> = {
  pass: 'green',
  warn: 'warned',
  fail: 'red',
  error: 'red',
  red: 'red',
};

export function verdictOf(must: Must, state: State): Verdict {
  if (state === 'cannot say') return 'cannot say';
  if (state === due[must] || (must === 'pass' && state === 'warned')) return 'right';
  if (state === 'green') return 'wrong green';
  return state === 'red' ? 'wrong red' : 'warned';
}
