import { areCommonPairs, hasPairs } from './common-pairs.ts';
import type { Encoding } from './encoding.ts';

/** The encodings that are tried, the usual ones first. */
const candidates: readonly Encoding[] = [
  ...['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254'],
  ...['windows-1255', 'windows-1256', 'windows-1257', 'windows-874', 'iso-8859-2', 'iso-8859-5'],
  ...['iso-8859-15', 'koi8-r', 'macintosh', 'ibm866'],
  ...['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr'],
];

/** A text that bytes may be, with the encodings in which they are. */
export interface PossibleText {
  readonly encodings: readonly [Encoding, ...(readonly Encoding[])];
  /** The first characters that are not of ASCII, each once. */
  readonly characters: readonly string[];
}

/** The most characters that are given of a text. */
const mostCharacters = 5;

/**
 * Returns the texts that lines of bytes may be, none of which is UTF-8: those in which words are of one script, with capitals where capitals stand,
 * and with the signs that people write. Two encodings in which the bytes are the same text are one possibility.
 */
export function possibleTexts(lines: readonly Uint8Array[]): readonly PossibleText[] {
  const decoded = candidates.flatMap((encoding) => {
    if (!lines.every((line) => areCommonPairs(line, encoding))) return [];
    const text = textIn(lines, encoding);
    if (text === null || !isPlausible(text)) return [];
    return hasPairs(encoding) && !ofPairs.test(text) ? [] : [{ encoding, text }];
  });
  return [...Map.groupBy(decoded, ({ text }) => text)].flatMap(([text, found]) => {
    const [first, ...others] = found.map(({ encoding }) => encoding);
    if (first === undefined) return [];
    const all = [...new Set(text.match(/[^\0-\x7f]/gu))];
    return [{ encodings: [first, ...others], characters: all.slice(0, mostCharacters) }];
  });
}

/** Returns the text of lines; null if they have bytes that are no character of the encoding. */
function textIn(lines: readonly Uint8Array[], encoding: Encoding): string | null {
  try {
    return lines.map((line) => new TextDecoder(encoding, { fatal: true }).decode(line)).join('\n');
  } catch {
    return null;
  }
}

/** The letters of the encodings of two bytes a character. */
const ofPairs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const scripts: readonly RegExp[] = [
  /^[\p{Script=Latin}\u00b5]+$/u,
  /^[\p{Script=Cyrillic}]+$/u,
  /^[\p{Script=Greek}\u00b5]+$/u,
  /^[\p{Script=Hebrew}\p{M}]+$/u,
  /^[\p{Script=Arabic}\p{M}\u0640]+$/u,
  /^[\p{Script=Thai}\p{M}]+$/u,
  /^[\p{Script=Hangul}\p{Script=Han}]+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\uff70\uff9e\uff9f]+$/u,
];

/** Words, each with the letters of other scripts that stand beside. */
const words = /\p{L}[\p{L}\p{M}]*/gu;

/** Signs that people write, and those of Chinese and Japanese. */
const signs =
  /[°²³¹½¼¾€£¥§±×÷«»“”‘’„‚–—…•™®©¿¡·№\u00a0\u00ad\u3000-\u303f\u30fb\uff01-\uff60\uffe0-\uffe6]/u;

const letter = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]`;

/** Signs within a word, a sign of money right before one, a point that does not part two l, and a mark on no letter. */
const misplaced = new RegExp(
  String.raw`${letter}[½¼¾€£¥§±×÷«»“”‘„‚…•™®©¿¡№\u3000-\u303f\uff01-\uff60]${letter}|[£¥]${letter}|[^lL]·\p{L}|(?<![\p{L}\p{M}])\p{M}`,
  'u',
);

/** Half-width kana, as bytes that are signs elsewhere become one by one. */
const loneKana = /(?<![\uff61-\uff9f])[\uff61-\uff9f](?![\uff61-\uff9f])/u;

function isPlausible(text: string): boolean {
  const others = new Set(text.match(/[^\0-\x7f]/gu));
  for (const character of others)
    if (!/[\p{L}\p{M}]/u.test(character) && !signs.test(character)) return false;
  if (/[ﬀ-ﬆ]/u.test(text) || misplaced.test(text) || loneKana.test(text)) return false;
  return (text.match(words) ?? []).every(isWord);
}

/** True for letters that may be a word: of one script, some of ASCII if it is Latin, and with capitals at its start or throughout. */
function isWord(word: string): boolean {
  if (/^[\0-\x7f]*$/.test(word)) return true;
  if (!scripts.some((script) => script.test(word))) return false;
  if (!/\p{Script=Latin}/u.test(word)) return !/\p{Ll}\p{Lu}/u.test(word);
  if (!/[a-z]/i.test(word) && [...word].length > 2) return false;
  return !/\p{Ll}(?![A-Z])\p{Lu}|[^\0-\x7f](?<=\p{Ll})\p{Lu}|\p{Lu}(?![A-Z])\p{Lu}\p{Ll}/u.test(
    word,
  );
}
