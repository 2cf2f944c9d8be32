import { causeFailed } from './cause-failed.ts';
import { isLost, type Outcome, type State } from './outcome.ts';
import { counted, foldFirst, foldTitled, grouped, inert, visible, wrap } from './printable-text.ts';
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

const columns = 80;

/** The most expectations of one reason that are named. */
const mostNamed = 5;

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
  const shown = oncePerProblem(outcomes.filter((one) => one.state !== 'passed' && !isLeftOut(one)));
  const counts = states
    .map((state) => [state, outcomes.filter((outcome) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => colors.state[state](`${count} ${words[state]}`));
  return [
    foldTitled(contract, ` on ${dataset}`, columns, colors.title),
    ...shown.flatMap((outcome) => [
      '',
      `${colors.state[outcome.state](mark(outcome))} ${foldFirst(shortFailure(outcome), columns)}`,
    ]),
    ...leftOutLines(outcomes).map((line) => colors.state.notRun(line)),
    '',
    `${counted(outcomes.length, 'expectation')}: ${counts.join(', ')}`,
  ].join('\n');
}

const mark = ({ state }: Outcome) => (state === 'warned' ? '!' : '×');

/** True for what the user left out: by `.skip`, by `.only` or by an option. */
const isLeftOut = (outcome: Outcome): boolean =>
  outcome.state === 'notRun' && !isLost(outcome) && outcome.problem?.code !== causeFailed;

/** Lists what was left out: expectations with one reason in one paragraph. */
function leftOutLines(outcomes: readonly Outcome[]): readonly string[] {
  const groups = Map.groupBy(outcomes.filter(isLeftOut), ({ problem }) => problem?.message ?? '');
  return [...groups].flatMap(([reason, all]) => {
    const named = all.slice(0, mostNamed).map(({ title }) => visible(title));
    const more = all.length - named.length;
    const list = [...named, ...(more > 0 ? [`… and ${grouped(more)} more`] : [])].join(', ');
    const text = `${counted(all.length, 'expectation')} not run (${visible(reason.replace(/\.$/, ''))}): ${list}`;
    return [
      '',
      ...wrap(text, columns - 2).map((line, at) => inert(`${at === 0 ? '↓' : ' '} ${line}`)),
    ];
  });
}
