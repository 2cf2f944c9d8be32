import type { Family } from '../../metric/expression.ts';
import { printArgument } from '../../metric/subject.ts';

/** `column('delay')`, as it is written in a contract. */
export const columnLabel = (name: string) => `column(${printArgument(name)})`;

/** The rows of some kinds in words: `"kind is 'a' or 'b'"`. */
export const amongInWords = (among: readonly { column: string; values: readonly unknown[] }[]) =>
  among
    .map(({ column, values }) => `${columnLabel(column)} is ${listed(values.map(printArgument))}`)
    .join(' and ');

/** The words for a rule that only zod itself can express. */
export const wholeSchema = 'satisfies its zod schema';

const kinds: readonly (readonly [word: string, families: readonly Family[]])[] = [
  ['text', ['text']],
  ['a number', ['integer', 'float', 'decimal']],
  ['an integer', ['integer']],
  ['a float', ['float']],
  ['a boolean', ['boolean']],
  ['a date', ['date', 'timestamp']],
  ['an object', ['struct', 'json', 'map']],
  ['a list', ['list', 'json']],
  ['a map', ['map', 'json']],
  ['JSON', ['json']],
];

/** The types that a column may have, in words: `'a number'`, `'text or a number'`. */
export function familiesInWords(families: readonly Family[] | null): string {
  if (families === null) return 'of any type';
  const words: string[] = [];
  const open = new Set(families);
  for (const [word, members] of kinds) {
    const isNews = members.some((one) => open.has(one));
    if (!isNews || !members.every((one) => families.includes(one))) continue;
    words.push(word);
    for (const one of members) open.delete(one);
  }
  return listed([...words, ...open]);
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? 'of no type';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

const formats: Readonly<Record<string, string>> = {
  email: 'is an email',
  uuid: 'is a UUID',
  guid: 'is a GUID',
  url: 'is a URL',
  emoji: 'is an emoji',
  nanoid: 'is a Nano ID',
  cuid: 'is a CUID',
  cuid2: 'is a CUID2',
  ulid: 'is a ULID',
  xid: 'is an XID',
  ksuid: 'is a KSUID',
  datetime: 'is an ISO date-time',
  date: 'is an ISO date',
  time: 'is an ISO time',
  duration: 'is an ISO duration',
  ipv4: 'is an IPv4 address',
  ipv6: 'is an IPv6 address',
  mac: 'is a MAC address',
  cidrv4: 'is an IPv4 range',
  cidrv6: 'is an IPv6 range',
  base64: 'is base64',
  base64url: 'is base64url',
  e164: 'is an E.164 phone number',
  jwt: 'is a JWT',
  credit_card: 'is a card number',
  iban: 'is an IBAN',
  hostname: 'is a host name',
  hex: 'is hexadecimal',
  currency_code: 'is a currency code',
  lowercase: 'is in lower case',
  uppercase: 'is in upper case',
  safeint: 'is an integer',
};

/** Returns a format in words, `'is an email'`, or with its name if it is the user's own. */
export const formatPhrase = (format: string) =>
  Object.hasOwn(formats, format) ? `${formats[format]}` : `has the format ${printArgument(format)}`;

const longest = 100;

/** Returns a pattern in words, `matches /^[A-Z]{3}$/`, shortened if it is long. */
export function patternPhrase(pattern: RegExp): string {
  const shown = String(pattern);
  return `matches ${shown.length > longest ? `${shown.slice(0, longest)}…` : shown}`;
}

/** Prints a constant as it is written; a date as ISO text. */
export const constant = printArgument;

/** `is 'a'`, `is one of 'a', 'b'`. */
export function valuesPhrase(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map(printArgument).join(', ');
  if (values.length === 1) return `is ${shown}`;
  const more = values.length > 8 ? `, … ${values.length} values` : '';
  return `is one of ${shown}${more}`;
}

/** Returns a number of characters in words. */
export const characters = (count: number) => `${count} character${count === 1 ? '' : 's'}`;
