import {
  flag,
  isRecord,
  isTexts,
  type OptionRule,
  type OptionRules,
  oneOf,
  text,
} from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import { DatasetError } from '../dataset.ts';
import { knownEncoding } from '../files/bytes/decode.ts';
import { decimalMarks, thousandsMarks } from '../typing/number-readings.ts';
import type { DecimalMark, ThousandsMark } from '../typing/spelling.ts';
import { knownTypes, readingsOf } from '../typing/sql-types.ts';
import { checkSpelling } from './csv-spelling.ts';

/** The default of `maxRecordSize`, in bytes. */
export const longestRecord = 2_000_000;

/** Options of {@link csv}: the format of the files, and the types of their columns. */
export interface CsvOptions {
  /**
   * The character between fields. Unless given it is found: a comma, a semicolon, a tab or `|`, at which the first 100 records split
   * into equally many fields, and a note says which if it is no comma. Several of them are an error, unless the contract's names
   * decide.
   */
  readonly delimiter?: string;
  /**
   * True if the first record gives the names of the columns, false if it is data. Unless given it gives the names, and one that is
   * written like data is an error.
   */
  readonly header?: boolean;
  /**
   * Names for the columns: with `{ header: true }` in place of those in the header, with `{ header: false }` of a file that has none,
   * which are `column0`, `column1`, ... unless given.
   */
  readonly names?: readonly string[];
  /**
   * The number of lines above the header, or above the first record, that are left out. Quotes in them mean nothing. Problems are
   * reported with the lines of the file.
   */
  readonly skip?: number;
  /**
   * The character that begins a comment, such as `'#'`. A line that begins with it is left out, unless it is within quotes, and a
   * note counts such lines. Anywhere else in a line the character is text.
   */
  readonly comment?: string;
  /** The character that quotes a field. `"` unless given; `''` for files that quote nothing. */
  readonly quote?: string;
  /**
   * The character that escapes a quote within a quoted field. The quote itself (`""`) unless given. With `quote: ''` it escapes
   * others anywhere, as in the text dumps of MySQL and PostgreSQL (`{ delimiter: '\t', quote: '', escape: '\\' }`): `\t`, `\n`
   * and `\\` are a tab, a line end and a backslash, and the field `\N` is NULL.
   */
  readonly escape?: string;
  /** Unquoted fields that mean NULL. Empty fields (`''`) unless given. A quoted field is never NULL. */
  readonly nullText?: string | readonly string[];
  /**
   * The encoding of the files; `'utf-8'` unless given. `'latin-1'` and `'utf-16'` are read as they are. All others that
   * `TextDecoder` knows (`'windows-1252'`, `'shift_jis'`) are converted first, into a private copy. Bytes that are no character
   * of the encoding are a problem of their record.
   */
  readonly encoding?:
    | 'utf-8'
    | 'latin-1'
    | 'utf-16'
    | 'windows-1252'
    | 'shift_jis'
    | (string & Record<never, never>);
  /** The compression of the files. Unless given, their first bytes decide, or the name of a remote file (`.gz`, `.zst`). */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /**
   * SQL types by column, such as `{ price: 'DECIMAL(10,2)' }`. They replace the types that the contract's schema and
   * the values suggest. Each value that is not of the given type is a problem.
   */
  readonly types?: Readonly<Record<string, string>>;
  /**
   * The mark before the decimal places of numbers: a point unless given. With `','` the text `1,5` is a number, and `1.5` is none.
   * By column: `{ amount: ',' }`. These columns have numbers, and all others have a decimal point.
   */
  readonly decimal?: DecimalMark | Readonly<Record<string, DecimalMark>>;
  /**
   * The mark between thousands: `','`, `'.'`, `' '`, `'\\u00a0'` (a no-break space), `'\\u202f'`, `"'"`, `'’'` or `'_'`; none unless given.
   * It stands between groups of three digits, counted from the right: with `'.'` the text `1.234` is 1234, and `12.34` is no
   * number. Numbers without the mark are read too. By column: `{ amount: '.' }`. These columns have numbers, and all others have no
   * such mark.
   */
  readonly thousands?: ThousandsMark | Readonly<Record<string, ThousandsMark>>;
  /**
   * Words for true and false, such as `{ true: ['yes', 'Y'], false: ['no', 'N'] }`: exact texts, beside `true`, `t`, `1`, `false`, `f`
   * and `0`, which are always read. A column that the schema does not name becomes BOOLEAN if it has no other values than
   * these words, `true` and `false`.
   */
  readonly booleans?: { readonly true: readonly string[]; readonly false: readonly string[] };
  /**
   * The format of dates in the letters of `strptime`, such as `'%d/%m/%Y'`; ISO 8601 unless given, as well as `2024/01/05` and
   * `2024-1-5`, which have the year first and no other reading. Several may be given in a list: a value that two of them read differently is a problem, whichever stands first. By column:
   * `{ born: '%d.%m.%Y', seen: ['%Y-%m-%d', '%d/%m/%Y'] }`. These columns have dates, and ISO 8601 applies to all others. A format
   * has a year, and `%Y` is one of four digits.
   */
  readonly dateFormat?:
    | string
    | readonly string[]
    | Readonly<Record<string, string | readonly string[]>>;
  /**
   * Reads the union of the files' columns; a column that a file lacks is NULL there. Otherwise a file with other
   * columns is an error. Names that differ only by case are an error too.
   */
  readonly unionByName?: boolean;
  /** The longest record that is read, in bytes. 2,000,000 unless given; a longer record is a problem. */
  readonly maxRecordSize?: number;
  /** The name of the dataset in reports and baselines; its path as written unless given. */
  readonly label?: string;
}

const isCharacter = (value: unknown): value is string =>
  // One byte in UTF-8, and none that ends a line.
  typeof value === 'string' && value.length === 1 && value <= '\x7f' && !/[\r\n\0 ]/.test(value);

const delimiter: OptionRule = {
  accepts: (value) => value === ' ' || isCharacter(value),
  wanted: "one ASCII character, such as ';' or '\\t'",
};

const orNone: OptionRule = {
  accepts: (value) => value === '' || isCharacter(value),
  wanted: "one ASCII character, or '' for none",
};

const isTypes = (value: unknown) =>
  isRecord(value) && Object.values(value).every((type) => typeof type === 'string');

const isFormats = (value: unknown) =>
  (typeof value === 'string' && value !== '') ||
  (isTexts(value) && value.length > 0 && !value.includes(''));

/** Returns the rule of an option that takes a value for all columns, or values by column. */
function orByColumn({ accepts, wanted }: OptionRule, example: string): OptionRule {
  return {
    accepts: (value) => accepts(value) || (isRecord(value) && Object.values(value).every(accepts)),
    wanted: `${wanted}, or these by column, such as ${example}`,
  };
}

const rules: OptionRules<CsvOptions> = {
  delimiter,
  header: flag,
  names: {
    accepts: (value) => isTexts(value) && value.length > 0,
    wanted: "a list of names, such as ['id', 'name']",
  },
  skip: {
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
    wanted: 'a number of lines',
  },
  comment: { accepts: isCharacter, wanted: "one ASCII character, such as '#'" },
  quote: orNone,
  escape: orNone,
  nullText: {
    accepts: (value) => typeof value === 'string' || isTexts(value),
    wanted: "a text or a list of texts, such as 'NA'",
  },
  encoding: {
    accepts: (value) => typeof value === 'string' && knownEncoding(value) !== null,
    wanted:
      "'utf-8', 'latin-1', 'utf-16', 'windows-1252', 'shift_jis' or another name that TextDecoder knows",
  },
  compression: oneOf('none', 'gzip', 'zstd'),
  types: { accepts: isTypes, wanted: "SQL types by column, such as { price: 'DECIMAL(10,2)' }" },
  decimal: orByColumn(oneOf(...Object.keys(decimalMarks)), "{ amount: ',' }"),
  thousands: orByColumn(oneOf(...Object.keys(thousandsMarks)), "{ amount: '.' }"),
  booleans: {
    accepts: (value) =>
      isRecord(value) &&
      Object.keys(value).every((word) => word === 'true' || word === 'false') &&
      isTexts(value.true) &&
      isTexts(value.false),
    wanted: "the words for both, such as { true: ['yes'], false: ['no'] }",
  },
  dateFormat: {
    accepts: (value) =>
      isFormats(value) || (isRecord(value) && Object.values(value).every(isFormats)),
    wanted: "a format, a list of them, or formats by column, such as { born: '%d/%m/%Y' }",
  },
  unionByName: flag,
  maxRecordSize: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2 ** 28,
    wanted: 'a number of bytes, at most 268435456',
  },
  label: text,
};

/** Checks the options of `csv()` and returns them. */
export function csvOptions(given: CsvOptions): CsvOptions {
  const options = checkOptions('csv', given, rules);
  for (const [column, type] of Object.entries(options.types ?? {})) {
    if (readingsOf(type) !== undefined) continue;
    throw invalid(
      `csv() can't read column "${column}" as ${type}: the types of a CSV file are ${knownTypes}.`,
    );
  }
  checkSpelling(options);
  if (options.names && options.header === undefined) {
    throw invalid(
      'csv() takes names with { header: false } for a file without a header, or with { header: true } in place of those in its header: write one of them.',
    );
  }
  refuseLikeCharacters(options);
  if (options.encoding === undefined) return options;
  return Object.freeze({ ...options, encoding: knownEncoding(options.encoding) ?? 'utf-8' });
}

/** Refuses characters that can't be told apart. */
function refuseLikeCharacters(options: CsvOptions): void {
  const { delimiter: between = ',', comment, quote = '"', escape: escaped = quote } = options;
  if (between === quote || between === escaped)
    throw invalid(
      `csv() can't tell the delimiter from the quote: both are ${JSON.stringify(between)}.`,
    );
  if (comment !== undefined && [between, quote, escaped].includes(comment))
    throw invalid(
      `csv() can't tell a comment from the delimiter or the quote: both are ${JSON.stringify(comment)}.`,
    );
  const nulls = [options.nullText ?? []].flat();
  const escapedNull = nulls.find((text) => escaped !== '' && text.includes(escaped));
  if (quote !== '' && escaped !== quote && escapedNull !== undefined)
    throw invalid(
      `csv() can't read ${JSON.stringify(escapedNull)} as NULL where ${JSON.stringify(escaped)} escapes quotes: write { quote: '' } for a file that quotes nothing, or another nullText.`,
    );
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
