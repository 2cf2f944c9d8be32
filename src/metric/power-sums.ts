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
  limbBits,
  specialOf,
  whole,
} from './fixed-point.ts';

/**
 * The sums of the values, of their squares and, if asked for, of their cubes and fourth powers, as integers of one unit.
 * Those that were not asked for are 0.
 */
export type PowerSums = readonly [sum: bigint, squares: bigint, cubes: bigint, fourths: bigint];

/** The highest power whose sum is needed. */
type Highest = 2 | 3 | 4;

/** Computes a number from power sums. The unit of the values is 2^exponent. */
export type OfPowers = (count: bigint, sums: PowerSums, exponent: number) => number | null;

/**
 * Computes a number from the sums of the powers up to `highest`. They are added up without rounding, so that their
 * differences lose nothing, and equal values have a deviation of 0. NaN if a value is NaN or infinite.
 */
export function powerSums(of: Scalar, adding: Adding, highest: Highest, value: OfPowers): Additive {
  return adding.kind === 'fixed'
    ? fixedPowerSums(of, adding, highest, value)
    : wholePowerSums(of, highest, value);
}

const squareParts = ['upperUpper', 'upperLower', 'lowerLower'] as const;
const cubeParts = [
  'upperUpperUpper',
  'upperUpperLower',
  'upperLowerLower',
  'lowerLowerLower',
] as const;
const fourthParts = ['fourth0', 'fourth1', 'fourth2', 'fourth3', 'fourth4'] as const;

/** Computes it for doubles, from their larger parts in fixed point. */
function fixedPowerSums(of: Scalar, adding: Fixed, highest: Highest, value: OfPowers): Additive {
  const { part, asks } = counts(of, adding);
  const products = [
    ...squareParts,
    ...(highest > 2 ? cubeParts : []),
    ...(highest > 3 ? fourthParts : []),
  ];
  return {
    asks: [part('size'), part('high'), ...products.map(part), ...asks],
    merge: addSized,
    finer: ([size]) => finerTop(size, adding.top, fewestBits.powers),
    value: ([, high, ...state]) => {
      const [present, held, special] = state.slice(products.length);
      const count = whole(present);
      if (count > 0n && specialOf(count, whole(held), special) !== null) return Number.NaN;
      const sums = state.slice(0, products.length).map(whole);
      const powers = [whole(high), squares(sums), cubes(sums), fourths(sums)] as const;
      return value(count, powers, adding.top - fixedBits);
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

/** Returns the sum of the squares of (a + b + c)^2, with the limbs b in units of 2^42 and c in units of 2^84. */
const fourths = (sums: readonly bigint[]) =>
  sums
    .slice(squareParts.length + cubeParts.length)
    .reduce((total, sum, at) => total + (sum << BigInt(at * limbBits)), 0n);

/** Computes it for small integers. */
function wholePowerSums(of: Scalar, highest: Highest, value: OfPowers): Additive {
  const powers = ([2, 3, 4] as const)
    .filter((exponent) => exponent <= highest)
    .map((exponent) => ({ kind: 'powers', of, exponent }) as const);
  return {
    asks: [{ kind: 'sum', of }, ...powers, countIf(not({ kind: 'isNull', of }))],
    merge: addAll,
    value: (state: Numbers) => {
      const [sum = 0n, square = 0n, cube = 0n, fourth = 0n] = state.slice(0, -1).map(whole);
      return value(whole(state.at(-1)), [sum, square, cube, fourth], 0);
    },
  };
}
