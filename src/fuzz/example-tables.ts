import type { Row } from '../generate/row-domain.ts';
import type { FuzzedTable } from '../outcome/reported-fuzz.ts';
import type { Counterexample } from './fuzz-result.ts';
import type { FuzzSubject } from './fuzz-subject.ts';
import { generatedCell, maskedCells, type ShowCell } from './masked-cells.ts';

/** The rows of a table that a report keeps. A counter-example seldom has more than three. */
const rowsKept = 50;

/**
 * Returns the tables of a counter-example: its input, its output, and the rows that show what is wrong. Cells of a step
 * that may read real data are masked.
 */
export function exampleTables(
  { tables, output, broken }: Counterexample,
  { readsData, output: contract, columns }: Pick<FuzzSubject, 'readsData' | 'output' | 'columns'>,
): readonly FuzzedTable[] {
  const names = output?.columns.map(({ name }) => name) ?? [];
  const show = readsData ? maskedCells(contract, names, tables) : generatedCell;
  return [
    ...Object.entries(tables).map(([title, rows]) =>
      tableOf({ title, role: 'input', columns: columns.get(title) ?? [] }, rows, generatedCell),
    ),
    ...(output === null
      ? []
      : [tableOf({ title: 'output', role: 'output', columns: names }, output.rows, show)]),
    ...broken.shown.map(({ title, rows }) =>
      tableOf({ title, role: 'shown', columns: [] }, rows, show),
    ),
  ];
}

function tableOf(
  head: Pick<FuzzedTable, 'title' | 'role' | 'columns'>,
  rows: readonly Row[],
  show: ShowCell,
): FuzzedTable {
  const columns = head.columns.length > 0 ? head.columns : columnsOf(rows);
  const cells = rows
    .slice(0, rowsKept)
    .map((row) => columns.map((name) => show(name, Reflect.get(row, name))));
  return { ...head, columns, rows: cells, count: rows.length };
}

const columnsOf = (rows: readonly Row[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];
