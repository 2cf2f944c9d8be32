import { mostListed } from '../files/record-location.ts';
/** The format of a CSV file for the scanner, with characters as bytes (-1 for none), and the limits of its records. */
export interface CsvScanOptions {
  readonly delimiter: number;
  readonly quote: number;
  readonly escape: number;
  /** The character that begins the line of a comment. */
  readonly comment: number;
  /** The line on which the first bytes stand: those above it are skipped. */
  readonly firstLine: number;
  /** The number of fields that each record must have. */
  readonly fields: number;
  /** True if the first record is a header. */
  readonly header: boolean;
  /** True if bytes above 127 must be valid UTF-8. */
  readonly utf8: boolean;
  /** The encoding of the file, of which the bytes may be a conversion to UTF-8. */
  readonly encoding: string;
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
  /** The number of lines that are comments. */
  readonly comments: number;
  /** The line numbers of the requested valid records, in their order. */
  readonly lines: readonly number[];
}

/** The faults in the bytes of a record, from none to the worst. */
export const [SOUND, INVALID, DISPUTED, SPACED_QUOTE, BROKEN_QUOTE] = [0, 1, 2, 3, 4] as const;

/** Counts valid and invalid records. The scanner reports the end of each record to it. */
export function countRecords(options: CsvScanOptions, wanted: readonly number[]) {
  const { fields: expected, longest, encoding } = options;
  const bad: BadRecord[] = [];
  const lines: number[] = [];
  let badCount = 0;
  let good = 0;
  let blanks = 0;
  let comments = 0;
  // Those at the end of a file are nothing to speak of, nor are those above its first record.
  let blanksSince: number | null = null;
  let isHeader = options.header;
  const lose = (line: number, message: string) => {
    badCount++;
    if (bad.length < mostListed) bad.push({ line, message });
  };
  /**
   * Adds a record, and returns true if it is data that can be read. `filled` is the position of its last field that is not empty,
   * `fault` the worst that is wrong with its bytes, and `isSlashed` true if a
   * quote that closes a field has a backslash before it.
   */
  const end = (
    line: number,
    size: number,
    fields: number,
    filled: number,
    fault: number,
    isSlashed: boolean,
  ): boolean => {
    // A blank line is a record only where a record is one field.
    if (size === 0 && (expected > 1 || isHeader)) {
      if (blanksSince !== null) blanksSince++;
      return false;
    }
    blanks += blanksSince ?? 0;
    blanksSince = 0;
    if (isHeader) {
      isHeader = false;
      return false;
    }
    // DuckDB takes empty fields beyond the last column, of delimiters at a line's end; no value is lost by it.
    const fits = fields === expected || (fields > expected && filled <= expected);
    if (fits && fault === SOUND && size <= longest) {
      if (wanted[lines.length] === good) lines.push(line);
      good++;
      return true;
    }
    if (fault !== SOUND)
      lose(
        line,
        `${faultIn(encoding, fault)}${fault === BROKEN_QUOTE ? orEscaped(isSlashed) : ''}`,
      );
    else if (!fits)
      lose(line, `has ${count(fields, 'field')} in place of ${expected}${orEscaped(isSlashed)}`);
    else lose(line, `is longer than ${longest} bytes: raise maxRecordSize if that is right`);
    return false;
  };
  return {
    lose,
    end,
    comment: () => {
      comments++;
    },
    isDone: () => wanted.length > 0 && lines.length === wanted.length,
    counted: (): Records => ({ good, bad, badCount, blanks, comments, lines }),
  };
}

/** Returns the option for a record whose quotes may be escaped by a backslash, as the words that follow what is wrong with it. */
export const orEscaped = (isSlashed: boolean): string =>
  isSlashed
    ? ", and has a backslash before a quote that closes a field: if it escapes the quote, read the file with { escape: '\\\\' }"
    : '';

/** Returns what is wrong with a record, as the words that follow "the record". */
function faultIn(encoding: string, fault: number): string {
  if (fault === BROKEN_QUOTE) return 'goes on after the closing quote of a field';
  if (fault === SPACED_QUOTE)
    return "has a space before the quote of a field, which DuckDB leaves out and other readers take for text, as they take the quotes: write the field without it, or read quotes as text with { quote: '' }";
  if (fault === DISPUTED)
    return 'has a backslash before a digit, an x or a Z, which MySQL and PostgreSQL read differently: write the character itself';
  return encoding === 'utf-8' || encoding === 'utf-16'
    ? "holds bytes that are not UTF-8: if the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }"
    : encoding === 'latin-1'
      ? "holds bytes from 0x80 to 0x9f, which are no text in Latin-1: read the file with { encoding: 'windows-1252' }"
      : `holds bytes that are no character of ${encoding}`;
}

const count = (of: number, what: string) => `${of} ${what}${of === 1 ? '' : 's'}`;
