import { DatasetError } from '../dataset.ts';
import { checkColumnNames } from '../typing/column-names.ts';
import { cellName, columnLetters } from './cell-places.ts';
import type { SheetRow } from './sheet-rows.ts';

/** A column of the table that a sheet holds. */
export interface ExcelColumn {
  readonly name: string;
  /** The number of its column in the sheet, from 1. */
  readonly at: number;
}

/** The columns that the row of names gives. Throws for names that are missing, are no texts or numbers, or stand twice. */
export function namedColumns({ row, cells }: SheetRow, shown: string): readonly ExcelColumn[] {
  const columns = [...cells].map(([at, code]) => {
    const name = code.slice(1).trim();
    if ('tir'.includes(code[0] ?? '') && name !== '') return { name, at };
    throw invalid(
      `${shown}: ${cellName({ column: at, row })} is to be the name of a column, and is no text. ${whereNames(row)}`,
    );
  });
  const known = new Map<string, ExcelColumn>();
  for (const column of columns) {
    const before = known.get(column.name.toLowerCase());
    if (before !== undefined)
      throw invalid(
        `${shown}: ${cellName({ column: before.at, row })} and ${cellName({ column: column.at, row })} call their columns '${before.name}' and '${column.name}', which SQL takes for one: rename one, or choose the cells with range.`,
      );
    known.set(column.name.toLowerCase(), column);
  }
  checkColumnNames(
    shown,
    columns.map(({ name }) => name),
  );
  return columns;
}

const whereNames = (row: number) =>
  `If the names stand below row ${row}, say where they begin: { range: 'A${row + 1}' }; if there are none, { header: false }.`;

/** Returns the columns of a sheet without names, from the first to the last that has a cell. */
export function numberedColumns(first: number, last: number): readonly ExcelColumn[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    name: `column${index}`,
    at: first + index,
  }));
}

/** The counts that are taken as the rows of a table are read. */
export interface TableFacts {
  rows: number;
  /** The number of empty rows between others, which are left out. */
  empty: number;
  firstEmpty: number | null;
}

/**
 * Yields the rows of a table: the number of the row in the sheet, then a code for each column, NULL for an empty cell. Throws
 * for a cell outside of the columns, whose value would be lost.
 */
export function* tableRows(
  rows: Iterable<SheetRow>,
  columns: readonly ExcelColumn[],
  { above, shown, facts }: { readonly above: number; readonly shown: string; facts: TableFacts },
): Generator<readonly (number | string | null)[]> {
  const known = new Set(columns.map(({ at }) => at));
  let last = above;
  for (const { row, cells } of rows) {
    for (const at of cells.keys()) {
      if (known.has(at)) continue;
      throw invalid(
        `${shown}: ${cellName({ column: at, row })} has a value, and ${columnLetters(at)}${above} gives its column no name. ${whereNames(above)} To read some columns only: { range: 'A:C' }.`,
      );
    }
    for (let gap = last + 1; gap < row; gap++) {
      // In a table of one column, an empty row is an empty cell.
      if (columns.length === 1) {
        facts.rows += 1;
        yield [gap, null];
        continue;
      }
      facts.empty += 1;
      facts.firstEmpty ??= gap;
    }
    last = row;
    facts.rows += 1;
    yield [row, ...columns.map(({ at }) => cells.get(at) ?? null)];
  }
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
