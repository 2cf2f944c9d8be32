import type { Additive, Numbers } from './additive-state.ts';
import { countIf, not, type Scalar } from './expression.ts';
import {
  type Adding,
  addAll,
  addSized,
  counts,
  type Fixed,
  fewestBits,
  finerTop,
  fixedBits,
  halfBits,
  specialOf,
  whole,
} from './fixed-point.ts';

/** The sums of the values, of their squares and, if asked for, of their cubes, as integers of one unit. */
export type PowerSums = readonly [sum: bigint, squares: bigint, cubes: bigint];

/** Computes a number from power sums. The unit of the values is 2^exponent. */
export type OfPowers = (count: bigint, sums: PowerSums, exponent: number) => number | null;

/**
 * Computes a number from the sums of the powers up to `highest`. They are added up without rounding, so that their
 * differences lose nothing, and equal values have a deviation of 0. NaN if a value is NaN or infinite.
 */
export const powerSums = (of: Scalar, adding: Adding, highest: 2 | 3, value: OfPowers): Additive =>
  adding.kind === 'fixed'
    ? fixedPowerSums(of, adding, highest, value)
    : wholePowerSums(of, highest, value);

const squareParts = ['upperUpper', 'upperLower', 'lowerLower'] as const;
const cubeParts = [
  'upperUpperUpper',
  'upperUpperLower',
  'upperLowerLower',
  'lowerLowerLower',
] as const;

/** Computes it for doubles, from their larger parts in fixed point. */
function fixedPowerSums(of: Scalar, adding: Fixed, highest: 2 | 3, value: OfPowers): Additive {
  const { part, asks } = counts(of, adding);
  const products = highest === 2 ? squareParts : [...squareParts, ...cubeParts];
  return {
    asks: [part('size'), part('high'), ...products.map(part), ...asks],
    merge: addSized,
    finer: ([size]) => finerTop(size, adding.top, fewestBits.powers),
    value: ([, high, ...state]) => {
      const [present, held, special] = state.slice(products.length);
      const count = whole(present);
      if (count > 0n && specialOf(count, whole(held), special) !== null) return Number.NaN;
      const sums = state.slice(0, products.length).map(whole);
      return value(count, [whole(high), squares(sums), cubes(sums)], adding.top - fixedBits);
    },
  };
}

const half = BigInt(halfBits);

/** Returns the sum of (u + l)^2, with u in units of 2^31. */
const squares = ([upperUpper = 0n, upperLower = 0n, lowerLower = 0n]: readonly bigint[]) =>
  (upperUpper << (2n * half)) + (upperLower << (half + 1n)) + lowerLower;

/** Returns the sum of (u + l)^3, with u in units of 2^31. */
const cubes = ([, , , uuu = 0n, uul = 0n, ull = 0n, lll = 0n]: readonly bigint[]) =>
  (uuu << (3n * half)) + 3n * ((uul << (2n * half)) + (ull << half)) + lll;

/** Computes it for small integers. */
function wholePowerSums(of: Scalar, highest: 2 | 3, value: OfPowers): Additive {
  const power = (exponent: 2 | 3) => ({ kind: 'powers', of, exponent }) as const;
  const powers = highest === 2 ? [power(2)] : [power(2), power(3)];
  return {
    asks: [{ kind: 'sum', of }, ...powers, countIf(not({ kind: 'isNull', of }))],
    merge: addAll,
    value: (state: Numbers) => {
      const [sum, square, cube] = state.slice(0, -1).map(whole);
      return value(whole(state.at(-1)), [sum ?? 0n, square ?? 0n, cube ?? 0n], 0);
    },
  };
}
