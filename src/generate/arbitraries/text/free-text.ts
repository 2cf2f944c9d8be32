import type fc from 'fast-check';
import { oneIn, pick, pickText } from '../draw.ts';
import type { Room } from './room.ts';

const letters = [...'abcdefghijklmnopqrstuvwxyz'];
const plain = [...letters, ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ', ...'0123456789', ' ', '-', '_', '.'];

/** Characters that programs cut in two, count twice, fold, escape or show in the wrong order. */
const odd = [
  ...[' ', '\t', '\n', '"', "'", ',', ';', '\\', '%', '/', '<', '&', '\u00a0', '\u200b', '\ufeff'],
  ...['é', 'e\u0301', 'ß', 'İ', 'ﬁ', '漢', '😀', '👩‍👩‍👧', '𝒳', 'א', '\u202e', 'ا', '\ufffd'],
];

/** Draws any text. Every fourth has odd parts, and now and then a text is as short or as long as can be. */
export function freeText(random: fc.Random, { least, most }: Room): string {
  const length = drawLength(random, least, most);
  const isOdd = oneIn(random, 4);
  if (!isOdd) return pickText(random, oneIn(random, 2) ? plain : letters, length);
  let text = '';
  for (let left = length; left > 0; left--) {
    const part = pick(random, oneIn(random, 3) ? odd : plain);
    // A part of several units would leave too few for the length that is still wanted.
    text += text.length + part.length + left - 1 <= most ? part : pick(random, letters);
  }
  return text;
}

/** Longer texts take time, and show nothing more. */
const longest = 300;

function drawLength(random: fc.Random, least: number, most: number): number {
  const die = random.nextInt(0, 19);
  if (die === 0) return least;
  if (die === 1 && most <= Math.max(longest, least)) return most;
  return Math.min(most, least + random.nextInt(0, 9));
}
