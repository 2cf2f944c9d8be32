/** The place of a cell, each number from 1. */
export interface CellPlace {
  readonly column: number;
  readonly row: number;
}

/** Returns the number of a column by its letters: `A` is 1, `AA` is 27. */
const columnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/** Returns the letters of a column. */
export function columnLetters(column: number): string {
  let [left, letters] = [column, ''];
  while (left > 0) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
    left = Math.floor((left - 1) / 26);
  }
  return letters;
}

/** Returns the name of a cell, as Excel shows it: `B5`. */
export const cellName = ({ column, row }: CellPlace): string => `${columnLetters(column)}${row}`;

/** Reads the name of a cell; null for what is none. */
export function cellPlace(name: string): CellPlace | null {
  const [, letters, row] = /^([A-Za-z]{1,3})(\d{1,7})$/.exec(name) ?? [];
  return letters === undefined ? null : { column: columnNumber(letters), row: Number(row) };
}

/** The cells that are read; the last row and column are Infinity where they are open. */
export interface CellRange {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

/** All cells of a sheet. */
export const wholeSheet: CellRange = {
  from: { column: 1, row: 1 },
  to: { column: Infinity, row: Infinity },
};

/** Reads a range: `'B2:D100'`, `'B2:D'`, `'B:D'`, or `'B2'` for all from there on; null for what is none. */
export function cellRange(text: string): CellRange | null {
  const match = /^([A-Za-z]{1,3})([1-9]\d{0,6})?(?::([A-Za-z]{1,3})([1-9]\d{0,6})?)?$/.exec(text);
  const [, first = '', top, last, bottom] = match ?? [];
  if (match === null || (last === undefined && top === undefined)) return null;
  const from = { column: columnNumber(first), row: top === undefined ? 1 : Number(top) };
  const to = {
    column: last === undefined ? Infinity : columnNumber(last),
    row: bottom === undefined ? Infinity : Number(bottom),
  };
  return to.column < from.column || to.row < from.row ? null : { from, to };
}
