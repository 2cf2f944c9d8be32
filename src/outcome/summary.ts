import type { Outcome, State } from './outcome.ts';
import { counted } from './printable-text.ts';
import { oncePerProblem } from './problems-once.ts';
import { shortFailure } from './short-failure.ts';

/** The names of a run, and its outcomes. */
export interface Summarised {
  readonly contract: string;
  readonly dataset: string;
  readonly outcomes: readonly Outcome[];
}

/** The colours of a summary. */
export interface SummaryColors {
  readonly title: (text: string) => string;
  readonly state: Readonly<Record<State, (text: string) => string>>;
}

const words: Readonly<Record<State, string>> = {
  passed: 'passed',
  warned: 'warned',
  failed: 'failed',
  errored: 'could not be judged',
  notRun: 'not run',
};
const states = Object.keys(words) as readonly State[];

const asIs = (text: string) => text;
const plain: SummaryColors = {
  title: asIs,
  state: { passed: asIs, warned: asIs, failed: asIs, errored: asIs, notRun: asIs },
};

/** Writes each problem of a run in a few lines, then the counts. Expectations that hold are only counted. */
export function summaryOf({ contract, dataset, outcomes }: Summarised, colors = plain): string {
  const shown = oncePerProblem(outcomes.filter(({ state }) => state !== 'passed'));
  const counts = states
    .map((state) => [state, outcomes.filter((outcome) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => colors.state[state](`${count} ${words[state]}`));
  return [
    `${colors.title(contract)} on ${dataset}`,
    ...shown.flatMap((outcome) => [
      '',
      `${colors.state[outcome.state](mark(outcome))} ${shortFailure(outcome)}`,
    ]),
    '',
    `${counted(outcomes.length, 'expectation')}: ${counts.join(', ')}`,
  ].join('\n');
}

const mark = ({ state }: Outcome) => (state === 'warned' ? '!' : '×');
