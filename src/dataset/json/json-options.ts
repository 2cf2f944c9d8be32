import { checkOptions, type OptionRules, oneOf, text } from '../option-rules.ts';

/** How JSON files are read. */
export interface JsonOptions {
  /**
   * `'array'` for one array of records, `'lines'` for a record a line (NDJSON), `'values'` for records one after
   * another however they are spread over lines. Told by the file itself unless given.
   */
  readonly format?: 'array' | 'lines' | 'values';
  /** By the file's name (`.gz`, `.zst`) unless given. */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /** How dates are written, in the letters of strptime: `'%d/%m/%Y'`. ISO 8601 unless given. */
  readonly dateFormat?: string;
  /** Longest record in bytes, 16,777,216 unless given. */
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

/** Check the options of `json()`: a mistake is told when the source is made. */
export const jsonOptions = (given: JsonOptions): JsonOptions => checkOptions('json', given, rules);

/** How a file holds its records, where the user or the file's name says so. */
export const formatOf = (path: string, { format }: JsonOptions): JsonOptions['format'] =>
  format ?? (/\.(ndjson|jsonl)(\.(gz|zstd?))?$/i.test(path) ? 'lines' : undefined);
