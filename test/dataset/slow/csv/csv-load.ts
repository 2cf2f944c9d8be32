import { longestRecord } from '../../../../src/dataset/csv/csv-options.ts';
import { DatasetError, type Reader, type ReadProblem } from '../../../../src/dataset/dataset.ts';
import { readBytes } from '../../../../src/dataset/files/bytes/file-bytes.ts';
import { unreadable } from '../../../../src/dataset/files/remote/remote-files.ts';
import { identifier } from '../../../../src/dataset/sql/quote.ts';
import type { RowRange } from '../record-location.ts';
import type { CsvFile } from './csv-file.ts';
import type { CsvScanOptions } from './csv-records.ts';
import { type CsvScan, scanCsv } from './csv-scan.ts';
import { type Rejects, readCsvSql } from './csv-sql.ts';

/** A CSV file that was loaded into a table of texts, with the rows that it fills there. */
export interface LoadedCsv extends RowRange {
  readonly source: CsvFile;
  readonly problems: readonly ReadProblem[];
  readonly problemCount: number;
  /**
   * True if DuckDB read the file in its strict mode, which finds records with broken quotes or with another number of
   * fields.
   */
  readonly strict: boolean;
  /** The number of records to keep, counted from the start of the file; null to keep all. */
  readonly kept: number | null;
  /** The number of blank lines between records; 0 for a file of one column, where a blank line is a record. */
  readonly blanks: number;
}

/** Inserts the records of a file into a table of texts whose columns are called `columns`. */
export async function loadCsv(
  reader: Reader,
  table: string,
  columns: readonly string[],
  source: CsvFile,
): Promise<LoadedCsv> {
  const scan = source.canScan ? await scanFile(source, []) : null;
  if (scan) refuseLineEnds(source, scan);
  const strict = scan === null || scan.lineEnds === 'alike';
  const from = await rowsEnd(reader, table);
  const rejects: Rejects = { errors: reader.freshName(), scans: reader.freshName() };
  const items = columns.map((name) => {
    const index = source.names.indexOf(name);
    return index < 0 ? 'NULL' : `c${index}`;
  });
  await reader
    .query(
      `insert into ${table} select ${items.join(', ')} from ${readCsvSql(source, strict, rejects)}`,
    )
    .catch((error: unknown) => {
      throw unreadable(source.file, "can't be read as CSV", error);
    });
  if (scan?.unclosed) {
    // DuckDB goes on somewhere behind an open quote, with what may be halves of records.
    await reader.query(`delete from ${table} where rowid >= ${from + scan.good}`);
  }
  const to = await rowsEnd(reader, table);
  const found = scan
    ? fromScan(source, scan, to - from)
    : await fromRejects(reader, source, rejects);
  return {
    source,
    file: source.file,
    from,
    to,
    strict,
    kept: scan?.unclosed ? scan.good : null,
    blanks: scan?.blanks ?? 0,
    ...found,
  };
}

/** Returns the row number that the next inserted row will get. */
async function rowsEnd(reader: Reader, table: string): Promise<number> {
  const [row] = await reader.query(`select coalesce(max(rowid) + 1, 0) as n from ${table}`);
  return Number(row?.n ?? 0);
}

/** Counts the records of a file, and finds the lines of some of them. */
function scanFile(source: CsvFile, wanted: readonly number[]): Promise<CsvScan> {
  const { file, characters, compression, encoding, names, header, options } = source;
  const byte = (character: string) => (character === '' ? -1 : character.charCodeAt(0));
  const scanOptions: CsvScanOptions = {
    delimiter: byte(characters.delimiter),
    quote: byte(characters.quote),
    escape: byte(characters.escape),
    fields: names.length,
    header,
    utf8: encoding !== 'latin-1',
    longest: options.maxRecordSize ?? longestRecord,
  };
  return scanCsv(readBytes(file, compression, encoding), scanOptions, wanted);
}

/**
 * Refuses a file whose line ends differ if DuckDB would lose data. It reads such a file only outside of its strict
 * mode, where broken records pass, and where the first character after a bare carriage return is lost.
 */
function refuseLineEnds({ file }: CsvFile, { bad, lineEnds }: CsvScan) {
  const [first] = bad;
  if (lineEnds === 'alike' || (lineEnds === 'mixed' && !first)) return;
  const kinds = lineEnds === 'mixed' ? '\\n and \\r\\n' : 'a bare \\r among them';
  const also = first ? ` Besides, the record in line ${first.line} ${first.message}.` : '';
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${file.shown} ends its lines in more than one way (${kinds}), and can't be read without a loss: give all lines one end, \\n or \\r\\n.${also}`,
  );
}

function fromScan({ file }: CsvFile, { good, bad, badCount, unclosed }: CsvScan, rows: number) {
  const problems: ReadProblem[] = bad.map(({ line, message }) => ({
    file: file.shown,
    line,
    column: null,
    message: `the record ${message}`,
  }));
  const lost = Math.abs(good - rows);
  if (lost === 0) return { problems, problemCount: badCount };
  const message = `DuckDB read ${rows} records where the file has ${good} sound ones${unclosed ? ' before an open quote' : ''}`;
  return {
    problems: [{ file: file.shown, line: null, column: null, message }, ...problems],
    problemCount: badCount + lost,
  };
}

const faults: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'has too few fields',
  'TOO MANY COLUMNS': 'has too many fields',
  'UNQUOTED VALUE': 'has a quote that is not closed, or goes on after the closing quote',
  'LINE SIZE OVER MAXIMUM': 'is too long: raise maxRecordSize if that is right',
  'INVALID ENCODING': 'holds bytes that are not of the encoding',
};

/**
 * Reads DuckDB's table of rejected records, for a file that this process can't scan. Its line numbers leave out blank
 * lines and line ends within quotes.
 */
async function fromRejects(reader: Reader, { file }: CsvFile, { errors }: Rejects) {
  const rows = await reader.query(
    `select line_byte_position as b, min(line) as l, min(error_type::varchar) as e, count(*) over () as n from ${identifier(errors)} group by b order by b limit 20`,
  );
  const problems = rows.map(({ l, e }) => ({
    file: file.shown,
    line: Number(l),
    column: null,
    message: `the record ${faults[String(e)] ?? `can't be read (${e})`}`,
  }));
  return { problems, problemCount: Number(rows[0]?.n ?? 0) };
}

/** Finds the line on which each of these rows begins in its file; null for a file that can't be scanned. */
export async function findCsvLines(
  { source, from }: LoadedCsv,
  rows: readonly number[],
): Promise<readonly (number | null)[]> {
  if (!source.canScan || rows.length === 0) return rows.map(() => null);
  const { lines } = await scanFile(
    source,
    rows.map((row) => row - from),
  );
  return rows.map((_, index) => lines[index] ?? null);
}

/** Creates an empty table with `columns` columns of text, and returns its name. */
export async function makeTextTable(reader: Reader, columns: number): Promise<string> {
  const table = identifier(reader.freshName());
  const list = Array.from({ length: columns }, (_, index) => `c${index} VARCHAR`);
  await reader.query(`create temp table ${table} (${list.join(', ')})`);
  return table;
}

/** The name of a column in a table of texts, by its position. */
export const textColumn = (index: number) => `c${index}`;
