import type { WithFields } from '../../../dataset/dataset.ts';
import {
  type ChosenRows,
  type ColumnDescription,
  type ColumnEdit,
  Declined,
  type EngineRow,
} from '../../engine.ts';
import { editSql } from './edit-sql.ts';
import { places } from './places.ts';

/** The rows that are copied, and the connection that they are on. */
export interface CopySource {
  /** The rows without the fields within columns that are columns of the session. */
  readonly relation: string;
  readonly within: WithFields | null;
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

/** Returns SQL of the copied rows with the fields within their columns, to follow FROM. */
export const withFields = ({ relation, within }: CopiedTable): string =>
  within === null ? relation : within.over(relation);

/** Returns a value after an edit, of a row that has the fields within its columns. */
export function editedValue(
  { columns, within }: CopiedTable,
  { column: name, edit }: ColumnEdit,
): string {
  const column = columns.find((one) => one.name === name);
  if (column === undefined) throw new TypeError(`There is no column ${name} to edit.`);
  if (within?.fields.some((one) => one.name === name && !one.isHeld))
    throw new Declined(`no row holds ${name}`);
  return editSql(edit, { column, columns });
}

/** Returns a condition that is true for some of the rows. */
export const chosen = ({ place }: CopiedTable, rows: ChosenRows): string =>
  'place' in rows ? `${place} = ${rows.place}` : `${place} < ${Math.floor(rows.share * places)}`;
