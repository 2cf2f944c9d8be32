import { unescaped } from './csv-escapes.ts';

/** The special characters of a CSV file; `''` where the file has none of that kind. */
export interface CsvCharacters {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

/** Lines that are no records. */
export interface NoRecords {
  /** The number of lines that are skipped at the start of the file. */
  readonly skip?: number | undefined;
  /** The character with which a comment begins; its line is skipped. */
  readonly comment?: string | undefined;
}

/** The start of a CSV file, split into records. */
export interface CsvHead {
  /** The text of the lines before the first record: skipped ones, comments and blank ones. */
  readonly above: string;
  /** The fields of the first records. */
  readonly records: readonly (readonly string[])[];
  /** The line on which each of them begins. */
  readonly lines: readonly number[];
  /** True if a space stands before a quote of the first record. */
  readonly isSpaced: boolean;
}

/**
 * Splits the start of a text into at most `most` records. A record that the text cuts off is left out, unless the text
 * is the whole file (`isWhole`).
 */
export function readHead(
  text: string,
  characters: CsvCharacters,
  most: number,
  isWhole: boolean,
  { skip = 0, comment }: NoRecords = {},
): CsvHead {
  const records: string[][] = [];
  const lines: number[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  let above = at;
  let isSpaced = false;
  while (at < text.length && records.length < most) {
    const isSkipped = line <= skip || (comment !== undefined && text[at] === comment);
    const record = isSkipped ? readLine(text, at) : readRecord(text, at, characters);
    if (!record.hasEnd && !isWhole) break;
    const width = text.startsWith('\r\n', at) ? 2 : 1;
    const isBlank = record.next <= at + width && record.fields.length === 1;
    if (!isSkipped && !isBlank) {
      if (records.length === 0) isSpaced = record.isSpaced;
      records.push(record.fields);
      lines.push(line);
    } else if (records.length === 0) above = record.next;
    line += countLineEnds(text.slice(at, record.next));
    at = record.next;
  }
  return { above: text.slice(0, above), records, lines, isSpaced };
}

/** Returns the number of line ends in a text: \n, \r\n or \r. */
export const countLineEnds = (text: string): number => text.match(/\r\n|[\r\n]/g)?.length ?? 0;

interface TextRecord {
  readonly fields: string[];
  readonly next: number;
  /** True if a line end closes the record, and not the end of the text. */
  readonly hasEnd: boolean;
  /** True if a space stands before the quote of a field. */
  readonly isSpaced: boolean;
}

/** Passes over a line, whatever it holds. */
function readLine(text: string, from: number): TextRecord {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  const hasEnd = at < text.length;
  const next = at + (text.startsWith('\r\n', at) ? 2 : hasEnd ? 1 : 0);
  return { fields: [''], next, hasEnd, isSpaced: false };
}

function readRecord(
  text: string,
  from: number,
  { delimiter, quote, escape: escaped }: CsvCharacters,
): TextRecord {
  const fields: string[] = [];
  let field = '';
  let at = from;
  let isSpaced = false;
  for (;;) {
    const character = text[at];
    if (character === undefined)
      return { fields: [...fields, field], next: at, hasEnd: false, isSpaced };
    if (character === '\n' || character === '\r') {
      const width = text.startsWith('\r\n', at) ? 2 : 1;
      return { fields: [...fields, field], next: at + width, hasEnd: true, isSpaced };
    }
    if (character === delimiter) {
      fields.push(field);
      field = '';
      at++;
    } else if (character === quote && (field === '' || field === ' ')) {
      if (field === ' ') isSpaced = true;
      const end = readQuoted(text, at + 1, quote, escaped);
      field = end.value;
      at = end.next;
    } else if (quote === '' && character === escaped) {
      field += unescaped(text[at + 1] ?? '');
      at += 2;
    } else {
      field += character;
      at++;
    }
  }
}

function readQuoted(text: string, from: number, quote: string, escaped: string) {
  let value = '';
  let at = from;
  while (at < text.length) {
    const character = text[at] as string;
    const next = text[at + 1];
    if (character === escaped && (next === quote || next === escaped)) {
      value += next;
      at += 2;
    } else if (character === quote) return { value, next: at + 1 };
    else {
      value += character;
      at++;
    }
  }
  return { value, next: at };
}
