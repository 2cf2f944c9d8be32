import { mostListed } from '../record-location.ts';
/** The format of a CSV file for the scanner, with characters as bytes (-1 for none), and the limits of its records. */
export interface CsvScanOptions {
  readonly delimiter: number;
  readonly quote: number;
  readonly escape: number;
  /** The number of fields that each record must have. */
  readonly fields: number;
  /** True if the first record is a header. */
  readonly header: boolean;
  /** True if bytes above 127 must be valid UTF-8. */
  readonly utf8: boolean;
  /** The longest record that the engine reads, in bytes. */
  readonly longest: number;
}

/** A record that can't be parsed. */
export interface BadRecord {
  readonly line: number;
  /** The reason, as the words that follow "the record": `'has 2 fields in place of 3'`. */
  readonly message: string;
}

/** The counts of a scan of a CSV file. */
export interface Records {
  /** The number of valid records, without the header. */
  readonly good: number;
  /** The first invalid records, at most {@link mostListed}. */
  readonly bad: readonly BadRecord[];
  readonly badCount: number;
  /** The number of blank lines between records of several fields. */
  readonly blanks: number;
  /** The line numbers of the requested valid records, in their order. */
  readonly lines: readonly number[];
}

/** Counts valid and invalid records. The scanner reports the end of each record to it. */
export function countRecords(options: CsvScanOptions, wanted: readonly number[]) {
  const { fields: expected, longest } = options;
  const bad: BadRecord[] = [];
  const lines: number[] = [];
  let badCount = 0;
  let good = 0;
  let blanks = 0;
  // Those at the end of a file are nothing to speak of, nor are those above its first record.
  let blanksSince: number | null = null;
  let isHeader = options.header;
  const lose = (line: number, message: string) => {
    badCount++;
    if (bad.length < mostListed) bad.push({ line, message });
  };
  /** Adds a record. `filled` is the position of its last field that is not empty. */
  const end = (
    line: number,
    size: number,
    fields: number,
    filled: number,
    isInvalid: boolean,
    isBroken: boolean,
  ) => {
    // A blank line is a record only where a record is one field.
    if (size === 0 && (expected > 1 || isHeader)) {
      if (blanksSince !== null) blanksSince++;
      return;
    }
    blanks += blanksSince ?? 0;
    blanksSince = 0;
    if (isHeader) {
      isHeader = false;
      return;
    }
    // DuckDB takes empty fields beyond the last column, of delimiters at a line's end; no value is lost by it.
    const fits = fields === expected || (fields > expected && filled <= expected);
    if (fits && !isInvalid && !isBroken && size <= longest) {
      if (wanted[lines.length] === good) lines.push(line);
      good++;
    } else if (isBroken) lose(line, 'goes on after the closing quote of a field');
    else if (isInvalid) lose(line, notUtf8);
    else if (!fits) lose(line, `has ${count(fields, 'field')} in place of ${expected}`);
    else lose(line, `is longer than ${longest} bytes: raise maxRecordSize if that is right`);
  };
  return {
    lose,
    end,
    isDone: () => wanted.length > 0 && lines.length === wanted.length,
    counted: (): Records => ({ good, bad, badCount, blanks, lines }),
  };
}

const notUtf8 =
  "holds bytes that are not UTF-8: if the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }";

const count = (of: number, what: string) => `${of} ${what}${of === 1 ? '' : 's'}`;
