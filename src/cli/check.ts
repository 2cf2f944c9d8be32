import type { ChalkInstance } from 'chalk';
import { failureMessage } from '../outcome/failure.ts';
import type { Outcome, State } from '../outcome/outcome.ts';
import { counted } from '../outcome/printable-text.ts';
import { oncePerProblem } from './exit-status.ts';
import type { MeasureOptions } from './measure-file.ts';
import { printMeasured } from './print-outcomes.ts';

/**
 * Checks a data file against the contracts that a file exports or verifies. Prints the result and returns the exit
 * code.
 */
export const runCheck = (
  file: string,
  contractFile: string,
  options: MeasureOptions,
): Promise<number> =>
  printMeasured(file, contractFile, options, ({ contract, dataset, outcomes }, color) =>
    report(contract, dataset, outcomes, color),
  );

const words: Readonly<Record<State, string>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  errored: 'could not be judged',
  notRun: 'not run',
};

/** Prints each problem in full, then the counts. Expectations that hold are only counted. */
function report(
  contract: string,
  dataset: string,
  outcomes: readonly Outcome[],
  color: ChalkInstance,
): string {
  const paint: Readonly<Record<State, (text: string) => string>> = {
    passed: color.green,
    warned: color.yellow,
    failed: color.red,
    errored: color.red,
    notRun: color.red,
  };
  const told = oncePerProblem(outcomes.filter(({ state }) => state !== 'passed'));
  const counts = (Object.keys(words) as State[])
    .map((state) => [state, outcomes.filter((outcome) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => paint[state](`${count} ${words[state]}`));
  return [
    '',
    `${color.bold(contract)} on ${dataset}`,
    ...told.flatMap((outcome) => [
      '',
      `${paint[outcome.state](mark(outcome))} ${failureMessage(outcome)}`,
    ]),
    '',
    `${counted(outcomes.length, 'expectation')}: ${counts.join(', ')}`,
  ].join('\n');
}

const mark = ({ state }: Outcome) => (state === 'warned' ? '!' : '×');
