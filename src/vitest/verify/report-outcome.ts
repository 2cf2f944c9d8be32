import type { TestContext } from 'vitest';
import { failureMessage, headline } from '../../outcome/failure.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { AssayFailure } from '../verify-error.ts';

/** What a red end is thrown with. */
export interface FailureContext {
  /** User frames of where the expectation is declared. */
  readonly stack: string;
  /** In place of its own error, one that all have in common. */
  readonly shared: AssayFailure | null;
}

/** End an expectation's test with its outcome, kept on the test before anything can throw. */
export async function reportOutcome(
  { task, annotate }: TestContext,
  outcome: Outcome,
  failing: FailureContext,
): Promise<void> {
  task.meta.assay = outcome;
  if (outcome.state === 'warned') await annotate(warning(outcome), 'warning');
  if (outcome.state === 'passed' || outcome.state === 'warned') return;
  if (failing.shared) throw failing.shared;
  const code = outcome.state === 'failed' ? 'EXPECTATION_FAILED' : 'EXPECTATION_ERRORED';
  throw new AssayFailure(code, failureMessage(outcome), failing.stack);
}

const warning = (outcome: Outcome): string =>
  outcome.because === null ? headline(outcome) : `${headline(outcome)} (${outcome.because})`;
