import type { Encoding } from './encoding.ts';

/** The first bytes, from and to, of the characters of two bytes in an encoding. */
interface Pairs {
  /** Those of the characters that most texts have, in the older standard that the encoding contains. */
  readonly common: readonly [from: number, to: number];
  /** Those of signs and syllables, which say nothing. */
  readonly signs: readonly [from: number, to: number];
  /** The least second byte of both. */
  readonly second: number;
  /** True for a byte that is a character alone. */
  readonly isAlone: (byte: number) => boolean;
}

const none = () => false;

const pairs: Readonly<Record<string, Pairs>> = {
  shift_jis: {
    common: [0x88, 0x97],
    signs: [0x81, 0x83],
    second: 0x40,
    isAlone: (byte) => byte >= 0xa1 && byte <= 0xdf,
  },
  'euc-jp': { common: [0xb0, 0xcf], signs: [0xa1, 0xa5], second: 0xa1, isAlone: none },
  gb18030: { common: [0xb0, 0xd7], signs: [0xa1, 0xa3], second: 0xa1, isAlone: none },
  big5: { common: [0xa4, 0xc6], signs: [0xa1, 0xa3], second: 0x40, isAlone: none },
  'euc-kr': { common: [0xb0, 0xc8], signs: [0xa1, 0xa3], second: 0xa1, isAlone: none },
};

/** True for an encoding in which most characters have two bytes. */
export const hasPairs = (encoding: Encoding): boolean => pairs[encoding] !== undefined;

/** The largest share of characters that few texts have. */
const mostRare = 0.1;

/**
 * True if bytes are, for the most part, common characters of an encoding of two bytes each. Nearly any bytes are characters of some
 * kind in it, and only in a text that was written in it most of them are common. True for all others.
 */
export function areCommonPairs(bytes: Uint8Array, encoding: Encoding): boolean {
  const kind = pairs[encoding];
  if (kind === undefined) return true;
  let [common, rare] = [0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const [byte = 0, next = 0] = [bytes[at], bytes[at + 1]];
    if (byte < 0x80 || kind.isAlone(byte)) continue;
    at++;
    if (next < kind.second || !isIn(byte, kind.signs)) {
      if (next >= kind.second && isIn(byte, kind.common)) common++;
      else rare++;
    }
  }
  return rare <= (common + rare) * mostRare;
}

const isIn = (byte: number, [from, to]: readonly [number, number]) => byte >= from && byte <= to;
