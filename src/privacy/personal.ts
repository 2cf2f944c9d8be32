import { keyPatterns } from './key-patterns.ts';
import { asItReads } from './look-alikes.ts';

/** A pattern of personal or secret values. */
interface PersonalPattern {
  readonly kind: 'e-mail' | 'card' | 'SSN' | 'phone' | 'IBAN' | 'IP address' | 'credential';
  /** A regular expression that JavaScript and RE2 read alike: no look-around, no shorthand, no flag. */
  readonly source: string;
}

/** The start of a pattern: no letter or digit may come before it, since it would be part of a longer word. */
const start = '(?:^|[^0-9A-Za-z])';
/** The start of a pattern for numbers: digits after a decimal point are a fraction. */
const numberStart = '(?:^|[^0-9A-Za-z.]|(?:^|[^0-9])\\.)';
const end = '(?:$|[^0-9A-Za-z])';

/** A character of a domain name. A negated class includes letters beyond ASCII in both languages, and dots. */
const domain = '[^\\x00-,/:-@\\[-`{-\\x7f]';
/** The `@` and the dots of an e-mail address, also as web addresses and HTML write them, once or several times over. */
const at = '(?:@|%(?:25)*40|&#(?:64|[xX]40);|&commat;)';
const dot = '(?:\\.|%(?:25)*2[eE]|&#(?:46|[xX]2[eE]);|&period;)';
const topLevel = '[^\\x00-@\\[-`{-\\x7f]';

/** The countries by the length of their IBANs, from SWIFT's registry. */
const ibanLengths: Readonly<Record<number, string>> = {
  15: 'NO',
  16: 'BE',
  18: 'DK FI FK FO GL NL SD',
  19: 'MK SI',
  20: 'AT BA EE KZ LT LU MN XK',
  21: 'CH CR HR LI LV',
  22: 'BG BH DE GB GE IE ME RS VA',
  23: 'AE GI IL IQ OM SO TL',
  24: 'AD CZ ES MD PK RO SA SE SK TN VG',
  25: 'LY PT ST',
  26: 'IS TR',
  27: 'BI DJ FR GR IT MC SM',
  28: 'AL AZ BY CY DO GT HN HU LB NI PL SV',
  29: 'BR EG PS QA UA',
  30: 'JO KW MU YE',
  31: 'MT SC',
  32: 'LC',
  33: 'RU',
};

/** Returns the pattern of IBANs of a length, in one word or in groups of four, with capital or small letters. */
function iban(length: number, countries: string): string {
  const codes = [...countries.split(' '), ...countries.toLowerCase().split(' ')].join('|');
  const [groups, rest] = [Math.floor((length - 4) / 4), (length - 4) % 4];
  const last = rest === 0 ? '' : `[ -]?[0-9A-Za-z]{${rest}}`;
  return `(?:${codes})[0-9]{2}(?:[ -]?[0-9A-Za-z]{4}){${groups}}${last}`;
}

const byte = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const hex = '[0-9A-Fa-f]{1,4}';

/**
 * Patterns of values that are personal or secret by their form alone. Names, addresses, dates of birth and plain
 * numbers have no such form: classify those columns in the schema.
 */
const personalPatterns: readonly PersonalPattern[] = [
  {
    kind: 'e-mail',
    // A domain's own characters hold the dots in it: to repeat its parts would be to try all ways of cutting it.
    source: `[^\\x00- ,;:<>()@\\[\\]]${at}${domain}+${dot}${topLevel}{2}`,
  },
  // Grouped as on the card; what is written without groups is to have a check digit, below.
  {
    kind: 'card',
    source: `${numberStart}(?:[2-6][0-9]{3}(?:[ .-][0-9]{4}){3}|3[0-9]{3}[ .-][0-9]{6}[ .-][0-9]{4,5})${end}`,
  },
  { kind: 'SSN', source: `${start}[0-9]{3}(?:-[0-9]{2}-| [0-9]{2} )[0-9]{4}${end}` },
  // With the country, as in North America, and as in France, Britain and Germany.
  { kind: 'phone', source: `${start}\\+[1-9](?:[ ()./-]{0,3}[0-9]){6,14}${end}` },
  { kind: 'phone', source: `${start}00[1-9][0-9]{0,2}[ /-](?:[ ()/-]{0,3}[0-9]){6,12}${end}` },
  {
    kind: 'phone',
    source: `${numberStart}(?:1[ .-])?(?:\\([2-9][0-9]{2}\\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}${end}`,
  },
  { kind: 'phone', source: `${numberStart}0[1-9](?:[ .-][0-9]{2}){4}${end}` },
  { kind: 'phone', source: `${numberStart}\\(?0[0-9]{2,4}\\)? [0-9]{3,4} [0-9]{3,4}${end}` },
  { kind: 'phone', source: `${numberStart}0[1-9][0-9]{1,4}/[0-9]{5,9}${end}` },
  {
    kind: 'IBAN',
    source: `${start}(?:${Object.entries(ibanLengths)
      .map(([length, countries]) => iban(Number(length), countries))
      .join('|')})${end}`,
  },
  {
    kind: 'IP address',
    source: `(?:^|[^0-9A-Za-z.])(?:${byte}\\.){3}${byte}(?:$|[^0-9A-Za-z.]|\\.(?:$|[^0-9]))`,
  },
  { kind: 'IP address', source: `(?:^|[^0-9A-Za-z:])(?:${hex}:){7}${hex}(?:$|[^0-9A-Za-z:])` },
  {
    kind: 'IP address',
    source: `(?:^|[^0-9A-Za-z:])(?:[23][0-9A-Fa-f]{3}|[Ff][Ee]80|[Ff][CcDd][0-9A-Fa-f]{2}):(?:${hex}:){0,5}:`,
  },
  { kind: 'credential', source: '://[^/@ :]*:[^/@ ]*@' },
  { kind: 'credential', source: '-----BEGIN [A-Z ]*PRIVATE KEY-----' },
  { kind: 'credential', source: `${start}(?:${keyPatterns.join('|')})` },
  { kind: 'credential', source: `${start}eyJ[0-9A-Za-z_-]{8,}\\.eyJ[0-9A-Za-z_-]{8,}\\.` },
  { kind: 'credential', source: '[?&](?:X-Amz-Signature|X-Goog-Signature|sig|Signature)=' },
];

/**
 * The pattern of a run of digits that may be a card number by its issuer and length, `'(4111111111111111)'`. Most such
 * runs are not one.
 */
export const cardPattern = [
  numberStart,
  '(',
  [
    '4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})',
    '5[1-5][0-9]{14}',
    '2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}',
    '3[47][0-9]{13}',
    '3(?:0[0-5]|[689][0-9])[0-9]{11}',
    '(?:6011|64[4-9][0-9]|65[0-9]{2}|62[0-9]{2}|35(?:2[89]|[3-8][0-9]))[0-9]{12,15}',
    '(?:50(?:18|20|38)|6304|6759|676[1-3])[0-9]{8,15}',
  ].join('|'),
  ')',
  '(?:\\b|_)',
].join('');

/** One pattern of everything that its form alone identifies. */
export const surePattern = personalPatterns.map(({ source }) => `(?:${source})`).join('|');
const sure = new RegExp(surePattern, 'u');
const cards = new RegExp(cardPattern, 'gu');

/** The longest text that is searched. The time grows with the square of a hostile text. */
const longest = 10_000;

/** True if a text contains something that looks personal or secret, or is too long to search. */
export function looksPersonal(text: string): boolean {
  if (text.length > longest) return true;
  const plain = asItReads(text);
  return (
    sure.test(plain) || [...plain.matchAll(cards)].some(([, digits = '']) => hasCheckDigit(digits))
  );
}

/** True if the Luhn checksum of a run of digits is valid. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((all, digit, at) => {
    const value = Number(digit) * (1 + (at % 2));
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The patterns to mask in error texts. An IP address stands there for good reasons. */
const maskedPatterns = personalPatterns.filter(({ kind }) => kind !== 'IP address');
const told = new RegExp(maskedPatterns.map(({ source }) => `(?:${source})`).join('|'), 'gu');
const credentials = maskedPatterns.filter(({ kind }) => kind === 'credential');
const credential = new RegExp(credentials.map(({ source }) => `(?:${source})`).join('|'), 'gu');

/** Masks what looks personal in a sentence of an engine or a source, since a name in it may come from the data. */
export const withoutPersonal = (text: string, mask: string): string =>
  withoutWords(text, mask, told);

/** Masks keys in a line of source code. Anything else there was written by its reader. */
export const withoutKeys = (text: string, mask: string): string =>
  withoutWords(text, mask, credential);

function withoutWords(text: string, mask: string, pattern: RegExp): string {
  let shown = '';
  let after = 0;
  for (const [from, to] of wordsOf(text, pattern)) {
    const word = text.slice(from, to);
    shown += text.slice(after, from);
    shown += `${/^\s/.exec(word)?.[0] ?? ''}${mask}${/\s$/.exec(word)?.[0] ?? ''}`;
    after = to;
  }
  return shown + text.slice(after);
}

type Range = readonly [from: number, to: number];

/**
 * Returns the ranges of the words in which a pattern matches. A pattern for the whole word would read a long word once
 * for each of its letters.
 */
function wordsOf(text: string, pattern: RegExp): readonly Range[] {
  pattern.lastIndex = 0;
  const plain = asItReads(text);
  const found: Range[] = [];
  for (let match = pattern.exec(plain); match !== null; match = pattern.exec(plain)) {
    const before = found.at(-1)?.[1] ?? 0;
    const end = match.index + match[0].length;
    // What ends one may begin the next.
    pattern.lastIndex = Math.max(end - 1, match.index + 1);
    if (end <= before) continue;
    const start = match.index <= before ? before : startOfWord(text, match.index, before);
    const joined = start === before ? found.pop() : undefined;
    found.push([joined?.[0] ?? start, endOfWord(text, end)]);
  }
  return found;
}

const isOfWord = (text: string, at: number) => /[^\s'"]/.test(text.charAt(at));

function startOfWord(text: string, from: number, least: number): number {
  let start = from;
  while (start > least && isOfWord(text, start - 1)) start -= 1;
  return start;
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end < text.length && isOfWord(text, end)) end += 1;
  return end;
}
