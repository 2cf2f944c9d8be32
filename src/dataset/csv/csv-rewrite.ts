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
  const fields: string[] = [];
  let value = '';
  let from = 0;
  const end = (to: number) => {
    const raw = text.slice(from, to);
    fields.push(nulls.includes(raw) ? raw : `"${value.replaceAll('"', '""')}"`);
    value = '';
    from = to + 1;
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === delimiter) end(at);
    else if (character === escaped) value += unescaped(text[++at] ?? '');
    else value += character;
  }
  end(text.length);
  return Buffer.from(fields.join(delimiter), 'latin1');
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
