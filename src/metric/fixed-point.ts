import { approximate, type Numeric } from '../value/numeric.ts';
import { type Additive, add, either, greatestOf, type Numbers } from './additive-state.ts';
import { countIf, type FixedPart, not, type Scalar } from './expression.ts';

/**
 * How the values of an expression add up without rounding. `whole`: small integers, of which the squares add up as well.
 * `exact`: integers and decimals. `fixed`: doubles, each smaller in size than 2^top; where one may be NaN or infinite,
 * it `mayBeSpecial`.
 */
export type Adding =
  | { readonly kind: 'whole' }
  | { readonly kind: 'exact' }
  | { readonly kind: 'fixed'; readonly top: number; readonly mayBeSpecial: boolean };

/** Bits of the larger part of a value in fixed point, and as many again below them. */
export const fixedBits = 62;
/** The larger part is squared and cubed in two halves. */
export const halfBits = fixedBits / 2;

/**
 * Bits that the larger part of the greatest value must have at least. Of a sum there are as many below them as the larger
 * part has, of squares and cubes none.
 */
export const fewestBits = { sum: 24, powers: 44 } as const;

/** The smallest doubles lie just below. */
const leastTop = -1072;

/** The power of two below which all values lie, in steps, so that a file that is added seldom changes it. */
export function topOf(greatest: number, step: number): number {
  if (greatest === 0) return 0;
  let top = Math.max(leastTop, Math.ceil(Math.log2(greatest)));
  while (2 ** top <= greatest) top += 1;
  return Math.ceil(top / step) * step;
}

/** What is asked of values in fixed point: how many there are, how many are held, and what they are if not numbers. */
export function counts(of: Scalar, { top, mayBeSpecial }: Fixed) {
  const part = (name: FixedPart) => ({ kind: 'fixed', of, part: name, top }) as const;
  const present = countIf(not({ kind: 'isNull', of }));
  const special = mayBeSpecial ? [part('special')] : [];
  return { part, asks: [present, part('held'), ...special] };
}

/**
 * The power of two for values that are too small beside those for which `top` was made; null where they are not, or where
 * one is no number: nothing is added up then.
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

/** In large steps, so that segments of many sizes need few of them. */
const finerStep = 16;

export type Fixed = Extract<Adding, { kind: 'fixed' }>;

export const addAll = (left: Numbers, right: Numbers): Numbers =>
  Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    either(left[at] ?? null, right[at] ?? null, add),
  );

/** The first is the greatest size, all others add up. */
export const addSized = (
  [size = null, ...left]: Numbers,
  [size2 = null, ...right]: Numbers,
): Numbers => [either(size, size2, greatestOf), ...addAll(left, right)];

export const whole = (value: Numeric | null | undefined): bigint => BigInt((value ?? 0n) as bigint);

/** The data has other values than its files say of themselves; the message says so to whoever reads the report. */
export class Misled extends Error {
  override readonly name = 'Misled';
}

/** NaN or an infinity where one is among the values; null where all are numbers. */
export function specialOf(present: bigint, held: bigint, special: Numeric | null | undefined) {
  if (present === held) return null;
  const found = approximate(special ?? 0);
  if (Number.isFinite(found))
    throw new Misled(
      'one of its files is damaged: a number in it is larger than the footer of the file tells. Write it anew.',
    );
  return found;
}

/**
 * A sum of doubles. Each is cut into two integers, of which the first counts 2^(top - 62) and the second 2^(top - 124):
 * what lies below is less than the last digit of a sum can tell. Integers add up in any order.
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
