import type { Outcome } from './outcome.ts';

/**
 * The code of an expectation that was not run, since another one of the same run failed without which it means nothing: the number
 * of a column that is text, or is missing. The other one makes the run red.
 */
export const causeFailed = 'CAUSE_FAILED';

type Problem = NonNullable<Outcome['problem']>;

/** Returns the reason of an expectation that needs what another one found broken, by the title of the other. */
export const needs = (title: string): Problem => ({
  code: causeFailed,
  message: `it needs "${title}", which failed.`,
});

/** True if an outcome was not run because of another one's failure. */
export const isNotRunFor = ({ problem }: Outcome, cause: Pick<Outcome, 'title'>): boolean =>
  problem?.code === causeFailed && problem.message === needs(cause.title).message;
