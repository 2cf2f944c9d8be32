import { type RowFormat, writeRows } from '../../engine/duckdb/write-rows.ts';
import { replaceWhole } from '../../system/replace-whole.ts';
import { columnType } from '../bulk/column-type.ts';
import type { OpenTable } from '../bulk/tables.ts';
import type { MadeFault } from '../faults/fault.ts';
import type { FaultSelection } from '../faults/fault-selection.ts';
import { columnsOf, spoiledChunks, spoiledTypes, textOf } from './spoil-blocks.ts';
import { wholeFile } from './whole-file.ts';

/** The faults to make in a file. */
export interface SpoiledFile {
  readonly faults: FaultSelection;
  readonly seed: number;
  readonly path: string;
  readonly format: RowFormat;
}

/** The path of the ground truth of a file with faults. */
export const truthPath = (path: string): string => `${path}.faults.csv`;

/**
 * Generates a table with faults in it into a file, and writes every fault beside it: its row, counted from 1, its column,
 * which is empty where the row is the fault, its name, and the value before and after. The rows are made twice, first to learn the types of columns.
 * Returns the number of faults.
 *
 * @throws {GenerateError} `FAULT_INVALID` for a fault that fits no column or changes no value.
 */
export async function writeSpoiled(
  table: OpenTable,
  { faults, seed, path, format }: SpoiledFile,
): Promise<number> {
  const { columns } = table.domain;
  const names = columns.map(({ name }) => name);
  const types = spoiledTypes(names, spoiledChunks(table, faults, seed));
  const typed = columns.map((column, at) => ({
    name: column.name,
    type: types[at] ?? columnType(column),
  }));
  const made: MadeFault[] = [];
  function* blocks() {
    for (const chunk of spoiledChunks(table, faults, seed)) {
      for (const one of chunk.made) made.push(one);
      yield columnsOf(chunk.rows, typed);
    }
  }
  await wholeFile(path, (part) => writeRows(part, format, typed, blocks()));
  replaceWhole(truthPath(path), truthOf(made));
  return made.length;
}

function truthOf(made: readonly MadeFault[]): string {
  const lines = made
    .toSorted((one, other) => one.row - other.row)
    .map(({ row, column, fault, before, after }) =>
      [String(row + 1), column ?? '', fault, shown(before), shown(after)].map(field).join(','),
    );
  return `${['row,column,fault,before,after', ...lines].join('\n')}\n`;
}

/** A value as text; NULL is empty. */
const shown = (value: unknown) => textOf(value ?? '');

const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
