import type fc from 'fast-check';

/** Draws one of a list, which is not empty. */
export function pick<Item>(random: fc.Random, list: readonly Item[]): Item {
  return list[random.nextInt(0, list.length - 1)] as Item;
}

/** True once in so many draws. */
export const oneIn = (random: fc.Random, times: number): boolean => random.nextInt(1, times) === 1;

/** The number of a range that is nearest to another. */
export const clamp = (value: number, minimum: number, maximum: number): number =>
  Math.min(Math.max(value, minimum), maximum);

/** Draws a whole number of a range, of all sizes: those near a number of it as often as those in all the rest. */
export function drawWhole(random: fc.Random, from: number, to: number, near: number): number {
  if (to - from <= 200) return random.nextInt(from, to);
  if (random.nextInt(0, 1) === 0)
    return random.nextInt(Math.max(from, near - 100), Math.min(to, near + 100));
  if (to - from <= 1e6) return random.nextInt(from, to);
  const isUp = near === from || (near < to && random.nextInt(0, 1) === 0);
  const size = 2 ** random.nextInt(7, 53);
  const distance = random.nextInt(0, Math.min(size, isUp ? to - near : near - from));
  return isUp ? near + distance : near - distance;
}

/** Draws some characters of a pool, several by one random number. */
export function pickText(random: fc.Random, pool: readonly string[], length: number): string {
  const size = pool.length;
  // As many as there is room for in 31 bits.
  const together = size <= 1 ? 8 : Math.max(1, Math.floor(31 / Math.log2(size)));
  let text = '';
  for (let left = length; left > 0; left -= together) {
    const count = Math.min(left, together);
    let number = random.nextInt(0, size ** count - 1);
    for (let at = 0; at < count; at++) {
      text += pool[number % size];
      number = Math.floor(number / size);
    }
  }
  return text;
}
