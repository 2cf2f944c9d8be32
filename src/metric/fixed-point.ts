import { approximate, type Numeric } from '../value/numeric.ts';
import { type Additive, add, either, greatestOf, type Numbers } from './additive-state.ts';
import { countIf, type FixedPart, not, type Scalar } from './expression.ts';

/**
 * A way to add up the values of an expression without rounding. `whole`: small integers, whose squares can be added up
 * as well. `exact`: integers and decimals. `fixed`: doubles, all smaller in size than 2^top; `mayBeSpecial` if there
 * may be a NaN or an infinity.
 */
export type Adding =
  | { readonly kind: 'whole' }
  | { readonly kind: 'exact' }
  | { readonly kind: 'fixed'; readonly top: number; readonly mayBeSpecial: boolean };

/** The number of bits in the larger part of a value in fixed point. The smaller part has as many below them. */
export const fixedBits = 62;
/** The number of bits in each half of the larger part. Squares and cubes are computed from the halves. */
export const halfBits = fixedBits / 2;
/** The number of bits in each limb of a square. Fourth powers are computed from the limbs. */
export const limbBits = 42;

/**
 * The least number of bits that the larger part of the greatest value must have. A sum also has the bits of the smaller
 * part; higher powers do not.
 */
export const fewestBits = { sum: 24, powers: 44 } as const;

/** The least power of two. The smallest doubles lie just below it. */
const leastTop = -1072;

/** Returns the power of two below which all values lie. It moves in steps, so that a new file seldom changes it. */
export function topOf(greatest: number, step: number): number {
  if (greatest === 0) return 0;
  let top = Math.max(leastTop, Math.ceil(Math.log2(greatest)));
  while (2 ** top <= greatest) top += 1;
  return Math.ceil(top / step) * step;
}

/**
 * Returns the aggregates for values in fixed point: how many there are, how many fit, and the special one, if there may
 * be one.
 */
export function counts(of: Scalar, { top, mayBeSpecial }: Fixed) {
  const part = (name: FixedPart) => ({ kind: 'fixed', of, part: name, top }) as const;
  const present = countIf(not({ kind: 'isNull', of }));
  const special = mayBeSpecial ? [part('special')] : [];
  return { part, asks: [present, part('held'), ...special] };
}

/**
 * Returns a smaller power of two, if the values are too small beside those for which `top` was made. Null if they are
 * not, or if one is not a number, since nothing is added up then.
 */
export function finerTop(
  size: Numeric | null | undefined,
  top: number,
  bits: number,
): number | null {
  const greatest = approximate(size ?? 0);
  const isFine = greatest === 0 || greatest >= 2 ** (top - fixedBits + bits);
  return isFine || Number.isNaN(greatest) ? null : topOf(greatest, finerStep);
}

/** The step of the smaller powers. It is large, so that segments of many sizes need few of them. */
const finerStep = 16;

/** The way to add up doubles. */
export type Fixed = Extract<Adding, { kind: 'fixed' }>;

/** Adds two states number by number. */
export const addAll = (left: Numbers, right: Numbers): Numbers =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    either(left[at] ?? null, right[at] ?? null, add),
  );

/** Merges states whose first number is the greatest size. All others are added up. */
export const addSized = (
  [size = null, ...left]: Numbers,
  [size2 = null, ...right]: Numbers,
): Numbers => [either(size, size2, greatestOf), ...addAll(left, right)];

/** Reads a count or a sum of a state as an integer; null is 0. */
export const whole = (value: Numeric | null | undefined): bigint => BigInt((value ?? 0n) as bigint);

/** Thrown if the data contradicts the statistics in its files. The report shows the message. */
export class Misled extends Error {
  override readonly name = 'Misled';
}

/** Returns the NaN or the infinity among the values; null if all are finite numbers. */
export function specialOf(present: bigint, held: bigint, special: Numeric | null | undefined) {
  if (present === held) return null;
  const found = approximate(special ?? 0);
  if (Number.isFinite(found))
    throw new Misled(
      'one of its files is damaged: a number in it is larger than the maximum in its footer. Write it anew.',
    );
  return found;
}

/**
 * Computes a sum of doubles. Each is cut into two integers, the first in units of 2^(top - 62) and the second in units
 * of 2^(top - 124); the rest is less than the last digit of a sum can show. Integers add up in any order.
 */
export function fixedSum(
  of: Scalar,
  adding: Fixed,
  value: (sum: bigint, exponent: number, count: bigint) => number,
): Additive {
  const { part, asks } = counts(of, adding);
  return {
    asks: [part('size'), part('high'), part('low'), ...asks],
    merge: addSized,
    finer: ([size]) => finerTop(size, adding.top, fewestBits.sum),
    value: ([, high, low, present, held, special]) => {
      const count = whole(present);
      if (count === 0n) return null;
      const sum = (whole(high) << BigInt(fixedBits)) + whole(low);
      return (
        specialOf(count, whole(held), special) ?? value(sum, adding.top - 2 * fixedBits, count)
      );
    },
  };
}
