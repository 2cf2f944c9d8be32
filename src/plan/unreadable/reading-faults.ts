import type { ReadProblem, UnreadableColumn } from '../../dataset/dataset.ts';
import type { Session } from '../../engine/engine.ts';
import { counted, grouped } from '../../outcome/printable-text.ts';
import { shownName } from '../passes/missing-column.ts';

/** Describes the records and fields that could not be read, with their places and without their values. */
export function readingFaults({
  problems,
  problemCount,
  unreadable = null,
}: Pick<Session, 'problems' | 'problemCount' | 'unreadable'>): readonly string[] {
  const summed = [...(unreadable?.columns ?? [])].filter(([, { patterns }]) => patterns);
  const names = new Set(summed.map(([name]) => name));
  const singly = problems.filter(({ column }) => column === null || !names.has(column));
  const fields = summed.reduce((sum, [, { count }]) => sum + count, 0);
  const more = problemCount - fields - singly.length;
  return [
    ...summed.map(([name, column]) => patternsText(name, column)),
    ...alike(singly),
    ...(more > 0 ? [`… and ${grouped(more)} more`] : []),
  ];
}

/** Returns the sentence on the unreadable fields of a column: how many are written in which way, and where the first is. */
function patternsText(name: string, { count, patterns = [] }: UnreadableColumn): string {
  const rest = count - patterns.reduce((sum, one) => sum + one.count, 0);
  const kinds = [...Map.groupBy(patterns, ({ wanted }) => wanted)];
  const isOne = kinds.length === 1 && rest === 0;
  const texts = kinds.map(([wanted, own]) => {
    const shapes = own.map(
      (one) => `${grouped(one.count)} like ${one.shape} (the first in ${placeOf(one)})`,
    );
    return `not ${wanted}: ${shapes.join(', ')}`;
  });
  const what = `column ${shownName(name)}: ${counted(count, 'field')}`;
  if (isOne) return `${what} ${count === 1 ? 'is' : 'are'} ${texts.join()}`;
  const others = rest > 0 ? `, ${grouped(rest)} like others` : '';
  return `${what} can't be read: ${texts.join('; ')}${others}`;
}

const placeOf = ({ file, line }: Pick<ReadProblem, 'file' | 'line'>) =>
  `${file}${line === null ? '' : `:${line}`}`;

/** The most lines that are listed of problems that are alike. */
const mostLines = 3;

/** Puts problems into words, those of one file and cause in one sentence with their first lines. */
function alike(problems: readonly ReadProblem[]): readonly string[] {
  const groups = Map.groupBy(problems, ({ file, line, column, message }) =>
    JSON.stringify([file, line === null, column, message]),
  );
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const { column, message } = first;
    const of = column === null ? '' : `, column ${column}`;
    if (all.length <= mostLines || first.line === null)
      return all.map((one) => `${placeOf(one)}${of}: ${message}`);
    const lines = all.slice(0, mostLines).map(({ line }) => line);
    return `${first.file}:${lines.join(', ')} and ${all.length - mostLines} more lines${of}: ${message}`;
  });
}
