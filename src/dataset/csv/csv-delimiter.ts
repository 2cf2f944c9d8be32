import { DatasetError } from '../dataset.ts';
import { type CsvCharacters, type CsvHead, type NoRecords, readHead } from './csv-head.ts';

/** The start of a file, as it is looked at for its delimiter. */
export interface CsvStart {
  /** The file's name in messages. */
  readonly shown: string;
  readonly text: string;
  /** True if the text is the whole file. */
  readonly isWhole: boolean;
}

/** The facts that are known of a file before its delimiter is found. */
export interface DelimiterHints extends NoRecords {
  readonly quote: string;
  readonly escape: string;
  readonly header: boolean;
  /** The names that are given for the columns. */
  readonly names?: readonly string[] | undefined;
  /** The names that the contract expects. */
  readonly expected: readonly string[];
}

/** The most records that are looked at. */
export const mostSampled = 100;

/** The delimiters that are looked for, as a user writes them in TypeScript. */
export const usualDelimiters: readonly string[] = [',', ';', '\t', '|'];

/** Those that are as often a part of values: they are never found, but doubt that the file has one column. */
const doubtful: readonly string[] = [' ', ':'];

/** Returns a delimiter as a user writes it in TypeScript; messages quote it so. */
export const shownDelimiter = (delimiter: string): string =>
  delimiter === '\t' ? "'\\t'" : `'${delimiter.replaceAll(/['\\]/g, '\\$&')}'`;

/** A delimiter that was found. */
export interface FoundDelimiter {
  readonly delimiter: string;
  /** True if the names that the contract expects decided. */
  readonly isNamed: boolean;
}

/** The fields of the first records, if they are split at some delimiter. */
export interface Split {
  readonly delimiter: string;
  readonly head: CsvHead;
  /** The number of fields of the first record. */
  readonly fields: number;
  /** The share of records that have as many fields. */
  readonly share: number;
}

/**
 * Finds the delimiter of a file: the one at which its first records split into equally many fields, more than one. Of
 * several, the names that the contract expects decide, or those that are given. A comma is the answer for a file of one column.
 *
 * @throws {DatasetError} `DATASET_UNREADABLE` if there are several and nothing decides.
 */
export function findDelimiter(start: CsvStart, hints: DelimiterHints): FoundDelimiter {
  const splits = usualDelimiters.map((delimiter) => splitAt(start, hints, delimiter));
  const named = decidedByNames(splits, hints);
  return named !== null
    ? { delimiter: named, isNamed: true }
    : { delimiter: decidedByRecords(splits, start, hints), isNamed: false };
}

function decidedByRecords(
  splits: readonly Split[],
  start: CsvStart,
  hints: DelimiterHints,
): string {
  const several = splits.filter(({ fields }) => fields > 1);
  const given = several.filter(({ fields }) => fields === hints.names?.length);
  const likely = given.length > 0 ? given : several;
  const even = likely.filter(({ share }) => share === 1);
  const found = even.length > 0 ? even : likely.filter(({ share }) => share > 0.5);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first.delimiter;
  if (first !== undefined) throw ambiguous(start, found);
  if (splits.every(isOneColumn)) return oneColumn(start, hints);
  return ',';
}

/** Splits the first records of a file at a delimiter. */
export function splitAt(start: CsvStart, hints: DelimiterHints, delimiter: string): Split {
  const { quote, escape: escaped } = hints;
  const characters: CsvCharacters = { delimiter, quote, escape: escaped };
  const head = readHead(start.text, characters, mostSampled, start.isWhole, hints);
  const fields = head.records[0]?.length ?? 0;
  const fits = head.records.filter((record) => hasFields(record, fields)).length;
  return { delimiter, head, fields, share: fits / Math.max(1, head.records.length) };
}

/** True if a record has so many fields, but for empty ones of delimiters at its end. */
export const hasFields = (record: readonly string[], fields: number): boolean =>
  record.length === fields ||
  (fields > 1 && record.length > fields && record.slice(fields).every((field) => field === ''));

const isOneColumn = ({ fields, share }: Split) => fields <= 1 && share === 1;

/** Returns the one delimiter at which the header has all the names that are expected; null if there is none, or are several. */
function decidedByNames(
  splits: readonly Split[],
  { expected, header, names }: DelimiterHints,
): string | null {
  if (!header || names !== undefined || expected.length === 0) return null;
  const having = splits.filter(({ head }) =>
    expected.every((name) => head.records[0]?.includes(name)),
  );
  const whole = having.filter(({ fields }) => fields === 1);
  // A header of one name is the same however it is split.
  if (whole.length > 0) return having.length === whole.length ? ',' : null;
  return having.length === 1 ? (having[0]?.delimiter ?? null) : null;
}

/** Returns a comma for a file of one column. Throws if its records split into equally many words. */
function oneColumn(start: CsvStart, hints: DelimiterHints): string {
  const found = doubtful
    .map((delimiter) => splitAt(start, hints, delimiter))
    .filter(({ head, fields, share }) => head.records.length > 2 && fields > 1 && share === 1);
  if (found.length === 0) return ',';
  const named = decidedByNames(found, hints);
  if (named !== null) return named;
  const at = found.map(({ delimiter }) => shownDelimiter(delimiter));
  throw unreadable(
    `${start.shown} may have one column, or be split at ${at.join(' or ')}, which gives each of its first records ${found[0]?.fields} fields: write { delimiter: ',' } for one column, or { delimiter: ${at[0]} }.`,
  );
}

function ambiguous({ shown }: CsvStart, found: readonly Split[]): DatasetError {
  const at = found.map(({ delimiter }) => shownDelimiter(delimiter));
  const fields = found.map(({ fields: count }) => count);
  return unreadable(
    `${shown} may be split at ${at.join(' or ')}: its first records have ${fields.join(' or ')} fields. Write ${at.map((one) => `{ delimiter: ${one} }`).join(' or ')}.`,
  );
}

const unreadable = (message: string) => new DatasetError('DATASET_UNREADABLE', message);
