import { DatasetError } from '../dataset.ts';
import {
  checkOptions,
  flag,
  isTexts,
  type OptionRule,
  type OptionRules,
  oneOf,
  text,
} from '../option-rules.ts';
import { knownTypes, readingsOf } from '../typing/sql-types.ts';

/** The longest record in bytes, unless an option says otherwise. */
export const longestRecord = 2_000_000;

export interface CsvOptions {
  /** One character; a comma unless given, a tab for files named `.tsv`. */
  readonly delimiter?: string;
  /** Whether the first record holds the columns' names; true unless given. */
  readonly header?: boolean;
  /** Names for the columns of a file without a header; `column0`, `column1`, ... unless given. */
  readonly names?: readonly string[];
  /** One character; `"` unless given, and `''` for a file that quotes nothing. */
  readonly quote?: string;
  /** What stands before a quote within quotes: the quote itself (`""`) unless given. */
  readonly escape?: string;
  /** An unquoted field that is one of these is NULL: `''`, the empty field, unless given. A quoted one never is. */
  readonly nullText?: string | readonly string[];
  /** `'utf-8'` unless given. */
  readonly encoding?: 'utf-8' | 'latin-1' | 'utf-16';
  /** By the file's name (`.gz`, `.zst`) unless given. */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /**
   * SQL types by column, in place of those that the contract's schema and the values lead to: `{ price: 'DECIMAL(10,2)' }`.
   * A value that is not of it is a problem, and so are all where none is.
   */
  readonly types?: Readonly<Record<string, string>>;
  /** How dates are written, in the letters of strptime: `'%d/%m/%Y'`. ISO 8601 unless given. */
  readonly dateFormat?: string;
  /**
   * Files of a glob with other columns: read the union of them, NULL where a file has none. Names that differ by case
   * alone are an error. Else such a file is refused.
   */
  readonly unionByName?: boolean;
  /** Longest record in bytes, 2,000,000 unless given; longer ones are problems. */
  readonly maxRecordSize?: number;
}

const isCharacter = (value: unknown): value is string =>
  // One byte in UTF-8, and none that ends a line.
  typeof value === 'string' && value.length === 1 && value <= '\x7f' && !/[\r\n\0 ]/.test(value);

const character: OptionRule = {
  accepts: isCharacter,
  wanted: "one ASCII character, such as ';' or '\\t'",
};

const orNone: OptionRule = {
  accepts: (value) => value === '' || isCharacter(value),
  wanted: "one ASCII character, or '' for none",
};

const isTypes = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((type) => typeof type === 'string');

const rules: OptionRules<CsvOptions> = {
  delimiter: character,
  header: flag,
  names: {
    accepts: (value) => isTexts(value) && value.length > 0,
    wanted: "a list of names, such as ['id', 'name']",
  },
  quote: orNone,
  escape: orNone,
  nullText: {
    accepts: (value) => typeof value === 'string' || isTexts(value),
    wanted: "a text or a list of texts, such as 'NA'",
  },
  encoding: oneOf('utf-8', 'latin-1', 'utf-16'),
  compression: oneOf('none', 'gzip', 'zstd'),
  types: { accepts: isTypes, wanted: "SQL types by column, such as { price: 'DECIMAL(10,2)' }" },
  dateFormat: text,
  unionByName: flag,
  maxRecordSize: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2 ** 28,
    wanted: 'a number of bytes, at most 268435456',
  },
};

/** Check the options of `csv()`: a mistake is told when the source is made. */
export function csvOptions(given: CsvOptions): CsvOptions {
  const options = checkOptions('csv', given, rules);
  for (const [column, type] of Object.entries(options.types ?? {})) {
    if (readingsOf(type, options.dateFormat) !== undefined) continue;
    throw invalid(
      `csv() can't read column "${column}" as ${type}: the types of a CSV file are ${knownTypes}.`,
    );
  }
  if (options.names && options.header !== false) {
    throw invalid(
      'csv() takes names for a file without a header: write { header: false, names: [...] }.',
    );
  }
  const { delimiter = ',', quote = '"', escape: escaped = quote } = options;
  if (delimiter === quote || delimiter === escaped) {
    throw invalid(
      `csv() can't tell the delimiter from the quote: both are ${JSON.stringify(delimiter)}.`,
    );
  }
  return options;
}

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);
