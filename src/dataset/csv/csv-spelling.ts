import { DatasetError } from '../dataset.ts';
import { wordsFault } from '../typing/boolean-words.ts';
import { checkFormat } from '../typing/date-formats.ts';
import type { Spelling } from '../typing/spelling.ts';
import { isDateType } from '../typing/sql-types.ts';

/** A format of dates, several, or those of columns by their names. */
type DateFormats =
  | string
  | readonly string[]
  | Readonly<Record<string, string | readonly string[]>>;

/** The options that say how values are written, and those that go with them. */
interface SpellingOptions extends Pick<Spelling, 'decimal' | 'thousands' | 'booleans'> {
  readonly dateFormat?: DateFormats | undefined;
  readonly nullText?: string | readonly string[] | undefined;
  readonly types?: Readonly<Record<string, string>> | undefined;
}

/** Returns how the values of a column are written. */
export const spellingOf = (
  { decimal, thousands, booleans, dateFormat }: SpellingOptions,
  column: string,
): Spelling => ({ decimal, thousands, booleans, formats: formatsOf(dateFormat, column) });

/** Returns the formats of dates in a column; undefined for ISO 8601. */
function formatsOf(
  dateFormat: DateFormats | undefined,
  column: string,
): readonly string[] | undefined {
  if (dateFormat === undefined || typeof dateFormat === 'string' || isList(dateFormat))
    return dateFormat === undefined ? undefined : [dateFormat].flat();
  const own = Object.hasOwn(dateFormat, column) ? dateFormat[column] : undefined;
  return own === undefined ? undefined : [own].flat();
}

/** Returns the columns that have a format of their own. */
export const formattedColumns = ({ dateFormat }: SpellingOptions): readonly string[] =>
  typeof dateFormat === 'object' && !isList(dateFormat) ? Object.keys(dateFormat) : [];

const isList = (value: DateFormats | undefined): value is readonly string[] => Array.isArray(value);

/** Refuses options by which values would be read in two ways, or in none. */
export function checkSpelling(options: SpellingOptions): void {
  const { decimal = '.', thousands, booleans, dateFormat, nullText = '', types = {} } = options;
  if (decimal === thousands) {
    const other = decimal === '.' ? ',' : '.';
    throw invalid(
      `csv() can't tell decimal places from thousands: both marks are ${JSON.stringify(decimal)}. Write { decimal: ${JSON.stringify(other)}, thousands: ${JSON.stringify(thousands)} }, or the other way round.`,
    );
  }
  const fault = booleans && wordsFault(booleans, [nullText].flat());
  if (fault) throw invalid(`The option booleans of csv() ${fault}.`);
  const columns = formattedColumns(options);
  const formats =
    columns.length === 0
      ? (formatsOf(dateFormat, '') ?? [])
      : columns.flatMap((column) => formatsOf(dateFormat, column) ?? []);
  for (const format of formats) checkFormat(format);
  for (const column of columns) {
    const type = Object.hasOwn(types, column) ? types[column] : undefined;
    if (type === undefined || isDateType(type)) continue;
    throw invalid(
      `csv() was given a date format for column "${column}", and the type ${type}, which has none: leave one of them out.`,
    );
  }
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
