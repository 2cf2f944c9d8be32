/** A seeded source of numbers, the same for the same seed on every machine. */
export interface Random {
  /** Returns a whole number of at least 0 and below 2^32. */
  bits(): number;
  /** Returns a number of at least 0 and below 1, of 53 bits. */
  unit(): number;
  /** Returns a whole number of at least 0 and below a limit, which is at most 2^53. */
  below(limit: number): number;
}

/**
 * Returns the source of a seed and of words that name what it is for: sources of other words are independent of it, so that
 * the order in which they are used changes nothing. It is sfc32, which takes whole numbers of 32 bits alone.
 */
export function randomOf(...words: readonly (string | number)[]): Random {
  let [a, b, c] = [hash(words, 0x9e3779b9), hash(words, 0x243f6a88), hash(words, 0xb7e15162)];
  let counter = 1;
  const bits = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  const unit = () => (bits() * 2 ** 21 + (bits() >>> 11)) / 2 ** 53;
  // The first numbers of similar seeds are similar.
  for (let turn = 0; turn < 12; turn += 1) bits();
  return {
    bits,
    unit,
    below: (limit) => Math.floor((limit <= 2 ** 20 ? bits() / 2 ** 32 : unit()) * limit),
  };
}

/** Returns a number of 32 bits from words: FNV-1a, and murmur3's last mixing. */
export function hash(words: readonly (string | number)[], start: number): number {
  let state = start | 0;
  const text = words.join('\0');
  for (let at = 0; at < text.length; at += 1)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return mix(state);
}

/** Mixes the bits of a number, so that each depends on all others. */
export function mix(bits: number): number {
  let state = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) | 0;
}

/** Draws a value of a domain. */
export type Draw = (random: Random) => unknown;

/** Returns one of a list, which is not empty. */
export const pick = <Item>(random: Random, list: readonly Item[]): Item =>
  list[random.below(list.length)] as Item;
