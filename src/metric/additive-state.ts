import {
  approximate,
  compareNumeric,
  type Decimal,
  type Numeric,
  toDecimal,
} from '../value/numeric.ts';
import type { Summand } from './expression.ts';

/** The numbers kept of some rows, in the order of `asks`; null where there is none. */
export type Numbers = readonly (Numeric | null)[];

/**
 * A rule by which an aggregate over all rows is computed from the states of any parts of them: deequ's and Mosaic's
 * sufficient statistics. `merge` is associative, and its result over the parts, in any order, is the state of the
 * whole.
 */
export interface Additive {
  /** The aggregates that make up the state. */
  readonly asks: readonly Summand[];
  merge(left: Numbers, right: Numbers): Numbers;
  /** Returns the aggregate's value. `now` is the run's clock: no state depends on it, so states can be cached. */
  value(state: Numbers, now: Date): Numeric | null;
  /**
   * Returns the power of two below which all values lie, if the units in which they were added up are too coarse for
   * them; null if they are not.
   */
  finer?(state: Numbers): number | null;
}

/** Returns a function that keeps the extreme of two values. NaN wins over every number. */
const extreme = (isBetter: (sign: number) => boolean) => (left: Numeric, right: Numeric) => {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return isBetter(compareNumeric(left, right)) ? left : right;
};

/** Returns the smaller of two values; NaN if one is NaN. */
export const leastOf: ReturnType<typeof extreme> = extreme((sign) => sign <= 0);
/** Returns the larger of two values; NaN if one is NaN. */
export const greatestOf: ReturnType<typeof extreme> = extreme((sign) => sign >= 0);

/** Merges two numbers. Null stands for no rows, and adds nothing. */
export function either(
  left: Numeric | null,
  right: Numeric | null,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Numeric | null {
  if (left === null || right === null) return left ?? right;
  return merge(left, right);
}

/** Adds two numbers. Integers and decimals are added without rounding. */
export function add(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  const areExact = [left, right].every(
    (value) => typeof value !== 'number' || Number.isSafeInteger(value),
  );
  if (!areExact || (typeof left === 'number' && typeof right === 'number'))
    return approximate(left) + approximate(right);
  const [a, b] = [toDecimal(left), toDecimal(right)];
  const scale = Math.max(a.scale, b.scale);
  const digits = (one: typeof a) => one.digits * 10n ** BigInt(scale - one.scale);
  return { digits: digits(a) + digits(b), scale };
}

/** Converts an instant from microseconds, as engines give it, to milliseconds. Finer instants are decimals. */
export function milliseconds(microseconds: Numeric): Decimal {
  const { digits, scale } = toDecimal(microseconds);
  return { digits, scale: scale + 3 };
}
