import type { ColumnDrift } from '../../metric/drift/finding.ts';
import { truncate, visible, width, wrap } from '../printable-text.ts';
import { printDrift, printDriftBeside } from './drift-words.ts';
import { movedMost, movedText } from './moved.ts';
import { comparisonOf, ranked } from './ranked.ts';
import { stepBlocks } from './step-blocks.ts';

/** A column that can't be compared: only one of two datasets has it, or it has values of another type. */
export interface Uncompared {
  readonly column: string;
  readonly is: 'new' | 'vanished' | 'error' | 'left out';
  readonly why: string;
}

const gap = '  ';
const blocks = 20;
const headers = ['', 'column', 'method', 'drift', 'at most', 'shape'] as const;
/** The positions of the columns that give way where room is short, in this order, each with its least width. */
const flexible = [
  { at: 2, least: 14 },
  { at: 1, least: 8 },
] as const;
const numbers: ReadonlySet<number> = new Set([3, 4]);

/** A column with its numbers, or with a text in their place. */
type Entry =
  | {
      readonly cells: readonly string[];
      /** The second line of a column that drifted: what moved, and the shape of the current data. */
      readonly below: { readonly moved: readonly string[]; readonly shape: string } | null;
    }
  | { readonly mark: string; readonly text: string };

/**
 * Returns the drift of columns as a table of at most `limit` terminal cells (76 or more), in the order of
 * {@link ranked}. A column that drifted has the shape of the reference, the shape of the current data below it, and the
 * bins that moved most.
 */
export function driftTable(
  columns: readonly ColumnDrift[],
  limit: number,
  uncompared: readonly Uncompared[] = [],
): readonly string[] {
  const entries = [...ranked(columns).map(entryOf), ...uncompared.map(uncomparedEntry)];
  const widths = widthsOf(entries, limit);
  const line = (cells: readonly string[]) =>
    cells
      .map((text, at) => fitted(text, widths[at] ?? 0, numbers.has(at)))
      .join(gap)
      .trimEnd();
  const [mark = 0, ...more] = widths;
  const indent = ' '.repeat(mark + gap.length);
  const room = total(more.slice(0, -1));
  return [
    line(headers),
    line(widths.map((one) => '─'.repeat(one))),
    ...entries.flatMap((entry) => {
      if ('mark' in entry)
        return wrap(entry.text, limit - indent.length).map(
          (text, at) => `${at === 0 ? fitted(entry.mark, mark, false) + gap : indent}${text}`,
        );
      const { cells, below } = entry;
      if (below === null) return [line(cells)];
      const moved = fitted(joined(below.moved, room), room, false);
      return [line(cells), `${indent}${moved}${gap}${below.shape}`];
    }),
  ];
}

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, one) => sum + one + gap.length, -gap.length);

function widthsOf(entries: readonly Entry[], limit: number): readonly number[] {
  const rows = entries.map((entry) => ('mark' in entry ? [entry.mark] : entry.cells));
  const widths = headers.map((name, at) =>
    Math.max(width(name), ...rows.map((cells) => width(cells[at] ?? ''))),
  );
  for (const { at, least } of flexible) {
    const over = Math.max(0, total(widths) - limit);
    const natural = widths[at] ?? 0;
    widths[at] = Math.max(Math.min(natural, least), natural - over);
  }
  return widths;
}

/** Joins as many whole texts as there is room for, but always the first. */
const joined = ([first = '', ...others]: readonly string[], room: number): string =>
  others.reduce((all, text) => (width(`${all}, ${text}`) > room ? all : `${all}, ${text}`), first);

function fitted(text: string, room: number, isRight: boolean): string {
  const cut = truncate(text, room);
  const padding = ' '.repeat(Math.max(0, room - width(cut)));
  return isRight ? padding + cut : cut + padding;
}

/** The longest name of a column in a sentence, in terminal cells. */
const longestName = 40;

const nameOf = (column: string): string => truncate(visible(column), longestName);

function entryOf(column: ColumnDrift): Entry {
  const { method, value, threshold, bins, problem } = column;
  if (problem !== null)
    return { mark: 'left out', text: `${nameOf(column.column)}: ${visible(problem)}` };
  const is = comparisonOf(column);
  const shape = is === 'drifted' ? stepBlocks(bins, { most: blocks }) : null;
  return {
    cells: [
      is,
      visible(column.column),
      visible(method),
      value === null ? '–' : printDriftBeside(value, [threshold]),
      printDrift(threshold),
      shape?.reference ?? '',
    ],
    below: shape && { moved: movedMost(column, 2).map(movedText), shape: shape.current },
  };
}

const uncomparedEntry = ({ column, is, why }: Uncompared): Entry => ({
  mark: is,
  text: `${nameOf(column)}: ${visible(why)}`,
});
