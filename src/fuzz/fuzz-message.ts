import type { Contract } from '../contract/contract.ts';
import type { Row } from '../generate/row-domain.ts';
import { counted, inert, visible, wrap } from '../outcome/printable-text.ts';
import { printTable } from '../outcome/table.ts';
import type { Counterexample, FuzzResult } from './fuzz-result.ts';
import { generatedCell, maskedCells, type ShowCell } from './masked-cells.ts';

const width = 80;
const labelled = 10;
const rowsShown = 10;

/** A fuzz test, as its messages name it. */
export interface FuzzSubject {
  readonly step: string;
  readonly runs: number;
  /** True if the step may read real data, whose values a message must not show. */
  readonly readsData: boolean;
  readonly output: Contract;
  /** The columns of each input table, in order. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
}

/**
 * Describes a counter-example to a person, within 80 columns: the property and what broke it, the input, the output, and
 * the options that make the same input again.
 */
export function counterexampleMessage(
  { counterexample }: Pick<FuzzResult, 'counterexample'>,
  subject: FuzzSubject,
): string {
  if (counterexample === null) return '';
  const { output, broken, tables } = counterexample;
  const names = output?.columns.map(({ name }) => name) ?? [];
  const show = subject.readsData ? maskedCells(subject.output, names, tables) : generatedCell;
  const inputs = Object.entries(tables).flatMap(([name, rows]) =>
    shownTable(name, subject.columns.get(name) ?? [], rows, generatedCell),
  );
  const lines = [
    `${visible(subject.step)}: ${visible(broken.sentence)}`,
    '',
    ...inputs,
    ...(output === null ? [] : shownTable('output', names, output.rows, show)),
    ...broken.shown.flatMap(({ title, rows }) => shownTable(title, columnsOf(rows), rows, show)),
    ...faultsOf(counterexample).flatMap((text) => fact('fault', text)),
    ...fact('found', foundIn(counterexample, subject)),
    ...fact('replay', replayOf(counterexample)),
  ];
  return lines.map(inert).join('\n');
}

function foundIn({ found, shrinks, isCut, replay }: Counterexample, { runs }: FuzzSubject): string {
  if (replay === null) return 'in the counter-examples that were kept';
  const smaller = shrinks === 0 ? '' : `, made smaller ${counted(shrinks, 'time')}`;
  const cut = isCut ? '; the search for a smaller one was cut short' : '';
  return `in input ${found} of ${runs}${smaller}${cut}`;
}

const replayOf = ({ replay }: Counterexample): string =>
  replay === null ? 'it is run first each time' : `seed: ${replay.seed}, path: '${replay.path}'`;

const faultsOf = ({ made, tables }: Counterexample): readonly string[] =>
  made.map(({ fault, row, column }) => {
    const where = column === null ? '' : ` in ${column}`;
    return Object.keys(tables).length > 1 || row < 0
      ? `${fault}${where}`
      : `${fault}${where}, row ${row + 1}`;
  });

const fact = (label: string, text: string): readonly string[] =>
  wrap(visible(text), width - labelled - 2).map(
    (line, at) => `  ${(at === 0 ? label : '').padEnd(labelled)}${line}`,
  );

function shownTable(
  title: string,
  columns: readonly string[],
  rows: readonly Row[],
  show: ShowCell,
): readonly string[] {
  const all = columns.length > 0 ? columns : columnsOf(rows);
  const heading = `  ${visible(title)}: ${rows.length === 0 ? 'no rows' : counted(rows.length, 'row')}`;
  if (rows.length === 0 || all.length === 0) return [heading, ''];
  const shown = rows.slice(0, rowsShown);
  const cells = shown.map((row) => all.map((name) => show(name, Reflect.get(row, name))));
  const more = rows.length - shown.length;
  return [
    heading,
    ...printTable({ columns: all, rows: cells }, width - 4).map((line) => `    ${line}`),
    ...(more > 0 ? [`    (${counted(more, 'more row')})`] : []),
    '',
  ];
}

const columnsOf = (rows: readonly Row[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];
