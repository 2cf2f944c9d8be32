import type { ReadProblem } from '../dataset.ts';
import type { DataFile } from './data-file.ts';

/** The most problems that are listed one by one; further ones are only counted. */
export const mostListed = 20;

/** A problem of one row in a table with the records of several files. */
export interface RowProblem {
  readonly row: number;
  readonly column: string | null;
  readonly message: string;
}

/** The rows of one file in that table: `from` is the first, `to` the one after the last. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
  readonly file: DataFile;
}

/** A problem of a row, with the place of the row in its file. */
type Located<Problem extends RowProblem> = Omit<Problem, 'row'> & ReadProblem;

/** Converts problems of rows into problems of lines in files. */
export async function locateProblems<Range extends RowRange, Problem extends RowProblem>(
  ranges: readonly Range[],
  problems: readonly Problem[],
  linesOf: (range: Range, rows: readonly number[]) => Promise<readonly (number | null)[]>,
): Promise<readonly Located<Problem>[]> {
  const located: Located<Problem>[] = [];
  for (const range of ranges) {
    const own = problems
      .filter(({ row }) => row >= range.from && row < range.to)
      .toSorted((one, other) => one.row - other.row);
    const lines = await linesOf(
      range,
      own.map(({ row }) => row),
    );
    for (const [index, { row: _, ...problem }] of own.entries()) {
      located.push({ ...problem, file: range.file.shown, line: lines[index] ?? null });
    }
  }
  return located;
}
