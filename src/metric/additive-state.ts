import {
  approximate,
  compareNumeric,
  type Decimal,
  type Numeric,
  toDecimal,
} from '../value/numeric.ts';
import type { Summand } from './expression.ts';

/** What is kept of some rows: numbers, in the order in which they are asked for; null where there is none. */
export type Numbers = readonly (Numeric | null)[];

/**
 * An aggregate whose value over all rows comes from states of any parts of them: deequ's and Mosaic's sufficient
 * statistics. `merge` is associative, and its result over the parts, in any order, is the state of the whole.
 */
export interface Additive {
  /** The aggregates that make the state. */
  readonly asks: readonly Summand[];
  merge(left: Numbers, right: Numbers): Numbers;
  /** `now` is the run's clock: no state depends on it, so that states may be kept. */
  value(state: Numbers, now: Date): Numeric | null;
  /**
   * The power of two below which these values lie, where they were added up in units that are too coarse for them; null
   * where they were not.
   */
  finer?(state: Numbers): number | null;
}

/** One NaN poisons the whole. */
const extreme = (isBetter: (sign: number) => boolean) => (left: Numeric, right: Numeric) => {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return isBetter(compareNumeric(left, right)) ? left : right;
};

export const leastOf: ReturnType<typeof extreme> = extreme((sign) => sign <= 0);
export const greatestOf: ReturnType<typeof extreme> = extreme((sign) => sign >= 0);

/** Null is of no rows, and adds nothing. */
export function either(
  left: Numeric | null,
  right: Numeric | null,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Numeric | null {
  if (left === null || right === null) return left ?? right;
  return merge(left, right);
}

/** Integers and decimals are added without rounding. */
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

/** Instants come from engines in microseconds, finer ones as decimals of them. */
export function milliseconds(microseconds: Numeric): Decimal {
  const { digits, scale } = toDecimal(microseconds);
  return { digits, scale: scale + 3 };
}
