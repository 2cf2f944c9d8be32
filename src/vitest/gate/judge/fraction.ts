import { type Numeric, parseDecimal, toDecimal } from '../../../value/numeric.ts';

/** An exact number, `top / bottom`, with a bottom above 0. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** Returns the fraction of a finite number. */
export function fractionOf(value: Numeric): Fraction {
  const { digits, scale } = toDecimal(value);
  return { top: digits, bottom: 10n ** BigInt(scale) };
}

/** Returns the fraction of a number or an ISO instant as outcomes have it; null if it is not finite. */
export function parseFraction(text: string): Fraction | null {
  try {
    return fractionOf(parseDecimal(text));
  } catch {
    const milliseconds = /^\d{4}-/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(milliseconds) ? null : fractionOf(milliseconds);
  }
}

/** Returns the difference of two fractions. */
export const minus = (one: Fraction, other: Fraction): Fraction => ({
  top: one.top * other.bottom - other.top * one.bottom,
  bottom: one.bottom * other.bottom,
});

/** Compares two fractions: a negative number, zero or a positive one, as for `Array.sort`. */
export function compareFractions(one: Fraction, other: Fraction): number {
  const { top } = minus(one, other);
  return top < 0n ? -1 : top > 0n ? 1 : 0;
}
