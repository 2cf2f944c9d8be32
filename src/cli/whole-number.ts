import { printNumeric } from '../value/numeric.ts';
import { UsageError } from './usage.ts';

/** Reads the whole number of an option between two ends. */
export function wholeNumber(
  option: string,
  text: string,
  [least, most]: readonly [number, number],
): number {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(
    `${option} takes a whole number from ${printNumeric(least)} to ${printNumeric(most)}, not '${text}'.`,
  );
}
