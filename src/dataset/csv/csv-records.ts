/** How a CSV file is written, and what is expected of its records; bytes, with -1 where there is none. */
export interface CsvScanOptions {
  readonly delimiter: number;
  readonly quote: number;
  readonly escape: number;
  /** Fields that a record should have. */
  readonly fields: number;
  /** Whether the first record is a header. */
  readonly header: boolean;
  /** Whether bytes above 127 must be UTF-8. */
  readonly utf8: boolean;
  /** The longest record that the engine reads, in bytes. */
  readonly longest: number;
}

/** A record that can't be taken apart. */
export interface BadRecord {
  readonly line: number;
  /** What the record does: `'has 2 fields in place of 3'`. */
  readonly message: string;
}

export interface Records {
  /** Sound records, without the header. */
  readonly good: number;
  /** The first of the others. */
  readonly bad: readonly BadRecord[];
  readonly badCount: number;
  /** Blank lines between records of several fields, which are none. */
  readonly blanks: number;
  /** Lines of the good records asked for, in their order. */
  readonly lines: readonly number[];
}

/** Problems that are listed one by one; the others are counted. */
export const mostListed = 20;

/** Judges records one by one as they end. */
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
  /** `filled` counts the fields up to the last that is not empty. */
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
  "holds bytes that are not UTF-8: if the file is Latin-1, read it with { encoding: 'latin-1' }";

const count = (of: number, what: string) => `${of} ${what}${of === 1 ? '' : 's'}`;
