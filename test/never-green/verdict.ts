import type { Must } from './case.ts';

/** What came out of a case, and what a reader needs to know of it. `crash`: Assay itself threw. */
export interface Found {
  readonly state: 'pass' | 'warn' | 'fail' | 'error' | 'crash';
  readonly detail: string;
}

/** `another state`: red as it must be, but for a reason that is not the true one. */
export type Verdict = 'right' | 'wrong green' | 'wrong red' | 'another state';

/** Hold what came out to what must come out. */
export function verdictOf(must: Must, { state }: Pick<Found, 'state'>): Verdict {
  if (state === must) return 'right';
  const isRed = state !== 'pass' && state !== 'warn';
  if (must === 'red' && isRed && state !== 'crash') return 'right';
  if (must === 'pass') return 'wrong red';
  if (must === 'warn') return isRed ? 'wrong red' : 'wrong green';
  return isRed ? 'another state' : 'wrong green';
}
