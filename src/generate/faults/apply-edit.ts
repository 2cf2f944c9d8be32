import type { Edit, EditOf } from '../../value/edit.ts';
import type { Row } from '../row-domain.ts';
import { formatInstant, formatText, shiftInstant, shiftText } from './date-edits.ts';
import { formatNumber, scale } from './number-edits.ts';
import { changeCase, mojibake, truncate } from './text-edits.ts';

/** A value that is not NULL, of the kind that an edit can be made in. */
type Values = string | number | bigint | boolean | Date;

type Interpreter<Kind extends Edit['kind']> = (
  edit: EditOf<Kind>,
  value: Values,
  row: Row,
) => unknown;

const interpreters: { readonly [Kind in Edit['kind']]: Interpreter<Kind> } = {
  constant: ({ value }) => value,
  column: ({ name }, _, row) => row[name] ?? null,
  scale: (edit, value) => (isNumber(value) ? scale(edit, value) : value),
  shift: (edit, value) => {
    if (typeof value === 'string') return shiftText(edit, value);
    return value instanceof Date ? shiftInstant(edit, value) : value;
  },
  surround: ({ before, after }, value) => inText(value, (text) => before + text + after),
  replace: ({ from, to }, value) => inText(value, (text) => text.replaceAll(from, () => to)),
  case: (edit, value) => inText(value, (text) => changeCase(edit, text)),
  truncate: (edit, value) => inText(value, (text) => truncate(edit, text)),
  mojibake: (_, value) => inText(value, mojibake),
  decompose: (_, value) => inText(value, (text) => text.normalize('NFD')),
  dateFormat: (edit, value) => {
    if (typeof value === 'string') return formatText(edit, value);
    return value instanceof Date ? formatInstant(edit, value) : value;
  },
  numberFormat: (edit, value) =>
    isNumber(value) || typeof value === 'string' ? formatNumber(edit, value) : value,
  booleanFormat: ({ yes, no }, value) => (typeof value === 'boolean' ? (value ? yes : no) : value),
};

/**
 * Makes an edit in a value of a row. NULL (`null` or `undefined`) is returned as it is, and so is a value that the edit
 * can't be made in.
 *
 * @example
 * applyEdit({ kind: 'dateFormat', to: 'day/month/year' }, '2024-03-05', {}); // '05/03/2024'
 */
export function applyEdit(edit: Edit, value: unknown, row: Row): unknown {
  if (value === null || value === undefined) return value;
  // Each edit is paired with the interpreter of its kind.
  const interpret = interpreters[edit.kind] as Interpreter<Edit['kind']>;
  return interpret(edit as never, value as Values, row);
}

const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

const inText = (value: unknown, change: (text: string) => string): unknown =>
  typeof value === 'string' ? change(value) : value;
