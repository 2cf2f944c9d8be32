import type { Cells } from './cells.ts';
import type { RowCount } from './draw-rows.ts';
import { isValid, type Table } from './table.ts';

/** Finds simpler rows: fewer of them first, then rows with one value that is simpler. They may break the table's rules. */
export function* simplerRows(
  table: Table,
  rows: Cells,
  { least }: Pick<RowCount, 'least'>,
): Iterable<Cells> {
  yield* fewer(rows, least);
  for (const [index, row] of rows.entries()) {
    for (const [at, cell] of row.entries()) {
      const shrunk = table.columns[at]?.arbitrary.shrink(cell.value, cell.context) ?? [];
      for (const simpler of shrunk) yield rows.with(index, row.with(at, simpler));
    }
  }
}

function* fewer(rows: Cells, least: number): Iterable<Cells> {
  for (let size = rows.length; size >= 1; size = Math.floor(size / 2)) {
    if (rows.length - size < least) continue;
    for (let at = 0; at < rows.length; at += size) {
      const left = [...rows.slice(0, at), ...rows.slice(at + size)];
      if (left.length >= least) yield left;
    }
  }
}

/** Simpler rows that keep the rules of the table. */
export const simplerValidRows = (table: Table, rows: Cells, count: RowCount): Iterable<Cells> =>
  Iterator.from(simplerRows(table, rows, count)).filter((cells) => isValid(table, cells));
