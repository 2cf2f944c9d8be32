import { hash, mix } from './random.ts';

/**
 * Returns a bijection of the whole numbers below a size onto themselves, in no visible order: a Feistel network over the next
 * even number of bits, walked until a number lies below the size. The size is at most 2^52.
 */
export function permutation(size: number, ...words: readonly (string | number)[]) {
  const half = Math.max(1, Math.ceil(Math.ceil(Math.log2(Math.max(size, 2))) / 2));
  const width = 2 ** half;
  const mask = width - 1;
  const [one, two, three, four] = [1, 2, 3, 4].map((round) =>
    hash([...words, round], 0x2545f491),
  ) as [number, number, number, number];
  const scramble = (index: number) => {
    let left = Math.floor(index / width);
    let right = index - left * width;
    left ^= mix(right ^ one) & mask;
    right ^= mix(left ^ two) & mask;
    left ^= mix(right ^ three) & mask;
    right ^= mix(left ^ four) & mask;
    return left * width + right;
  };
  return (index: number): number => {
    let found = scramble(index);
    while (found >= size) found = scramble(found);
    return found;
  };
}
