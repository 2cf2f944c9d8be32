import { unescaped } from './csv-escapes.ts';
import type { CsvCharacters } from './csv-head.ts';

/** The form of a file whose records are written anew, so that the engine reads them as they are meant. */
export interface RewriteForm {
  readonly characters: CsvCharacters;
  /** Texts of fields that mean NULL. */
  readonly nulls: readonly string[];
}

/** The quote of the copy of a file that has none. */
export const quoteOfCopy = '"';

/**
 * Returns what writes a record of a text dump as one with quotes: its fields without their escapes. NULL stays as it is, and a field
 * that is no NULL but would be read as one is quoted. Bytes beyond ASCII are handed through. What it returns holds only until the
 * next record.
 */
export function dumpRewriter({
  characters,
  nulls,
}: RewriteForm): (record: Uint8Array) => Uint8Array {
  const delimiter = characters.delimiter.charCodeAt(0);
  const escaped = characters.escape.charCodeAt(0);
  const kept = nulls
    .filter((text) => /^[\0-\xff]*$/.test(text))
    .map((text) => Buffer.from(text, 'latin1'));
  let written = new Uint8Array(2 ** 12);

  /** Writes a field in quotes to a place, and returns the next one. */
  const inQuotes = (record: Uint8Array, from: number, to: number, place: number): number => {
    let next = place;
    written[next++] = QUOTE;
    for (let at = from; at < to; at++) {
      let byte = record[at] as number;
      if (byte === escaped) {
        at++;
        if (at === to) break;
        byte = meanings[record[at] as number] as number;
      }
      if (byte === QUOTE) written[next++] = QUOTE;
      written[next++] = byte;
    }
    written[next++] = QUOTE;
    return next;
  };

  return (record) => {
    const { length } = record;
    // At most each byte is a quote that is doubled, or a field of its own within quotes.
    if (written.length < 4 * length + 2) written = new Uint8Array(8 * length + 2);
    let next = 0;
    // Where the fields begin that are still to be copied as they are.
    let from = 0;
    const copyTo = (to: number) => {
      written.set(record.subarray(from, to), next);
      next += to - from;
    };
    for (let start = 0, at = 0; start <= length; start = ++at) {
      let isOdd = false;
      for (; at < length && record[at] !== delimiter; at++) {
        const byte = record[at];
        if (byte === escaped) at++;
        if (byte === escaped || byte === QUOTE || byte === CR) isOdd = true;
      }
      const end = Math.min(at, length);
      if (!isOdd || kept.some((text) => text.equals(record.subarray(start, end)))) continue;
      copyTo(start);
      next = inQuotes(record, start, end, next);
      from = end;
    }
    copyTo(length);
    return written.subarray(0, next);
  };
}

const CR = 0x0d;
const QUOTE = quoteOfCopy.charCodeAt(0);

/** The byte that each one stands for behind an escape. */
const meanings = Uint8Array.from({ length: 256 }, (_, byte) =>
  unescaped(String.fromCharCode(byte)).charCodeAt(0),
);

/** Returns a record with the spaces behind closing quotes within them: `"a" ,b` becomes `"a ",b`. */
export function rewriteSpaced(
  record: Uint8Array,
  { characters: { delimiter, quote, escape: escaped } }: RewriteForm,
): Uint8Array {
  const text = Buffer.from(record.buffer, record.byteOffset, record.length).toString('latin1');
  let written = '';
  let at = 0;
  while (at <= text.length) {
    if (at > 0) written += delimiter;
    const isQuoted = text[at] === quote;
    const close = isQuoted ? closingQuote(text, at + 1, quote, escaped) : at;
    const found = text.indexOf(delimiter, close);
    const end = found < 0 ? text.length : found;
    written += isQuoted
      ? text.slice(at, close) + text.slice(close + 1, end) + quote
      : text.slice(at, end);
    at = end + 1;
  }
  return Buffer.from(written, 'latin1');
}

/** Returns where the quote is that closes a field. */
function closingQuote(text: string, from: number, quote: string, escaped: string): number {
  let at = from;
  while (at < text.length) {
    const isEscape = text[at] === escaped && (escaped !== quote || text[at + 1] === quote);
    if (isEscape) at += 2;
    else if (text[at] === quote) return at;
    else at += 1;
  }
  return at;
}
