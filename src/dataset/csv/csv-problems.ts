import { DatasetError, type Reader, type ReadProblem } from '../dataset.ts';
import { identifier } from '../sql/quote.ts';
import type { CsvFile } from './csv-file.ts';
import type { BadRecord } from './csv-records.ts';
import type { CsvScan } from './csv-scan.ts';
import type { Rejects } from './csv-sql.ts';

/** Returns the problems that a scan found. `rows` is how many records DuckDB read. */
export function fromScan(
  { file }: CsvFile,
  { good, bad, badCount, unclosed }: CsvScan,
  rows: number,
) {
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

/** Returns the error for a file that can't be read because of a record. */
export const badRecord = ({ file }: CsvFile, { line, message }: BadRecord): DatasetError =>
  new DatasetError('DATASET_UNREADABLE', `Line ${line} of ${file.shown} ${message}.`);

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
export async function fromRejects(reader: Reader, { file }: CsvFile, { errors }: Rejects) {
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
