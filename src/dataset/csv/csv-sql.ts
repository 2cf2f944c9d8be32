import { literal, literals, struct } from '../sql/quote.ts';
import { type EngineCsv, nullTexts } from './csv-copy.ts';
import type { CsvFile } from './csv-file.ts';
import { longestRecord } from './csv-options.ts';

/** The least size of the engine's buffers, in bytes. */
const leastBuffer = 4_000_000;

/** The names of the tables in which DuckDB stores rejected records. */
export interface Rejects {
  readonly errors: string;
  readonly scans: string;
}

/**
 * Returns SQL that reads the records of files as text, in columns `c0`, `c1`, ... `first` is the first of the files, which must be
 * {@link isReadAlike}; `files` are they as the engine reads them.
 */
export function readCsvSql(
  first: CsvFile,
  files: readonly [EngineCsv, ...EngineCsv[]],
  strict: boolean,
  rejects: Rejects | null,
): string {
  const { options, names } = first;
  const { maxRecordSize = longestRecord } = options;
  const [{ characters, compression, encoding, header, skip, comment }] = files;
  const settings: Readonly<Record<string, string>> = {
    auto_detect: 'false',
    header: String(header),
    skip: String(skip),
    delim: literal(characters.delimiter),
    quote: literal(characters.quote),
    escape: literal(characters.escape),
    ...(comment !== '' && { comment: literal(comment) }),
    nullstr: literals(nullTexts(first)),
    allow_quoted_nulls: 'false',
    encoding: literal(encoding),
    compression: literal(compression),
    max_line_size: String(maxRecordSize),
    // Each thread holds some: the engine's own choice is sixteen of the longest records. At the end of a buffer DuckDB loses
    // records, or adds a space to a quoted field that one follows, so small ones are not for small records.
    buffer_size: String(Math.max(2 * maxRecordSize, leastBuffer)),
    strict_mode: String(strict),
    ...(rejects === null
      ? { ignore_errors: 'true' }
      : {
          store_rejects: 'true',
          rejects_table: literal(rejects.errors),
          rejects_scan: literal(rejects.scans),
        }),
    columns: struct(names.map((_, index) => [`c${index}`, "'VARCHAR'"])),
  };
  const paths = literals(files.map(({ path }) => path));
  const list = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `read_csv(${paths}, ${list.join(', ')})`;
}

/** True if two files have the same form, so that the engine can read them together. */
export const isReadAlike = (one: CsvFile, other: CsvFile): boolean =>
  one.compression === other.compression &&
  one.above === other.above &&
  one.commentsAbove === other.commentsAbove &&
  one.isCopied === other.isCopied &&
  one.canScan === other.canScan &&
  !one.isOdd &&
  !other.isOdd &&
  JSON.stringify([one.characters, one.names]) === JSON.stringify([other.characters, other.names]);
