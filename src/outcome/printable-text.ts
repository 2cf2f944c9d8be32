import { printNumeric } from '../value/numeric.ts';

/**
 * Characters that would move the cursor, hide or reorder text: control, format and private ones, lone surrogates, odd
 * spaces.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

/** A letter with marks of its own, which looks like the letter that has them. */
const marked = /\P{M}\p{M}+/gu;

const escaped = (character: string): string =>
  named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * Makes invisible characters visible: `\n`, `\u{1b}`. So is a mark that follows its letter where one character is both:
 * `e\u{301}` is not the `é` that it looks like.
 */
export function visible(text: string): string {
  return text
    .replace(marked, (letter) =>
      letter.normalize('NFC').length < letter.length ? letter.replace(/\p{M}/gu, escaped) : letter,
    )
    .replace(unsafe, escaped);
}

/**
 * Returns a line that no CI system takes for a command. GitHub executes lines that begin with `::` or contain `##[`,
 * and Azure and TeamCity have prefixes of their own. The data's text is still shown, without effect.
 */
export const inert = (line: string): string =>
  line.replace(/^(\s*):(?=:)/, '$1\\u{3a}').replace(/##(?=(?:vso|teamcity)?\[)/g, '#\\u{23}');

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Returns the number of terminal cells that a character takes. */
const cells = (character: string): number =>
  /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;

/** Returns the number of terminal cells that a text takes. */
export const width = (text: string): number =>
  [...text].reduce((sum, character) => sum + cells(character), 0);

/** Cuts a text to a number of terminal cells. A cut text ends in an ellipsis. */
export function truncate(text: string, limit: number): string {
  if (width(text) <= limit) return text;
  let kept = '';
  let room = limit - 1;
  for (const character of text) {
    room -= cells(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * Breaks prose into lines of at most `limit` cells; `before` of the first line are taken already. A longer word is broken
 * too, unless it is a path or an address, which is to be copied.
 */
export function wrap(text: string, limit: number, before = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/u).filter(Boolean);
  for (const word of words.flatMap((one) => pieces(one, limit - before))) {
    const taken = width(line) + (lines.length === 0 ? before : 0);
    if (line !== '' && taken + 1 + width(word) > limit) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Breaks the lines of a text that take more than `limit` cells. The lines that a line becomes are indented as it is; a
 * command at its end, which is to be copied, becomes a line of its own, and a digest stays beside its name. `before`
 * cells of the first line are taken already.
 */
export const fold = (text: string, limit: number, before = 0): string =>
  text
    .split('\n')
    .flatMap((line, at) => foldLine(line, limit, at === 0 ? before : 0))
    .join('\n');

/**
 * Breaks the first line of a message as `fold` does; further lines of it are indented by two. What follows may be SQL, which is
 * to be copied.
 */
export function foldFirst(text: string, limit: number, before = 0): string {
  const [first = '', ...more] = text.split('\n');
  const [head = '', ...lines] = foldLine(first, limit - 2, before);
  return [head, ...lines.map((line) => `  ${line}`), ...more].join('\n');
}

/** Breaks a title and what follows it as `fold` does, the title in a style of its own. */
export function foldTitled(
  title: string,
  rest: string,
  limit: number,
  style: (text: string) => string,
): string {
  const text = fold(title + rest, limit);
  return text.startsWith(title) ? style(title) + text.slice(title.length) : style(text);
}

const commandAtEnd = /(?<=(?:^|: ))npx .*$/;

/** A few words and a digest, which is to be found and copied beside them. */
const namedDigest = /^.{0,40}\b[0-9a-f]{64}$/u;

function foldLine(line: string, limit: number, before: number): readonly string[] {
  if (before + width(line) <= limit || namedDigest.test(line)) return [line];
  const indent = /^\s*(?:[-×!+•↓] )?/u.exec(line)?.[0] ?? '';
  const room = limit - width(indent);
  const prose = line.slice(indent.length).replace(commandAtEnd, '');
  const command = line.slice(indent.length + prose.length);
  const lines = [...wrap(prose, room, before), ...(command === '' ? [] : [command])];
  return lines.map((one, at) => (at === 0 ? indent : ' '.repeat(width(indent))) + one);
}

const path = /^["'(]*(?:https?:\/\/|(?:[\w.~@*=-]*\/)+)[^\s(){}[\]^|+\\]*["'.,:;)]*$/;

/** Cuts a word into pieces of at most `limit` cells. */
function pieces(word: string, limit: number): readonly string[] {
  if (width(word) <= limit || path.test(word)) return [word];
  const cut: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && width(piece) + cells(character) > limit) {
      cut.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...cut, piece];
}

/**
 * Prints a number as `3,000,000`. It does not use the machine's locales: loading them takes longer than everything else
 * that a report prints.
 */
export const grouped = (count: number): string => printNumeric(count);

/** Prints a count with its noun: `1 row`, `2,000 rows`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

/** Returns a text with its first letter in upper case, as at the beginning of a sentence. */
export const capitalized = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Returns all of a count in words: `'all 12 rows'`, and of one `'the only row'`. */
export const allOf = (count: number, one: string): string =>
  count === 1 ? `the only ${one}` : `all ${counted(count, one)}`;

/** Ends a text in a full stop, unless it ends as a sentence does. */
export const asSentence = (text: string): string =>
  ['.', '!', '?', '…'].includes(text.slice(-1)) ? text : `${text}.`;
