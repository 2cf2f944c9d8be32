import { DatasetError } from '../dataset.ts';
import { type CellRange, cellName, cellPlace } from './cell-places.ts';
import { codeOfNumber } from './number-formats.ts';
import { isTrue, type Sheet, type Workbook } from './workbook.ts';
import { parseXml, unescaped } from './xml-events.ts';

/** A row with a cell that is not empty. */
export interface SheetRow {
  /** Its number, from 1. */
  readonly row: number;
  /**
   * The cells that are not empty, by the number of their column. Each is coded as a letter for its kind and its text: `i` a
   * whole number, `r` another number, `t` text, `b` 0 or 1, `d` a day, `s` a time on a day, `h` a time of day, `e` an error, `f`
   * a formula without a value, `u` a duration, `x` what is no date or number, `y` a number that a double does not
   * hold.
   */
  readonly cells: ReadonlyMap<number, string>;
}

/** Facts on a sheet beside its cells, which are found as its rows are read. */
export interface SheetFacts {
  /** The number of rows that are hidden and have cells. */
  hidden: number;
  /** Ranges whose cells are merged. */
  readonly merged: string[];
}

/** The state of a cell that is being read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string | null;
  isFormula: boolean;
}

/** Reads the rows of a sheet within a range, in order, piece by piece. Throws for a sheet that is not in order. */
export function* sheetRows(
  workbook: Workbook,
  { part, name }: Sheet,
  { from, to }: CellRange,
  file: string,
  facts: SheetFacts,
): Generator<SheetRow> {
  const shown = `${file} (${name})`;
  const bytes = workbook.parts.bytes(part);
  if (bytes === undefined) throw damaged(shown, `its part ${part} is missing`);
  const done: SheetRow[] = [];
  let [row, column, isHidden, isText, spoken] = [0, 0, false, false, 0];
  let cells = new Map<number, string>();
  let cell: OpenCell | null = null;
  const openRow = ({ r, hidden }: Readonly<Record<string, string>>) => {
    const next = r === undefined ? row + 1 : Number(r);
    if (!(next > row)) throw damaged(shown, `row ${r} comes after row ${row}`);
    [row, column, isHidden, cells] = [next, 0, isTrue(hidden), new Map()];
  };
  const openCell = ({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>) => {
    const place = r === undefined ? { column: column + 1, row } : cellPlace(r);
    if (place === null || place.row !== row || place.column <= column)
      throw damaged(shown, `the cell ${r} is not in its place, in row ${row}`);
    column = place.column;
    cell = { column, type: t, style: Number(s), value: null, isFormula: false };
  };
  const closeCell = () => {
    const isAsked = cell !== null && cell.column >= from.column && cell.column <= to.column;
    const code = cell !== null && isAsked ? codeOf(cell, row, workbook, shown) : null;
    if (code !== null) cells.set(column, code);
    cell = null;
  };
  const closeRow = () => {
    if (cells.size === 0 || row < from.row || row > to.row) return;
    if (isHidden) facts.hidden += 1;
    done.push({ row, cells });
  };
  const parsing = parseXml(
    bytes,
    {
      open: (element, attributes) => {
        if (element === 'row') openRow(attributes);
        else if (element === 'c') openCell(attributes);
        else if (element === 'rPh') spoken += 1;
        else if (element === 'f' && cell !== null) cell.isFormula = true;
        else if (element === 'mergeCell') facts.merged.push(attributes.ref ?? '');
        isText = (element === 'v' || element === 't') && cell !== null && spoken === 0;
        if (isText && cell !== null) cell.value ??= '';
      },
      close: (element) => {
        isText = false;
        if (element === 'rPh') spoken -= 1;
        else if (element === 'c') closeCell();
        else if (element === 'row') closeRow();
      },
      text: (more) => {
        if (isText && cell !== null) cell.value = `${cell.value ?? ''}${more}`;
      },
    },
    shown,
  );
  for (const _ of parsing) {
    yield* done;
    done.length = 0;
  }
}

/** Returns the code of a cell; null for an empty one. */
function codeOf(
  { type, value, isFormula, style, column }: OpenCell,
  row: number,
  { texts, meanings, is1904 }: Workbook,
  shown: string,
): string | null {
  const none = isFormula ? 'f' : null;
  switch (type) {
    case 'inlineStr':
    case 'str':
      return value === null ? none : `t${unescaped(value)}`;
    case 's': {
      const text = value === null || value === '' ? undefined : texts[Number(value)];
      if (value !== null && value !== '' && text === undefined)
        throw damaged(shown, `the text of ${cellName({ column, row })} is missing`);
      return text === undefined ? none : `t${text}`;
    }
    case 'b':
      return value === null || value === '' ? none : `b${isTrue(value.trim()) ? 1 : 0}`;
    case 'e':
      return value === null || value === '' ? none : `e${value}`;
    case 'd':
      return value === null || value === '' ? none : codeOfIso(value.trim());
    default: {
      if (value === null || value.trim() === '') return none;
      return codeOfNumber(value, meanings[style] ?? 'number', is1904);
    }
  }
}

/** Returns the code of a date that is written as ISO 8601, as strict workbooks have it. */
function codeOfIso(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}(?:T00:00(?::00(?:\.0*)?)?)?Z?$/.test(text))
    return `d${text.slice(0, 10)}`;
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z?$/.test(text)) return `s${text.replace(/Z$/, '')}`;
  return /^\d{2}:\d{2}[\d:.]*$/.test(text) ? `h${text}` : 'x';
}

const damaged = (shown: string, why: string) =>
  new DatasetError('DATASET_UNREADABLE', `${shown} is damaged: ${why}.`);
