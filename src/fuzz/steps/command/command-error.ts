import { StepError } from '../../fuzz-error.ts';

/** The error of a command that ended without a result, with the last lines of its stderr. */
export const failed = (how: string, stderr: string): StepError =>
  withStderr(new StepError('STEP_FAILED', `The step's command ${how}.`), stderr);

/** Adds the last lines of a command's stderr to an error. */
export const withStderr = ({ code, message }: StepError, stderr: string): StepError =>
  new StepError(code, withWords(message, stderr));

/** The error of a command that was stopped after its time. */
export const timedOut = (timeout: number, stderr: string): StepError =>
  new StepError(
    'STEP_TIMEOUT',
    withWords(`The step's command did not end within ${timeout} ms, and was stopped.`, stderr),
  );

const withWords = (sentence: string, stderr: string) =>
  stderr === '' ? sentence : `${sentence} Its last lines on stderr:\n${stderr}`;
