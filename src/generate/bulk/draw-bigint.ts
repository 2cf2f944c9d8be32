import { window } from './draw-number.ts';
import type { Draw } from './random.ts';

/** A range of bigints and their step. */
export interface BigintRange {
  readonly minimum: bigint;
  readonly maximum: bigint;
  readonly step: bigint;
}

/** Returns the multiples in a range as the first of them and their number, at most 2^52. */
export function multiplesIn({ minimum, maximum, step }: BigintRange) {
  const [from, to] = window(Number(minimum), Number(maximum));
  const isWhole = from === Number(minimum) && to === Number(maximum);
  const [low, high] = isWhole
    ? [minimum, maximum]
    : [BigInt(Math.ceil(from)), BigInt(Math.floor(to))];
  const over = ((low % step) + step) % step;
  const first = over === 0n ? low : low + step - over;
  const count = first > high ? 0n : (high - first) / step + 1n;
  return { first, count: count > 2n ** 52n ? 2 ** 52 : Number(count) };
}

/** Draws bigints: multiples of a step in a range. Null where there is none. */
export function drawBigint(shape: BigintRange): Draw | null {
  const { first, count } = multiplesIn(shape);
  if (count === 0) return null;
  return (random) => first + BigInt(random.below(count)) * shape.step;
}
