import type { TypedColumn } from '../typing/choose-types.ts';
import { isNumberType } from '../typing/sql-types.ts';
import type { CsvOptions } from './csv-options.ts';
import { markedColumns } from './csv-spelling.ts';

/**
 * Returns options that read a column, with their marks within numbers for this column alone if another column may have numbers that
 * they would read as something else, or if the options have such marks by column.
 */
export function marksByColumn(
  columns: readonly TypedColumn[],
  options: CsvOptions,
  name: string,
  more: CsvOptions,
): CsvOptions {
  const { decimal, thousands } = more;
  if (decimal === undefined && thousands === undefined) return more;
  const marked = markedColumns(options);
  const changed = columns.filter((column) => mayChange(column, options, more));
  const named = [...changed.map((column) => column.name), ...marked];
  const others = [...new Set(named)].filter((other) => other !== name);
  if (marked.length === 0 && others.length === 0) return more;
  return {
    ...more,
    ...(decimal !== undefined && { decimal: withMark(options.decimal, others, name, decimal) }),
    ...(thousands !== undefined && {
      thousands: withMark(options.thousands, others, name, thousands),
    }),
  };
}

/** True for a column whose numbers may have marks that other options read otherwise. One that can't be read as it is has no say. */
function mayChange(
  { reading, hasProblems, isEmpty = false }: TypedColumn,
  options: CsvOptions,
  more: CsvOptions,
): boolean {
  if (reading === null || hasProblems || isEmpty || !isNumberType(reading.type)) return false;
  const isReplaced = options.thousands !== undefined && more.thousands !== undefined;
  return isReplaced || (more.decimal !== undefined && !/INT$/.test(reading.type));
}

/** Returns the marks by column: those that others have, and the one of a column. */
export function withMark<Mark extends string>(
  before: Mark | Readonly<Record<string, Mark>> | undefined,
  others: readonly string[],
  name: string,
  mark: Mark | Readonly<Record<string, Mark>>,
): Readonly<Record<string, Mark>> {
  const own = typeof mark === 'object' ? mark : { [name]: mark };
  if (typeof before === 'object') return { ...before, ...own };
  const kept = before === undefined ? [] : others.map((other) => [other, before] as const);
  return { ...Object.fromEntries(kept), ...own };
}
