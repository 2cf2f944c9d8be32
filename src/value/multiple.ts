import { approximate, type Numeric } from './numeric.ts';

/**
 * True for a whole multiple of the step. A step of 1 or of a bigint is exact; of others it is zod's rule for doubles: the
 * quotient is an integer but for four roundings of its last place.
 */
export function isMultiple(value: Numeric, step: number | bigint): boolean {
  const isExact = typeof step === 'bigint' || step === 1;
  if (typeof value === 'bigint' && isExact) return value % BigInt(step) === 0n;
  const number = approximate(value);
  if (Number(step) === 1) return Number.isInteger(number);
  const quotient = number / Number(step);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(quotient), 1);
  return Math.abs(quotient - Math.round(quotient)) < tolerance;
}
