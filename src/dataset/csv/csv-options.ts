import {
  flag,
  isTexts,
  type OptionRule,
  type OptionRules,
  oneOf,
  text,
} from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import { DatasetError } from '../dataset.ts';
import { knownTypes, readingsOf } from '../typing/sql-types.ts';

/** The default of `maxRecordSize`, in bytes. */
export const longestRecord = 2_000_000;

/** Options of {@link csv}: the format of the files, and the types of their columns. */
export interface CsvOptions {
  /** The character between fields. A comma unless given; a tab for files named `.tsv`. */
  readonly delimiter?: string;
  /** False if the first record is data. Otherwise it gives the names of the columns. */
  readonly header?: boolean;
  /** Names for the columns of files without a header; `column0`, `column1`, ... unless given. */
  readonly names?: readonly string[];
  /** The character that quotes a field. `"` unless given; `''` for files that quote nothing. */
  readonly quote?: string;
  /** The character that escapes a quote within a quoted field. The quote itself (`""`) unless given. */
  readonly escape?: string;
  /** Unquoted fields that mean NULL. Empty fields (`''`) unless given. A quoted field is never NULL. */
  readonly nullText?: string | readonly string[];
  /** The encoding of the files; `'utf-8'` unless given. */
  readonly encoding?: 'utf-8' | 'latin-1' | 'utf-16';
  /** The compression of the files. Unless given, their first bytes decide, or the name of a remote file (`.gz`, `.zst`). */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /**
   * SQL types by column, such as `{ price: 'DECIMAL(10,2)' }`. They replace the types that the contract's schema and
   * the values suggest. Each value that is not of the given type is a problem.
   */
  readonly types?: Readonly<Record<string, string>>;
  /** The format of dates in the letters of `strptime`, such as `'%d/%m/%Y'`. ISO 8601 unless given. */
  readonly dateFormat?: string;
  /**
   * Reads the union of the files' columns; a column that a file lacks is NULL there. Otherwise a file with other
   * columns is an error. Names that differ only by case are an error too.
   */
  readonly unionByName?: boolean;
  /** The longest record that is read, in bytes. 2,000,000 unless given; a longer record is a problem. */
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

/** Checks the options of `csv()` and returns them. */
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
