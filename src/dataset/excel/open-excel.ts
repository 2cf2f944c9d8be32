import { readFile } from 'node:fs/promises';
import { type ColumnHint, DatasetError, type Opened, type Reader } from '../dataset.ts';
import type { DataFile } from '../files/data-file.ts';
import { namesInWords } from '../listed-names.ts';
import { identifier } from '../sql/quote.ts';
import { chooseTypes, type TypedColumn } from '../typing/choose-types.ts';
import { type CellRange, cellRange, wholeSheet } from './cell-places.ts';
import { findMisreads, readCells } from './excel-misreads.ts';
import type { ExcelOptions } from './excel-options.ts';
import { naturalReadings, wantedReadings } from './excel-readings.ts';
import {
  type ExcelColumn,
  namedColumns,
  numberedColumns,
  type TableFacts,
  tableRows,
} from './excel-table.ts';
import { type SheetFacts, sheetRows } from './sheet-rows.ts';
import { readWorkbook, type Sheet, type Workbook } from './workbook.ts';

/** Reads a sheet into a table with the columns and types that the contract wants. */
export async function openExcel(
  reader: Reader,
  file: DataFile,
  options: ExcelOptions,
  hints: readonly ColumnHint[],
): Promise<Opened> {
  const workbook = readWorkbook(await readFile(file.path), file.shown);
  const sheet = chooseSheet(workbook, options.sheet, file.shown);
  const shown = `${file.shown} (${sheet.name})`;
  const range = options.range === undefined ? wholeSheet : (cellRange(options.range) ?? wholeSheet);
  const facts: Facts = { hidden: 0, merged: [], rows: 0, empty: 0, firstEmpty: null };
  const rowsOf = (of: SheetFacts) => sheetRows(workbook, sheet, range, file.shown, of);
  const rows = rowsOf(facts);
  const { columns, above } =
    options.header === false
      ? unnamed(rowsOf({ hidden: 0, merged: [] }), range, shown)
      : named(rows, shown);
  const table = reader.freshName();
  await reader.insert(
    table,
    [
      { name: 'r', type: 'BIGINT' },
      ...columns.map((_, at) => ({ name: `c${at}`, type: 'VARCHAR' })),
    ],
    tableRows(rows, columns, { above, shown, facts }),
  );
  const settled = await settle(reader, identifier(table), columns, facts.rows, hints);
  const relation = await readCells(reader, identifier(table), settled, hints);
  const found = await findMisreads(reader, identifier(table), relation, settled, {
    file: file.shown,
    columns,
  });
  await reader.query(`drop table ${identifier(table)}`);
  return { relation, ...found, notes: notesOf(workbook, sheet, options, facts, settled) };
}

type Facts = SheetFacts & TableFacts;

function chooseSheet({ sheets }: Workbook, wanted: string | undefined, shown: string): Sheet {
  const names = sheets.map(({ name, isHidden }) => (isHidden ? `${name}' (hidden)` : `${name}'`));
  const all = names.map((name) => `'${name}`).join(', ');
  if (wanted !== undefined) {
    const found = sheets.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
    throw invalid(`${shown} has no sheet '${wanted}': it has ${all || 'none with cells'}.`);
  }
  const visible = sheets.filter(({ isHidden }) => !isHidden);
  const [only] = visible;
  if (only !== undefined && visible.length === 1) return only;
  if (sheets.length === 0) throw invalid(`${shown} has no sheet with cells.`);
  throw invalid(
    `${shown} has several sheets, ${all}: name one, excel('${shown}', { sheet: '${(only ?? sheets[0])?.name}' }).`,
  );
}

function named(
  rows: ReturnType<typeof sheetRows>,
  shown: string,
): { readonly columns: readonly ExcelColumn[]; readonly above: number } {
  const { value: first, done } = rows.next();
  if (done === true) throw invalid(`${shown} has no cell that is not empty, where it is read.`);
  return { columns: namedColumns(first, shown), above: first.row };
}

/** Returns the columns of a sheet without names, for which all of its rows are looked at first. */
function unnamed(rows: ReturnType<typeof sheetRows>, { from, to }: CellRange, shown: string) {
  let [first, last, above] = [Infinity, 0, null as number | null];
  for (const { row, cells } of rows) {
    above ??= row - 1;
    for (const at of cells.keys()) [first, last] = [Math.min(first, at), Math.max(last, at)];
  }
  if (above === null) throw invalid(`${shown} has no cell that is not empty, where it is read.`);
  const start = from.column > 1 ? from.column : first;
  const end = Number.isFinite(to.column) ? to.column : last;
  return { columns: numberedColumns(start, end), above };
}

/** Chooses the types of the columns: what the contract wants, else what the cells are. */
async function settle(
  reader: Reader,
  table: string,
  columns: readonly ExcelColumn[],
  rows: number,
  hints: readonly ColumnHint[],
): Promise<readonly TypedColumn[]> {
  const families = new Map(hints.map((hint) => [hint.name, hint.families]));
  const untyped = columns.map(({ name }, at) => {
    const wanted = wantedReadings(families.get(name) ?? []);
    const isWanted = wanted.length > 0;
    return {
      name,
      from: `c${at}`,
      readings: isWanted ? wanted : naturalReadings,
      orText: false,
      isDeclared: !isWanted,
    };
  });
  const chosen = await chooseTypes(reader, table, rows, untyped);
  const strangers = chosen.filter(({ reading, isEmpty }) => reading === null && !isEmpty);
  if (strangers.length === 0) return chosen;
  // No cell is of the wanted kind: the expectation says so of what they are.
  const natural = await chooseTypes(
    reader,
    table,
    rows,
    strangers.map(({ name, from }) => ({
      name,
      from,
      readings: naturalReadings,
      orText: false,
      isDeclared: true,
    })),
  );
  const byName = new Map(natural.map((one) => [one.name, one]));
  return chosen.map((one) => byName.get(one.name) ?? one);
}

function notesOf(
  { sheets }: Workbook,
  sheet: Sheet,
  { sheet: wanted }: ExcelOptions,
  { hidden, merged, empty, firstEmpty }: Facts,
  columns: readonly TypedColumn[],
): readonly string[] {
  const others = sheets.filter((one) => one !== sheet && one.isHidden).map(({ name }) => name);
  const mixed = columns.filter(({ reading }) => reading === naturalReadings.at(-1));
  return [
    ...(wanted === undefined && others.length > 0
      ? [`Hidden sheets are not read: ${namesInWords(others, 5)}.`]
      : []),
    ...(hidden > 0
      ? [`${hidden} of the rows that are read ${hidden === 1 ? 'is' : 'are'} hidden in the sheet.`]
      : []),
    ...(empty > 0
      ? [
          `${empty} empty ${empty === 1 ? 'row' : 'rows'} between others, from row ${firstEmpty} on, ${empty === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
    ...(merged.length > 0
      ? [
          `Cells are merged (${merged.slice(0, 3).join(', ')}${merged.length > 3 ? ', …' : ''}): only the first of them has the value, and the others are NULL.`,
        ]
      : []),
    ...mixed.map(
      ({ name }) => `Column "${name}" holds cells of several kinds, and is read as text.`,
    ),
  ];
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
