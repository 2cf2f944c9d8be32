import type { Outcome } from '../outcome/outcome.ts';

/** Returns the problem of an unexpected error: its class and place, without its text, which may quote data. */
export function defect(error: unknown): NonNullable<Outcome['problem']> {
  // Not its `name`, which code may write with a value in it; nor a line of its message that looks like a frame.
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '').replace(error.message, '') : '';
  const frame = /^\s*at .*$/m.exec(stack)?.[0].trim();
  return {
    code: 'DEFECT',
    message: `assay itself failed: a ${kind} was thrown ${frame ?? 'at an unknown place'}. Please report it (its text may quote data and is not shown).`,
  };
}

/** Returns the problem of an expectation that should have an outcome and has none. */
export const unmeasured = (blank: Outcome): Outcome => ({
  ...blank,
  state: 'errored',
  problem: { code: 'DEFECT', message: 'assay itself failed: measuring gave it no outcome.' },
});
