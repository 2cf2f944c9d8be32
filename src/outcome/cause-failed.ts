import type { Outcome } from './outcome.ts';

/**
 * The code of an expectation that was not run, since another one of the same run failed without which it means nothing: the number
 * of a column that is text, or is missing. The other one makes the run red.
 */
export const causeFailed = 'CAUSE_FAILED';

type Problem = NonNullable<Outcome['problem']>;

/** Returns the reason of an expectation that needs what another one found broken. */
export const needs = ({ id, title }: Pick<Outcome, 'id' | 'title'>): Problem => ({
  code: causeFailed,
  message: `it needs "${title}", which failed.`,
  cause: id,
});

/** True if an outcome was not run because of another one's failure. */
export const isNotRunFor = ({ problem }: Outcome, cause: Pick<Outcome, 'id'>): boolean =>
  problem?.code === causeFailed && problem.cause === cause.id;
