/** Returns the characters `from` to `to`, both included. */
const between = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join('');

const digits = between(0x30, 0x39);
const spaces = `\u00a0${between(0x2000, 0x200a)}\u202f\u205f\u3000`;
const dashes = `${between(0x2010, 0x2015)}\u2212`;

/**
 * Characters that a person reads as ASCII: full-width forms, the digits of Arabic, Persian and Hindi, non-breaking
 * spaces, dashes. Each is replaced by one character, so that positions in a text stay the same.
 */
export const lookAlikes = {
  from: [
    between(0xff01, 0xff5e),
    between(0x0660, 0x0669),
    between(0x06f0, 0x06f9),
    between(0x0966, 0x096f),
    spaces,
    dashes,
  ].join(''),
  to: [
    between(0x21, 0x7e),
    digits,
    digits,
    digits,
    ' '.repeat(spaces.length),
    '-'.repeat(dashes.length),
  ].join(''),
} as const;

const plainOf = new Map(
  Array.from(lookAlikes.from, (character, at) => [character, lookAlikes.to.charAt(at)]),
);
const any = new RegExp(`[${lookAlikes.from}]`, 'g');

/** Replaces look-alike characters by ASCII. The text keeps its length. */
export const asItReads = (text: string): string =>
  text.replaceAll(any, (character) => plainOf.get(character) ?? character);
