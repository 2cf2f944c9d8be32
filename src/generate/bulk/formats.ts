import { z } from 'zod';
import type { TextShape } from '../domain.ts';
import { permutation } from './permutation.ts';
import { type Draw, pick, type Random } from './random.ts';
import { words } from './words.ts';

let listed: readonly string[] | null = null;

/** All numbers of 16 bits as four hexadecimal digits. */
function fourDigits(): readonly string[] {
  listed ??= Array.from({ length: 2 ** 16 }, (_, bits) => bits.toString(16).padStart(4, '0'));
  return listed;
}

const hex = (count: number) => (random: Random) => {
  const four = fourDigits();
  let text = '';
  for (let at = 0; at < count; at += 8) {
    const bits = random.bits();
    text += `${four[bits >>> 16]}${four[bits & 0xffff]}`;
  }
  return text;
};

function uuid(random: Random): string {
  const four = fourDigits();
  const [a, b, c, d] = [random.bits(), random.bits(), random.bits(), random.bits()];
  const version = four[(b & 0x0fff) | 0x4000];
  const variant = four[((c >>> 16) & 0x3fff) | 0x8000];
  return `${four[a >>> 16]}${four[a & 0xffff]}-${four[b >>> 16]}-${version}-${variant}-${four[c & 0xffff]}${four[d >>> 16]}${four[d & 0xffff]}`;
}

const domains = ['example.com', 'example.org', 'example.net'];

const two = (value: number) => String(value).padStart(2, '0');

/** Every text with one item of each list: a text is picked from these faster than it is made. */
const eachOf = (...lists: readonly (readonly (string | number)[])[]): readonly string[] =>
  lists.reduce<readonly string[]>(
    (texts, list) => texts.flatMap((text) => list.map((item) => text + item)),
    [''],
  );

const upTo = (limit: number) => Array.from({ length: limit }, (_, at) => at);

const names = eachOf(words, ['.'], words);
const hosts = eachOf(upTo(1000), ['@'], domains);
const months = upTo(12).map((month) => two(month + 1));
const days = eachOf(
  [2021, 2022, 2023, 2024, 2025],
  ['-'],
  months,
  ['-'],
  upTo(28).map((day) => two(day + 1)),
);
const minutes = eachOf(upTo(24).map(two), [':'], upTo(60).map(two));
const seconds = upTo(60).map((second) => `:${two(second)}`);

const email = (random: Random) => pick(random, names) + pick(random, hosts);

const isoDate = (random: Random) => pick(random, days);

const clock = (random: Random) => pick(random, minutes) + pick(random, seconds);

/** Draws of formats that are written by hand, because they are frequent. Others follow their pattern. */
export const formats: Readonly<Record<string, Draw>> = {
  uuid,
  guid: uuid,
  email,
  isoDate,
  isoTime: clock,
  isoDatetime: (random) => `${isoDate(random)}T${clock(random)}Z`,
  url: (random) => `https://${pick(random, domains)}/${pick(random, words)}/${pick(random, words)}`,
  httpUrl: (random) => `https://${pick(random, domains)}/${pick(random, words)}`,
  ipv4: (random) => Array.from({ length: 4 }, () => random.below(256)).join('.'),
  md5: hex(32),
  sha256: hex(64),
};

/** The pattern of zod that all texts drawn of a format match by their form. */
const ownPatterns: ReadonlyMap<string, RegExp> = new Map([
  ['uuid', z.regexes.uuid()],
  ['guid', z.regexes.guid],
  ['email', z.regexes.email],
  ['isoDate', z.regexes.date],
]);

/** True where a shape asks of a format's texts what that format is, and nothing beyond. */
export function hasOwnForm(
  format: string,
  { patterns, notPatterns, minLength, maxLength }: TextShape,
): boolean {
  const [pattern, more] = patterns;
  const own = ownPatterns.get(format);
  // An end of the length that leaves texts of the pattern out is one of the user's.
  const isWhole = format === 'email' ? minLength <= 6 && maxLength === null : true;
  const isOwn = own !== undefined && pattern?.source === own.source && pattern.flags === own.flags;
  return isOwn && more === undefined && notPatterns.length === 0 && isWhole;
}

/** Returns texts of a format of which no two are equal; null where it has none by construction. */
export function distinctFormat(format: string, seed: string): ((index: number) => string) | null {
  if (format !== 'email') return null;
  const order = permutation(2 ** 30, seed, 'email');
  return (index) => {
    const number = order(index);
    return `${words[number % words.length]}.${number.toString(36)}@${domains[number % domains.length]}`;
  };
}
