import { longestRecord } from '../../../../src/dataset/csv/csv-options.ts';
import { enginePath } from '../../../../src/dataset/files/data-file.ts';
import { literal, literals, struct } from '../../../../src/dataset/sql/quote.ts';
import type { CsvFile } from './csv-file.ts';

/** The names of the tables in which DuckDB stores rejected records. */
export interface Rejects {
  readonly errors: string;
  readonly scans: string;
}

/** Returns SQL that reads a file's records as text, in columns `c0`, `c1`, ... */
export function readCsvSql(source: CsvFile, strict: boolean, rejects: Rejects): string {
  const { file, options, characters, compression, encoding, header, blank, names } = source;
  const { nullText = '', maxRecordSize = longestRecord } = options;
  const settings: Readonly<Record<string, string>> = {
    auto_detect: 'false',
    header: String(header),
    skip: String(blank),
    delim: literal(characters.delimiter),
    quote: literal(characters.quote),
    escape: literal(characters.escape),
    nullstr: literals(typeof nullText === 'string' ? [nullText] : nullText),
    allow_quoted_nulls: 'false',
    encoding: literal(encoding),
    compression: literal(compression),
    max_line_size: String(maxRecordSize),
    strict_mode: String(strict),
    store_rejects: 'true',
    rejects_table: literal(rejects.errors),
    rejects_scan: literal(rejects.scans),
    columns: struct(names.map((_, index) => [`c${index}`, "'VARCHAR'"])),
  };
  const path = enginePath(file);
  const list = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `read_csv(${literal(path)}, ${list.join(', ')})`;
}
