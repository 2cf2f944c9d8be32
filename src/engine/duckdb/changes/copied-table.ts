import type { ChosenRows, ColumnDescription, ColumnEdit, EngineRow } from '../../engine.ts';
import { editSql } from './edit-sql.ts';
import { places } from './places.ts';

/** The rows that are copied, and the connection that they are on. */
export interface CopySource {
  readonly relation: string;
  readonly columns: readonly ColumnDescription[];
  readonly query: (sql: string) => Promise<readonly EngineRow[]>;
  readonly freshName: () => string;
}

/** A table of copied rows, with a column of places. No column of the rows is called like the names here. */
export interface CopiedTable extends Omit<CopySource, 'freshName'> {
  readonly place: string;
  /** A name for the column of the rows' numbers. */
  readonly order: string;
}

/** Returns a value after an edit. */
export function editedValue({ columns }: CopiedTable, { column: name, edit }: ColumnEdit): string {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new TypeError(`There is no column ${name} to edit.`);
  return editSql(edit, { column, columns });
}

/** Returns a condition that is true for some of the rows. */
export const chosen = ({ place }: CopiedTable, rows: ChosenRows): string =>
  'place' in rows ? `${place} = ${rows.place}` : `${place} < ${Math.floor(rows.share * places)}`;
