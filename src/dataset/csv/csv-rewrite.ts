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
 * Returns a record of a text dump as one with quotes: its fields without their escapes. NULL stays as it is, and a field that is
 * no NULL but would be read as one is quoted. Bytes beyond ASCII are handed through.
 */
export function rewriteDumped(
  record: Uint8Array,
  { characters: { delimiter, escape: escaped }, nulls }: RewriteForm,
): Uint8Array {
  const text = Buffer.from(record.buffer, record.byteOffset, record.length).toString('latin1');
  const plain = (fields: string) =>
    mustBeQuoted.test(fields)
      ? fields
          .split(delimiter)
          .map((raw) => (nulls.includes(raw) || !mustBeQuoted.test(raw) ? raw : inQuotes(raw)))
          .join(delimiter)
      : fields;
  let written = '';
  let from = 0;
  for (let at = text.indexOf(escaped); at >= 0; at = text.indexOf(escaped, from)) {
    const start = text.lastIndexOf(delimiter, at - 1) + 1;
    const { value, end } = unescapedField(text, start, at, delimiter, escaped);
    const raw = text.slice(start, end);
    written += plain(text.slice(from, start)) + (nulls.includes(raw) ? raw : inQuotes(value));
    from = end;
  }
  return Buffer.from(written + plain(text.slice(from)), 'latin1');
}

/** A character for which a field without escapes is quoted. */
const mustBeQuoted = /["\r]/;

const inQuotes = (value: string) => `"${value.replaceAll('"', '""')}"`;

/** Returns the value of a field whose first escape stands at a place, and the end of the field. */
function unescapedField(
  text: string,
  start: number,
  first: number,
  delimiter: string,
  escaped: string,
): { readonly value: string; readonly end: number } {
  let value = text.slice(start, first);
  let at = first;
  for (;;) {
    value += unescaped(text[at + 1] ?? '');
    const from = Math.min(at + 2, text.length);
    const found = text.indexOf(delimiter, from);
    const end = found < 0 ? text.length : found;
    at = text.indexOf(escaped, from);
    if (at < 0 || at > end) return { value: value + text.slice(from, end), end };
    value += text.slice(from, at);
  }
}

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
