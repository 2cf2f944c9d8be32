import { isAscii, isUtf8 } from 'node:buffer';
import { canRead, readBytes } from '../../dataset/files/bytes/file-bytes.ts';
import { compressionOf } from '../../dataset/files/bytes/look-at-bytes.ts';
import { type PossibleText, possibleTexts } from '../../dataset/files/bytes/possible-encodings.ts';
import type { DataFile } from '../../dataset/files/data-file.ts';
import { printArgument } from '../../metric/subject.ts';
import { UsageError } from '../usage.ts';
import type { FoundOptions } from './found-options.ts';
import { onlyFile } from './only-file.ts';
import type { ReadingFlags } from './reading-flags.ts';
import type { Source } from './source.ts';

/** The most bytes of lines that are looked at. */
const mostBytes = 2 ** 18;

/** The most encodings that a message names. */
const mostNamed = 5;

/** Encodings that are never taken for the only one: code pages of DOS, which no decoder here knows, have letters in the same places. */
const neverAlone: ReadonlySet<string> = new Set(['macintosh', 'ibm866']);

/**
 * Returns the option by which a file is read that is not UTF-8, if its lines are text in one encoding alone; null if it is UTF-8, if
 * no encoding fits, or if one is given.
 *
 * @throws {UsageError} for a file that may be in several encodings, and for one that has UTF-8 in other lines.
 */
export async function foundEncoding(
  { dataset }: Source,
  flags: ReadingFlags,
): Promise<FoundOptions | null> {
  const file = flags.encoding === undefined ? await onlyFile(dataset) : null;
  if (file === null) return null;
  const { others, utf8 } = await linesOf(file);
  const [first] = others;
  if (first === undefined || others.some(({ bytes }) => bytes.includes(0))) return null;
  if (utf8 !== null)
    throw new UsageError(
      `${file.shown} is written in two encodings: line ${utf8} is UTF-8, and line ${first.line} is not. Write the whole file in one of them.`,
    );
  const texts = possibleTexts(others.map(({ bytes }) => bytes));
  const [only, ...more] = texts;
  if (only === undefined) return null;
  const [encoding] = only.encodings;
  if (more.length > 0 || neverAlone.has(encoding)) throw severalEncodings(file, first.line, texts);
  return {
    flags: { ...flags, encoding },
    said: [
      `${file.shown} is not UTF-8. It is read in ${encoding}, where its lines are words, with ${charactersOf(only)}${alike(only)}`,
    ],
  };
}

/** Returns the other encodings in which the bytes are the same text, in brackets. */
const alike = ({ encodings: [, ...others] }: PossibleText): string =>
  others.length === 0 ? '' : ` (the same text as in ${others.slice(0, mostNamed).join(', ')})`;

const charactersOf = ({ characters }: PossibleText): string =>
  characters.map((character) => printArgument(character)).join(', ');

function severalEncodings(
  { shown }: DataFile,
  line: number,
  texts: readonly PossibleText[],
): UsageError {
  const named = texts.slice(0, mostNamed);
  const ways = named.map((text) => `--encoding ${text.encodings[0]} (with ${charactersOf(text)})`);
  return new UsageError(
    `${shown} is not UTF-8, first in line ${line}, and may be in ${texts.length === 1 ? 'one of several encodings' : `${texts.length} encodings at least`}: give the one that is right, ${ways.join('; or ')}.`,
  );
}

/** A line with bytes that are not of ASCII, and its number from 1. */
interface Line {
  readonly line: number;
  readonly bytes: Uint8Array;
}

/** Returns different lines of a file that are not UTF-8, and the number of the first that is UTF-8 and not ASCII; null if there is none. */
async function linesOf(
  file: DataFile,
): Promise<{ readonly others: readonly Line[]; readonly utf8: number | null }> {
  const compression = compressionOf(file);
  const others = new Map<string, Line>();
  let utf8: number | null = null;
  if (!canRead(file, compression)) return { others: [], utf8 };
  let [line, size] = [0, 0];
  for await (const bytes of lines(readBytes(file, compression, 'latin-1'))) {
    line++;
    if (isAscii(bytes)) continue;
    if (isUtf8(bytes)) utf8 ??= line;
    else if (size < mostBytes) {
      const key = Buffer.from(bytes).toString('latin1');
      if (others.has(key)) continue;
      others.set(key, { line, bytes: Uint8Array.from(bytes) });
      size += bytes.length;
    }
  }
  return { others: [...others.values()], utf8 };
}

/** Yields the lines of a file. */
async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield bytes.subarray(from, end);
      from = end + 1;
    }
    rest = Uint8Array.from(bytes.subarray(from));
  }
  yield rest;
}
