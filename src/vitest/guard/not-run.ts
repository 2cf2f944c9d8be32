import { causeFailed } from '../../outcome/cause-failed.ts';
import type { Outcome } from '../../outcome/outcome.ts';
import { skipped } from '../../outcome/skipped.ts';
import { noAnswer } from '../../outcome/unanswered.ts';
import type { ModuleRecord, RunRecord, TestRecord } from './run-record.ts';

type Reason = NonNullable<Outcome['problem']>;

/** The reason of a test that its own file skips. */
export const skippedInFile: Reason = { code: skipped, message: 'it is skipped in its file.' };

/** The reason of a test that a hook skips when its turn has come. */
export const skippedByHook: Reason = {
  code: 'LEFT_OUT',
  message: 'a hook of the file skipped it.',
};

/** The reason of a test beside one that is marked `.only`. */
export const besideOnly: Reason = {
  code: 'LEFT_OUT',
  message: 'another one in its file is marked .only.',
};

const besideGate = 'it does not check the snapshot that is promoted';

/** Returns the reason of a test that checks something else than the snapshot that a gate is about. */
export const leftOutOfGate = (why: string): Reason => ({
  code: 'LEFT_OUT',
  message: `${besideGate}: ${why}.`,
});

/** True for the reason of a test that a gate leaves out. */
export const isLeftOutOfGate = (reason: Reason | undefined): boolean =>
  reason?.message.startsWith(besideGate) === true;

/** Returns the reason why an expectation has no result. */
export function reasonFor(test: TestRecord, module: ModuleRecord, run: RunRecord): Reason {
  const told = test.outcome.problem;
  if (told?.code === causeFailed) return told;
  if (run.merged && told !== null && told.code !== noAnswer) return told;
  if (!test.selected) return leftOut(test, module, run);
  // What was measured may say itself why there is no verdict.
  if (test.state === 'failed' && told !== null && told.code !== noAnswer) return told;
  if (test.suiteError !== null) {
    return { code: 'SETUP_FAILED', message: `what runs before it failed: ${test.suiteError}` };
  }
  if (test.state === 'failed') {
    return { code: 'SETUP_FAILED', message: 'its test failed before it had a result.' };
  }
  if (run.interrupted) return { code: 'INTERRUPTED', message: 'the run was stopped before it.' };
  if (test.state === 'skipped') return skippedByHook;
  return {
    code: 'OUTCOME_LOST',
    message: 'its test has no result: the process that ran it ended.',
  };
}

function leftOut(
  { outcome }: TestRecord,
  { containsOnly }: ModuleRecord,
  { filters }: RunRecord,
): Reason {
  if (outcome.problem !== null && outcome.problem.code !== noAnswer) return outcome.problem;
  if (filters.length > 0) {
    return { code: 'LEFT_OUT', message: `it was left out by ${filters.join(' and ')}.` };
  }
  return containsOnly ? besideOnly : skippedInFile;
}
