import { type OptionRules, oneOf, text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';

/** Options of {@link json}. */
export interface JsonOptions {
  /**
   * The format of the files: `'array'` for one array of records, `'lines'` for one record a line (NDJSON), `'values'`
   * for records one after another, however they are spread over lines. Detected from the file unless given.
   */
  readonly format?: 'array' | 'lines' | 'values';
  /** The compression of the files. Unless given, the file's name decides (`.gz`, `.zst`). */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /** The format of dates in the letters of `strptime`, such as `'%d/%m/%Y'`. ISO 8601 unless given. */
  readonly dateFormat?: string;
  /** The longest record that is read, in bytes; 16,777,216 unless given. */
  readonly maxRecordSize?: number;
}

const rules: OptionRules<JsonOptions> = {
  format: oneOf('array', 'lines', 'values'),
  compression: oneOf('none', 'gzip', 'zstd'),
  dateFormat: text,
  maxRecordSize: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2 ** 30,
    wanted: 'a number of bytes, at most 1073741824',
  },
};

/** Checks the options of `json()` and returns them. */
export const jsonOptions = (given: JsonOptions): JsonOptions => checkOptions('json', given, rules);

/** Returns the format of a file, if the options or the file's name give it. */
export const formatOf = (path: string, { format }: JsonOptions): JsonOptions['format'] =>
  format ?? (/\.(ndjson|jsonl)(\.(gz|zstd?))?$/i.test(path) ? 'lines' : undefined);
