import { rowColumnNames } from '../contract/schema/row-kinds.ts';
import { counted, inert, visible, wrap } from '../outcome/printable-text.ts';
import type { FuzzedExample, FuzzedTable } from '../outcome/reported-fuzz.ts';
import { printTable } from '../outcome/table.ts';
import { maskedText } from '../privacy/masked-text.ts';
import { withoutPersonal } from '../privacy/personal.ts';
import { exampleTables } from './example-tables.ts';
import type { Counterexample, FuzzResult } from './fuzz-result.ts';
import type { FuzzSubject } from './fuzz-subject.ts';
import { generatedTexts, maskedQuotes } from './masked-cells.ts';

const width = 80;
const labelled = 10;
const rowsShown = 10;

/**
 * Describes a counter-example to a person, within 80 columns: the property and what broke it, the input, the output, and
 * the options that make the same input again.
 */
export function counterexampleMessage(
  { counterexample }: Pick<FuzzResult, 'counterexample'>,
  subject: FuzzSubject,
  notes: readonly string[] = [],
): string {
  if (counterexample === null) return '';
  const { faults, found, replay, tables } = exampleOf(counterexample, subject);
  const lines = [
    ...heading(`${subject.step}: ${sentenceOf(counterexample, subject)}`),
    '',
    ...tables.flatMap(shownTable),
    ...faults.flatMap((text) => fact('fault', text)),
    ...fact('found', found),
    ...fact('replay', replayText(replay)),
    ...notes.flatMap((text) => fact('note', text)),
  ];
  return lines.map(inert).join('\n');
}

/** The first part of a message. The last lines of a program, such as a traceback of Python, stay lines. */
function heading(text: string): readonly string[] {
  const [first = '', ...others] = text.split('\n').map(visible);
  return [first, ...others.map((line) => `    ${line}`)];
}

/** Returns a counter-example as reports show it. */
export const exampleOf = (given: Counterexample, subject: FuzzSubject): FuzzedExample => ({
  tables: exampleTables(given, subject),
  faults: faultsOf(given),
  found: foundIn(given, subject),
  replay: given.replay,
});

/**
 * Returns the sentence about what broke. Where the step may read real data, what looks personal in it is masked, and so is
 * what it quotes and is neither generated nor a name.
 */
export function sentenceOf(
  { broken, tables, output }: Counterexample,
  subject: FuzzSubject,
): string {
  if (!subject.readsData) return broken.sentence;
  const names = [...Object.keys(tables), ...[...subject.columns.values()].flat()];
  const returned = output?.columns.map(({ name }) => name) ?? [];
  const wanted = rowColumnNames(subject.output.terms.schema);
  const known = new Set([...names, ...returned, ...wanted, ...generatedTexts(tables)]);
  return withoutPersonal(maskedQuotes(broken.sentence, known), maskedText);
}

function foundIn({ found, shrinks, isCut, replay }: Counterexample, { runs }: FuzzSubject): string {
  if (replay === null) return 'in the counter-examples that were kept';
  const smaller = shrinks === 0 ? '' : `, made smaller ${counted(shrinks, 'time')}`;
  const cut = isCut ? '; the search for a smaller one was cut short' : '';
  return `in input ${found} of ${runs}${smaller}${cut}`;
}

const replayText = (replay: FuzzedExample['replay']): string =>
  replay === null ? 'it is run first each time' : `seed: ${replay.seed}, path: '${replay.path}'`;

const faultsOf = ({ made, tables }: Counterexample): readonly string[] =>
  made.map(({ fault, table, row, column }) => {
    const names = [Object.keys(tables).length > 1 ? table : null, column];
    const where = names.filter((name) => name !== null).join('.');
    return `${fault}${where === '' ? '' : ` in ${where}`}${row < 0 ? '' : `, row ${row + 1}`}`;
  });

const fact = (label: string, text: string): readonly string[] =>
  wrap(visible(text), width - labelled - 2).map(
    (line, at) => `  ${(at === 0 ? label : '').padEnd(labelled)}${line}`,
  );

function shownTable({ title, columns, rows, count }: FuzzedTable): readonly string[] {
  const head = `  ${visible(title)}: ${count === 0 ? 'no rows' : counted(count, 'row')}`;
  if (rows.length === 0 || columns.length === 0) return [head, ''];
  const shown = rows.slice(0, rowsShown);
  const more = count - shown.length;
  return [
    head,
    ...printTable({ columns, rows: shown }, width - 4).map((line) => `    ${line}`),
    ...(more > 0 ? [`    (${counted(more, 'more row')})`] : []),
    '',
  ];
}
