import { atIndex, gridOf } from '../arbitraries/grid.ts';
import type { NumberShape } from '../domain.ts';
import type { Draw, Random } from './random.ts';

/** The share of values that are an end of their range, where the contract states one. */
const edges = 0.005;

/** Ranges that are wider than this are those of the type, or as good as unlimited: values are near 0. */
const wide = 1e9;

/** Draws numbers: mostly in the middle of their range, now and then at an end. Null where none can be drawn. */
export function drawNumber(shape: NumberShape): Draw | null {
  const { minimum, maximum } = shape;
  const grid = gridOf(shape);
  if (minimum > maximum || (grid !== null && grid.first > grid.last)) return null;
  if (grid === null) return drawBetween(minimum, maximum, (value) => value);
  const index = drawBetween(grid.first, grid.last, Math.round);
  return (random) => atIndex(grid, index(random));
}

/** Draws of a range; `near` rounds a number to one that may stand. */
function drawBetween(
  minimum: number,
  maximum: number,
  near: (value: number) => number,
): (random: Random) => number {
  const [from, to] = window(minimum, maximum);
  const width = to - from;
  const [low, high] = [from === minimum ? edges : 0, to === maximum ? edges : 0];
  return (random) => {
    const chance = random.bits() / 2 ** 32;
    if (chance < low) return minimum;
    if (chance < low + high) return maximum;
    // The mean of two draws lies in the middle more often than at the ends.
    const value = near(from + width * ((random.unit() + random.bits() / 2 ** 32) / 2));
    return Math.max(minimum, Math.min(value, maximum));
  };
}

/** The part of a range that values are drawn from: all of it where it is narrow, else that which is near 0. */
export function window(minimum: number, maximum: number): readonly [from: number, to: number] {
  if (maximum - minimum <= wide) return [minimum, maximum];
  const size = 10_000;
  if (minimum > size || maximum < -size)
    return minimum > 0 ? [minimum, minimum + wide] : [maximum - wide, maximum];
  return [Math.max(minimum, minimum >= 0 ? 0 : -size), Math.min(maximum, size)];
}
