import process from 'node:process';
import type { TestContext } from 'vitest';
import { causeFailed } from '../../outcome/cause-failed.ts';
import { failureMessage, headline } from '../../outcome/failure.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { shortFailure, wantsDetails } from '../../outcome/short-failure.ts';
import { AssayFailure } from '../verify-error.ts';

/** The stack and error with which a failing test ends. */
export interface FailureContext {
  /** Returns the user's frames of the expectation's declaration. */
  readonly stack: () => string;
  /** The common error of all tests, to throw in place of its own; null if there is none. */
  readonly shared: AssayFailure | null;
}

/** Ends an expectation's test by its outcome. The outcome is stored on the test before anything can throw. */
export async function reportOutcome(
  { task, annotate, skip }: TestContext,
  outcome: Outcome,
  failing: FailureContext,
): Promise<void> {
  task.meta.assay = outcome;
  if (outcome.state === 'warned') await annotate(warning(outcome), 'warning');
  if (outcome.state === 'passed' || outcome.state === 'warned') return;
  if (outcome.problem?.code === causeFailed) skip(outcome.problem.message);
  if (failing.shared) throw failing.shared;
  const code = outcome.state === 'failed' ? 'EXPECTATION_FAILED' : 'EXPECTATION_ERRORED';
  const message = wantsDetails(process.env) ? failureMessage(outcome) : shortFailure(outcome);
  throw new AssayFailure(code, message, failing.stack());
}

const warning = (outcome: Outcome): string =>
  outcome.because === null ? headline(outcome) : `${headline(outcome)} (${outcome.because})`;
