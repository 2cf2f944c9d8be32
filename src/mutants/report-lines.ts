import { counted, grouped, visible, width, wrap } from '../outcome/printable-text.ts';
import type { ColumnScore, Mutant, MutantReport, Rate } from './mutant.ts';

/** Prints a share as a whole percentage, rounded down, so that 100% is all. */
export const percentOf = (share: number | null): string =>
  share === null ? '-' : `${Math.floor(share * 100 + 1e-9)}%`;

/** Returns the first sentence of a report: the score, and what it is of. */
export const scoreLine = ({ caught, survived, score }: MutantReport): string =>
  score === null
    ? 'no score: no known expectation can catch any of the mutants'
    : `score ${percentOf(score)}: ${grouped(caught)} of ${counted(caught + survived, 'mutant')} caught`;

/** Returns what is said beside the score: the data, the rates, and the mutants that do not count. */
export function remarks(report: MutantReport): readonly string[] {
  const { rows, rates, seed, undetectable, undecided } = report;
  return [
    `${counted(rows, 'row')}, changed at ${rates.map(rateText).join(', ')} (seed ${seed}).`,
    ...(undetectable > 0
      ? [
          `${counted(undetectable, 'mutant')} that no known expectation catches ${undetectable === 1 ? 'is' : 'are'} left out of the score.`,
        ]
      : []),
    ...(undecided > 0 ? [`${counted(undecided, 'mutant')} could not be judged.`] : []),
  ];
}

const rateText = (rate: Rate) =>
  rate === 'one row' ? rate : `${Number((rate * 100).toPrecision(4))}%`;

/** The name of a column's mutants, or of those of whole rows. */
export const columnName = ({ column }: Pick<ColumnScore, 'column'>): string =>
  column === null ? '(rows)' : visible(column);

/** The survivors that an expectation would have caught, and the expectation. */
export interface Remedy {
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

/** Returns the suggested expectations, those that catch the most survivors first. */
export const remediesOf = ({ mutants }: MutantReport): readonly Remedy[] =>
  [...Map.groupBy(mutants, ({ suggestion }) => suggestion?.code ?? '')]
    .filter(([code]) => code !== '')
    .map(([code, own]) => ({ code, mutants: own }))
    .toSorted((one, other) => other.mutants.length - one.mutants.length);

/** Returns changes as text, one for all rates of it: `'"delay" times 1000 (1, 20 and 400 values)'`. */
export const caughtTexts = (mutants: readonly Mutant[]): readonly string[] =>
  [...Map.groupBy(mutants, ({ what }) => what)].map(([what, same]) => {
    const counts = same.map(({ changed }) => grouped(changed));
    const last = same.at(-1);
    const before = counts.slice(0, -1).join(', ');
    const most = last === undefined ? '' : changedText(last);
    return `${what} (${before === '' ? most : `${before} and ${most}`})`;
  });

/** Returns the scores of the columns as a table, in lines of text. */
function scoreTable(columns: readonly ColumnScore[], limit: number): readonly string[] {
  const heads = ['score', 'caught', 'survived', 'undetectable'] as const;
  const room = limit - heads.reduce((sum, head) => sum + head.length + 2, 0);
  const names = columns.map(columnName);
  const size = Math.min(room, Math.max(6, ...names.map(width)));
  const line = (name: string, cells: readonly string[]) =>
    `${pad(name, size)}${cells.map((cell, at) => `  ${cell.padStart(heads[at]?.length ?? 0)}`).join('')}`;
  return [
    line('column', heads),
    ...columns.map((one) =>
      line(columnName(one), [
        percentOf(one.score),
        grouped(one.caught),
        grouped(one.survived),
        grouped(one.undetectable),
      ]),
    ),
  ];
}

function pad(text: string, size: number): string {
  let shown = text;
  while (width(shown) > size) shown = `${[...shown].slice(0, -2).join('')}…`;
  return shown + ' '.repeat(size - width(shown));
}

/** Returns a whole report as lines of text of at most `limit` cells; code is never broken. */
export function reportLines(report: MutantReport, limit = 80): readonly string[] {
  const { contract, dataset, columns, unasked, mutants } = report;
  const undecided = mutants.filter(({ state }) => state === 'undecided');
  return [
    ...wrap(visible(`${contract} on ${dataset}: ${scoreLine(report)}`), limit),
    ...remarks(report).flatMap((line) => wrap(line, limit)),
    '',
    ...scoreTable(columns, limit),
    ...remediesOf(report).flatMap(({ code, mutants: own }) => [
      '',
      `+ ${visible(code)}`,
      ...caughtTexts(own).flatMap((text) => indented(visible(`would catch: ${text}`), limit)),
    ]),
    ...(unasked.length === 0
      ? []
      : [
          '',
          'Not asked:',
          ...unasked.flatMap(({ title, reason }) =>
            indented(visible(`${title}: ${reason}`), limit),
          ),
        ]),
    ...undecided.flatMap(({ change, problem }) => [
      '',
      ...wrap(visible(`not judged: ${change}: ${problem}`), limit),
    ]),
  ];
}

/** Returns the number of values or rows that a mutant changes, with its noun. */
export const changedText = ({ column, changed }: Pick<Mutant, 'column' | 'changed'>): string =>
  counted(changed, column === null ? 'row' : 'value');

const indented = (text: string, limit: number): readonly string[] =>
  wrap(text, limit - 4).map((line, at) => `${at === 0 ? '  ' : '    '}${line}`);
