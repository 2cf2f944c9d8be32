import type { Edit, EditOf } from '../../../value/edit.ts';
import { type ColumnDescription, Declined } from '../../engine.ts';
import { identifier } from '../dialect/expressions.ts';
import { constantSql } from './constant-sql.ts';
import { instantFormatSql, instantShiftSql, textFormatSql, textShiftSql } from './date-edit-sql.ts';
import { numberFormatSql, scaleSql } from './number-edit-sql.ts';
import { caseSql, mojibakeSql, replaceSql, surroundSql, truncateSql } from './text-edit-sql.ts';

/** A column that an edit is made in, and the columns beside it. */
export interface EditedColumn {
  readonly column: ColumnDescription;
  readonly columns: readonly ColumnDescription[];
}

type Printer<Kind extends Edit['kind']> = (edit: EditOf<Kind>, of: EditedColumn) => string;

const inText =
  <E extends Edit>(print: (edit: E, value: string) => string) =>
  (edit: E, { column }: EditedColumn) =>
    print(edit, textOf(column));

const printers: { readonly [Kind in Edit['kind']]: Printer<Kind> } = {
  constant: ({ value }, { column }) => constantSql(value, column),
  scale: (edit, { column }) => scaleSql(edit, column),
  shift: (edit, { column }) =>
    isInstant(column) ? instantShiftSql(edit, column) : textShiftSql(edit, textOf(column)),
  surround: inText(surroundSql),
  replace: inText(replaceSql),
  case: inText(caseSql),
  truncate: inText(truncateSql),
  mojibake: inText((_, value) => mojibakeSql(value)),
  decompose: () => {
    throw new Declined('DuckDB writes no letters and accents apart (NFD)');
  },
  dateFormat: (edit, { column }) =>
    isInstant(column) ? instantFormatSql(edit, column) : textFormatSql(edit, textOf(column)),
  numberFormat: inText(numberFormatSql),
  booleanFormat: () => {
    throw new Declined('it would make text or numbers of booleans');
  },
  column: ({ name }, { column, columns }) => {
    const other = columns.find((one) => one.name === name);
    if (other?.type === column.type) return identifier(name);
    throw new Declined(`${name} is of another type`);
  },
};

/**
 * Returns the values of a column after an edit, in the type of the column. NULL stays NULL.
 *
 * @throws {Declined} if the edit can't be made in values of the type, or its result has another one.
 */
export function editSql(edit: Edit, of: EditedColumn): string {
  const print = printers[edit.kind] as Printer<Edit['kind']>;
  const value = identifier(of.column.name);
  return `case when ${value} is not null then ${print(edit as never, of)} end`;
}

const isInstant = ({ family }: ColumnDescription) => family === 'date' || family === 'timestamp';

/** An ENUM or a UUID is text to a contract, and takes no other texts. */
function textOf({ name, type }: ColumnDescription): string {
  if (type === 'VARCHAR') return identifier(name);
  throw new Declined(`it is for text, and the column is ${type}`);
}
