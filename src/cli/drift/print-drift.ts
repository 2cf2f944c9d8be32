import type { ChalkInstance } from 'chalk';
import { driftTable, type Uncompared } from '../../outcome/drift/drift-table.ts';
import { columnsText } from '../../outcome/drift/drift-words.ts';
import type { Drift } from '../../outcome/outcome.ts';
import { counted, grouped, visible, wrap } from '../../outcome/printable-text.ts';

const width = 80;

/** The drift of compared data, to be printed. */
export interface ComparedData {
  readonly reference: string;
  readonly current: string;
  readonly drift: Drift;
  /** The columns that can't be compared. */
  readonly uncompared: readonly Uncompared[];
}

/** Prints the drift of all columns for a terminal of 80 columns. */
export function printDrift(
  { reference, current, drift, uncompared }: ComparedData,
  color: ChalkInstance,
): string {
  const { rows } = drift;
  const subject = `${visible(current)} (${counted(rows.current, 'row')}) against ${visible(reference)} (${grouped(rows.reference)})`;
  return [
    '',
    ...wrap(subject, width).map((line) => color.bold(line)),
    '',
    ...driftLines(drift, uncompared, color),
  ].join('\n');
}

/** Returns the table of the drift of all columns, and their counts. */
export function driftLines(
  drift: Drift,
  uncompared: readonly Uncompared[],
  color: ChalkInstance,
): readonly string[] {
  const [head = '', rule = '', ...lines] = driftTable(drift.columns ?? [], width, uncompared);
  return [
    color.bold(head),
    color.dim(rule),
    ...lines.map((line) => painted(line, color)),
    '',
    summary(drift, uncompared),
  ];
}

/** Returns the counts in a sentence. */
function summary({ columns }: Drift, uncompared: readonly Uncompared[]): string {
  const kinds = Map.groupBy(uncompared, ({ is }) => is);
  const words = [...kinds].map(([is, ones]) => `${grouped(ones.length)} ${summaryWords[is]}`);
  return [columnsText(columns ?? []), ...words].join('; ');
}

const summaryWords = {
  new: 'new',
  vanished: 'vanished',
  error: 'of another type',
  'left out': 'left out',
} as const satisfies Record<Uncompared['is'], string>;

const paints = { drifted: 'red', error: 'magenta', new: 'yellow', vanished: 'yellow' } as const;

/** Colours the first word of a line, if it says what became of a column. */
function painted(line: string, color: ChalkInstance): string {
  const [word = ''] = line.split(' ', 1);
  return word in paints
    ? color[paints[word as keyof typeof paints]](word) + line.slice(word.length)
    : line;
}
