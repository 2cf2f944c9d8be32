import type fc from 'fast-check';
import { isMultiple } from '../../value/multiple.ts';
import type { NumberShape } from '../domain.ts';
import { clamp, drawWhole, oneIn, pick } from './draw.ts';
import { atIndex, type Grid, gridOf } from './grid.ts';
import type { Scalar } from './scalar.ts';
import { simplerNumbers, simplestNumber } from './simpler-numbers.ts';

/** Numbers: every tenth at an edge of the domain, the others of all sizes. They shrink to zero. */
export function numbers(shape: NumberShape): Scalar<number> {
  const grid = gridOf(shape);
  const accepts = (value: unknown) => typeof value === 'number' && isMember(shape, value);
  // Beyond 2^53 all doubles are whole.
  const plain = (grid && onGrid(grid)) ?? between(shape, accepts);
  const special = specialsOf(shape);
  const simplest = simplestOf(shape, grid, accepts);
  return {
    draw: (random) =>
      special.length > 0 && (plain === null || oneIn(random, 16))
        ? pick(random, special)
        : (plain?.(random) ?? Number.NaN),
    simpler: (value) =>
      simplest === null ? [] : simplerNumbers(value, simplest, grid && atIndex(grid, 1), accepts),
    accepts,
    members: grid && special.length === 0 ? fewMembers(grid) : null,
  };
}

/** True for a number of a shape. */
function isMember({ minimum, maximum, whole, steps, nan, infinite }: NumberShape, value: number) {
  if (Number.isNaN(value)) return nan;
  if (!Number.isFinite(value) && !infinite) return false;
  if (value < minimum || value > maximum) return false;
  if (whole && !Number.isInteger(value)) return false;
  return steps.every((step) => isMultiple(value, step));
}

const specialsOf = ({ nan, infinite, minimum, maximum }: NumberShape): readonly number[] => [
  ...(nan ? [Number.NaN] : []),
  ...(infinite && maximum === Infinity ? [Infinity] : []),
  ...(infinite && minimum === -Infinity ? [-Infinity] : []),
];

type Draw = (random: fc.Random) => number;

function onGrid(grid: Grid): Draw | null {
  const { first, last } = grid;
  if (first > last) return null;
  const near = clamp(0, first, last);
  const edges = [first, first + 1, last - 1, last, near, near - 1, near + 1].filter(
    (one) => one >= first && one <= last,
  );
  const isUnit = grid.digits === 1 && grid.scale === 0;
  return (random) => {
    const index = oneIn(random, 10) ? pick(random, edges) : drawWhole(random, first, last, near);
    return isUnit ? index : atIndex(grid, index);
  };
}

/** Far enough, and sums of such numbers are still finite. */
const farthest = 2 ** 53;

function between({ minimum, maximum }: NumberShape, accepts: (value: number) => boolean) {
  const from = Math.max(minimum, Math.min(-farthest, maximum));
  const to = Math.min(maximum, Math.max(farthest, minimum));
  if (!(from <= to) || !Number.isFinite(from) || !Number.isFinite(to)) return null;
  const near = clamp(0, from, to);
  const edges = [from, to, next(from, 1), next(to, -1), 0, -0, near, 1, -1, 0.1].filter(accepts);
  const [cents, most] = [Math.ceil(from * 100), Math.floor(to * 100)];
  const draw: Draw = (random) => {
    const die = random.nextInt(0, 9);
    if (die === 0) return pick(random, edges);
    if (die <= 6 && cents <= most)
      return clamp(drawCents(random, cents, most, near) / 100, from, to);
    const far = to - from > 1e6 ? drawFar(random, near) : from + (to - from) * fraction(random);
    return clamp(far, from, to);
  };
  return draw;
}

/** Most measured numbers have few digits after the point. */
const drawCents = (random: fc.Random, from: number, to: number, near: number) => {
  const nearest = clamp(Math.round(near * 100), from, to);
  const [low, high] = [Math.max(from, nearest - 100_000), Math.min(to, nearest + 100_000)];
  const cents = random.nextInt(low, high);
  const whole = cents - (cents % 100);
  return oneIn(random, 3) && whole >= low && whole <= high ? whole : cents;
};

/** Numbers of all sizes, on both sides. */
const drawFar = (random: fc.Random, near: number) =>
  near + (fraction(random) - 0.5) * 2 ** random.nextInt(-20, 54);

const fraction = (random: fc.Random) => random.nextInt(0, 2 ** 31 - 1) / 2 ** 31;

const bits = new DataView(new ArrayBuffer(8));

/** The next double above (1) or below (-1). */
export function next(value: number, side: 1 | -1): number {
  if (value === 0) return side * Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 === side > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

function simplestOf(shape: NumberShape, grid: Grid | null, accepts: (value: number) => boolean) {
  if (!grid) return simplestNumber(shape.minimum, shape.maximum, accepts);
  return grid.first > grid.last ? shape.minimum : atIndex(grid, clamp(0, grid.first, grid.last));
}

/** More are not worth a list. */
const few = 1000;

function fewMembers(grid: Grid): readonly number[] | null {
  const count = grid.last - grid.first + 1;
  if (count > few || count < 1) return null;
  const near = clamp(0, grid.first, grid.last);
  const indexes = Array.from({ length: count }, (_, at) => grid.first + at);
  return indexes
    .sort((one, other) => Math.abs(one - near) - Math.abs(other - near) || other - one)
    .map((index) => atIndex(grid, index));
}
