import { namesInWords } from '../listed-names.ts';
import { literal } from '../sql/quote.ts';
import type { BooleanWords } from './spelling.ts';
import type { Reading } from './text-types.ts';

/** Returns a reading of booleans that reads further words: exact texts, whatever the engine makes of them. */
export function withWords(reading: Reading, words: BooleanWords | undefined): Reading {
  if (words === undefined) return reading;
  const all = [...words.true, ...words.false];
  return Object.freeze({
    type: reading.type,
    words: `${reading.words} (or ${namesInWords(all, 8)})`,
    fits: (column: string) => `(${isOneOf(column, all)} or ${reading.fits(column)})`,
    cast: (column: string) =>
      `(${isOneOf(column, words.true)} or not ${isOneOf(column, words.false)} and ${reading.cast(column)})`,
    plainTests: (column: string) => [isOneOf(column, ['true', 'false', ...all])],
  });
}

const isOneOf = (column: string, texts: readonly string[]): string =>
  texts.length === 0 ? 'false' : `${column} in (${texts.map(literal).join(', ')})`;

/** The texts that are read as true and as false without further words, in small letters. */
const always = { true: ['true', 't', '1'], false: ['false', 'f', '0'] } as const;

/** Returns what is wrong with words for true and false, as a sentence's end; null if nothing is. `nulls` are texts that mean NULL. */
export function wordsFault(words: BooleanWords, nulls: readonly string[]): string | null {
  const all = [...words.true, ...words.false];
  if (all.length === 0) return 'has no word: write { true: ["yes"], false: ["no"] }';
  if (all.includes('')) return 'has an empty text, which is no value in a column of booleans';
  const both = words.true.find((word) => words.false.includes(word));
  if (both !== undefined) return `has ${literal(both)} for both true and false`;
  const isNull = all.find((word) => nulls.includes(word));
  if (isNull !== undefined)
    return `has ${literal(isNull)}, which nullText makes NULL: take it out of one of them`;
  for (const [list, other] of [
    ['true', 'false'],
    ['false', 'true'],
  ] as const) {
    const known: readonly string[] = always[other];
    const turned = words[list].find((word) => known.includes(word.trim().toLowerCase()));
    if (turned !== undefined)
      return `has ${literal(turned)} for ${list}, which is always read as ${other}`;
  }
  return null;
}
