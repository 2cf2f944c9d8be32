import { isOfEngine } from '../files/bytes/decode.ts';
import type { CsvStart } from './csv-delimiter.ts';
import type { CsvCharacters, CsvHead } from './csv-head.ts';
import type { CsvOptions } from './csv-options.ts';

/** True for the text dumps of databases, in which a character escapes others outside of quotes too. */
export const isDump = ({ quote, escape: escaped }: CsvCharacters): boolean =>
  quote === '' && escaped !== '';

/**
 * True if the engine must read a copy of a file without the lines above its first record, in UTF-8: it does not know the encoding,
 * or it would skip other lines. It takes a quote in them for the begin of a field, and wants all lines of a file to end alike.
 */
export function needsCopy(
  { above }: CsvHead,
  { text }: CsvStart,
  { encoding = 'utf-8', comment, skip = 0 }: CsvOptions,
  { quote }: CsvCharacters,
): boolean {
  if (!isOfEngine(encoding)) return true;
  if (skip === 0) return false;
  const rest = text.slice(above.length);
  const ends = new Set((above + rest.slice(0, rest.search(/[\r\n]|$/) + 2)).match(/\r\n|\r|\n/g));
  return comment !== undefined || (quote !== '' && above.includes(quote)) || ends.size > 1;
}

/**
 * True if the engine does not read some of the first records as they are meant: a comment's character in the middle of a line, at
 * which it would cut it, spaces beside quotes, which it would drop, and what is escaped outside of quotes. Here a doubt costs time
 * alone, for such files are read the careful way.
 */
export function startsOdd(
  text: string,
  characters: CsvCharacters,
  { comment }: CsvOptions,
): boolean {
  const { delimiter, quote, escape: escaped } = characters;
  if (isDump(characters) && hasEscapes(text, delimiter, escaped)) return true;
  if (comment !== undefined && hasInLine(text, comment, quote)) return true;
  if (quote === '') return false;
  const [mark, between] = [quote, delimiter].map(inPattern);
  return new RegExp(`(?:^|${between}) ${mark}|${mark} +(?:${between}|$)`, 'm').test(text);
}

const inPattern = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');

/** True if something else is escaped than the N of a whole field. */
function hasEscapes(text: string, delimiter: string, escaped: string): boolean {
  const ends = (character: string | undefined) =>
    character === undefined || character === delimiter || character === '\n' || character === '\r';
  for (let at = text.indexOf(escaped); at >= 0; at = text.indexOf(escaped, at + 2))
    if (!ends(text[at - 1]) || text[at + 1] !== 'N' || !ends(text[at + 2])) return true;
  return false;
}

function hasInLine(text: string, comment: string, quote: string): boolean {
  const bare =
    quote === ''
      ? text
      : text.replaceAll(
          new RegExp(`${inPattern(quote)}[^${inPattern(quote)}]*${inPattern(quote)}`, 'g'),
          '',
        );
  return bare.split(/[\r\n]/).some((line) => !line.startsWith(comment) && line.includes(comment));
}
