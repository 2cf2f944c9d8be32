import { permutation } from './permutation.ts';
import { type Draw, pick, type Random } from './random.ts';
import { words } from './words.ts';

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hex8 = (bits: number) =>
  `${pairs[bits >>> 24]}${pairs[(bits >>> 16) & 255]}${pairs[(bits >>> 8) & 255]}${pairs[bits & 255]}`;

const hex = (count: number) => (random: Random) =>
  Array.from({ length: count / 8 }, () => hex8(random.bits())).join('');

function uuid(random: Random): string {
  const [a, b, c, d] = [random.bits(), random.bits(), random.bits(), random.bits()];
  const middle = hex8((b & 0xffff0fff) | 0x4000);
  const variant = hex8((c & 0x3fffffff) | 0x80000000);
  return `${hex8(a)}-${middle.slice(0, 4)}-${middle.slice(4)}-${variant.slice(0, 4)}-${variant.slice(4)}${hex8(d)}`;
}

const domains = ['example.com', 'example.org', 'example.net'];

const email = (random: Random) =>
  `${pick(random, words)}.${pick(random, words)}${random.below(1000)}@${pick(random, domains)}`;

const two = (value: number) => String(value).padStart(2, '0');

const isoDate = (random: Random) =>
  `${2021 + random.below(5)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;

const clock = (random: Random) =>
  `${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}`;

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

/** Returns texts of a format of which no two are equal; null where it has none by construction. */
export function distinctFormat(format: string, seed: string): ((index: number) => string) | null {
  if (format !== 'email') return null;
  const order = permutation(2 ** 30, seed, 'email');
  return (index) => {
    const number = order(index);
    return `${words[number % words.length]}.${number.toString(36)}@${domains[number % domains.length]}`;
  };
}
