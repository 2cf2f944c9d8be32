import { isTexts, type OptionRules, oneOf, text } from '../../value/option-rules.ts';
import { checkOptions } from '../check-options.ts';
import { DatasetError } from '../dataset.ts';
import { checkFormat } from '../typing/date-formats.ts';

/** Options of {@link json}. */
export interface JsonOptions {
  /**
   * The format of the files: `'array'` for one array of records, `'lines'` for one record a line (NDJSON), `'values'`
   * for records one after another, however they are spread over lines. Detected from the file unless given.
   */
  readonly format?: 'array' | 'lines' | 'values';
  /**
   * The keys that lead to the array of the records, for files of one document each: `'features'`, `'data.items'`. A number is a
   * place in an array. Write a list where a key has a dot in it: `['data', 'v1.2']`.
   */
  readonly at?: string | readonly string[];
  /**
   * The name of a column for the keys of an object that has a record for each of them, `{ "a1": { … }, "a2": { … } }`: the document,
   * or what lies at `at`. The records must have no key of that name themselves.
   */
  readonly key?: string;
  /** The compression of the files. Unless given, their first bytes decide, or the name of a remote file (`.gz`, `.zst`). */
  readonly compression?: 'none' | 'gzip' | 'zstd';
  /** The format of dates in the letters of `strptime`, such as `'%d/%m/%Y'`. ISO 8601 unless given, as well as `2024/01/05` and `2024-1-5`, which have the year first. It has a year; `%Y` is one of four digits. */
  readonly dateFormat?: string;
  /** The longest record that is read, in bytes; 16,777,216 unless given. */
  readonly maxRecordSize?: number;
  /** The name of the dataset in reports and baselines; its path as written unless given. */
  readonly label?: string;
}

const rules: OptionRules<JsonOptions> = {
  format: oneOf('array', 'lines', 'values'),
  at: {
    accepts: (value) =>
      (typeof value === 'string' && value !== '' && value.split('.').every((key) => key !== '')) ||
      (isTexts(value) && value.length > 0),
    wanted: "the keys that lead to the records, such as 'features' or 'data.items'",
  },
  key: text,
  compression: oneOf('none', 'gzip', 'zstd'),
  dateFormat: text,
  maxRecordSize: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) <= 2 ** 30,
    wanted: 'a number of bytes, at most 1073741824',
  },
  label: text,
};

/** Checks the options of `json()` and returns them. */
export function jsonOptions(given: JsonOptions): JsonOptions {
  const known = checkOptions('json', given, rules);
  if (known.dateFormat !== undefined) checkFormat(known.dateFormat);
  const { at, key, format } = known;
  if (format === undefined || (at === undefined && key === undefined)) return known;
  throw new DatasetError(
    'DATASET_INVALID',
    `The option format of json() is for files of records, and ${at === undefined ? 'key' : 'at'} for files of one document: leave one of them out.`,
  );
}

/** Returns the format of a file, if the options or the file's name give it. */
export const formatOf = (path: string, { format }: JsonOptions): JsonOptions['format'] =>
  format ?? (/\.(ndjson|jsonl|geojsonl)(\.(gz|zstd?))?$/i.test(path) ? 'lines' : undefined);
