import { DatasetError } from '../dataset.ts';
import { wordsFault } from '../typing/boolean-words.ts';
import { checkFormat } from '../typing/date-formats.ts';
import type { DecimalMark, Spelling, ThousandsMark } from '../typing/spelling.ts';
import { isDateType, isNumberType } from '../typing/sql-types.ts';

/** A format of dates, several, or those of columns by their names. */
type DateFormats =
  | string
  | readonly string[]
  | Readonly<Record<string, string | readonly string[]>>;

/** A mark of all columns, or those of columns by their names. */
type OrByColumn<Mark extends string> = Mark | Readonly<Record<string, Mark>>;

/** The options that say how values are written, and those that go with them. */
interface SpellingOptions extends Pick<Spelling, 'booleans'> {
  readonly decimal?: OrByColumn<DecimalMark> | undefined;
  readonly thousands?: OrByColumn<ThousandsMark> | undefined;
  readonly dateFormat?: DateFormats | undefined;
  readonly nullText?: string | readonly string[] | undefined;
  readonly types?: Readonly<Record<string, string>> | undefined;
}

/** Returns how the values of a column are written. */
export const spellingOf = (
  { decimal, thousands, booleans, dateFormat }: SpellingOptions,
  column: string,
): Spelling => ({
  decimal: markOf(decimal, column),
  thousands: markOf(thousands, column),
  booleans,
  formats: formatsOf(dateFormat, column),
});

/** Returns the mark of a column; undefined for the usual one. */
function markOf<Mark extends string>(
  given: OrByColumn<Mark> | undefined,
  column: string,
): Mark | undefined {
  if (typeof given !== 'object') return given;
  return Object.hasOwn(given, column) ? given[column] : undefined;
}

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

/** Returns the columns that have a mark within numbers of their own. */
export const markedColumns = ({ decimal, thousands }: SpellingOptions): readonly string[] => [
  ...new Set([decimal, thousands].flatMap((marks) => namesIn(marks))),
];

const namesIn = (marks: string | Readonly<Record<string, string>> | undefined) =>
  typeof marks === 'object' ? Object.keys(marks) : [];

const isList = (value: DateFormats | undefined): value is readonly string[] => Array.isArray(value);

/** Refuses options by which values would be read in two ways, or in none. */
export function checkSpelling(options: SpellingOptions): void {
  const { booleans, dateFormat, nullText = '', types = {} } = options;
  checkMarks(options);
  const fault = booleans && wordsFault(booleans, [nullText].flat());
  if (fault) throw invalid(`The option booleans of csv() ${fault}.`);
  const columns = formattedColumns(options);
  const formats =
    columns.length === 0
      ? (formatsOf(dateFormat, '') ?? [])
      : columns.flatMap((column) => formatsOf(dateFormat, column) ?? []);
  for (const format of formats) checkFormat(format);
  refuseOtherTypes('a date format', columns, types, isDateType);
  const marked = markedColumns(options);
  refuseOtherTypes('a mark within numbers', marked, types, isNumberType);
  const both = marked.find((column) => columns.includes(column));
  if (both === undefined) return;
  throw invalid(
    `csv() was given a date format and a mark within numbers for column "${both}": leave one of them out.`,
  );
}

/** Refuses a type that a column can't have that is written as the options say. */
function refuseOtherTypes(
  what: string,
  columns: readonly string[],
  types: Readonly<Record<string, string>>,
  isRight: (type: string) => boolean,
): void {
  for (const column of columns) {
    const type = Object.hasOwn(types, column) ? types[column] : undefined;
    if (type === undefined || isRight(type)) continue;
    throw invalid(
      `csv() was given ${what} for column "${column}", and the type ${type}, which has none: leave one of them out.`,
    );
  }
}

/** Refuses one mark for decimal places and for thousands: in all columns, or in one. */
function checkMarks(options: SpellingOptions): void {
  const columns = markedColumns(options);
  for (const column of columns) {
    const { decimal = '.', thousands } = spellingOf(options, column);
    if (decimal !== thousands) continue;
    const key = JSON.stringify(column);
    const [mark, other] = [decimal, otherMark(decimal)].map((one) => JSON.stringify(one));
    throw invalid(
      `csv() can't tell decimal places from thousands in column ${key}: both marks are ${mark}. Write { decimal: { ${key}: ${other} }, thousands: { ${key}: ${mark} } }, or the other way round.`,
    );
  }
  const { decimal, thousands } = options;
  // A mark by column leaves the usual one to all others.
  const point = typeof decimal === 'object' ? '.' : (decimal ?? '.');
  if (point !== thousands) return;
  const [mark, other] = [point, otherMark(point)].map((one) => JSON.stringify(one));
  if (typeof decimal === 'object')
    throw invalid(
      `csv() can't tell decimal places from thousands in columns that the option decimal does not name: both marks are ${mark}. Give thousands by column as well, such as { thousands: { ${JSON.stringify(columns[0] ?? 'amount')}: ${mark} } }.`,
    );
  throw invalid(
    `csv() can't tell decimal places from thousands: both marks are ${mark}. Write { decimal: ${other}, thousands: ${mark} }, or the other way round.`,
  );
}

const otherMark = (mark: DecimalMark): DecimalMark => (mark === '.' ? ',' : '.');

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
