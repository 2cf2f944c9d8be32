import { exactNumber, type Numeric, parseDecimal } from '../value/numeric.ts';
import { printInstant } from '../value/quantity.ts';

/** A number in a baseline file: text where JSON has no number for it, or where an instant is easier to read. */
export type Numeral = number | string;

/** Writes a number so that {@link readNumeral} gives back an equal one. */
export function writeNumeral(value: Numeric): Numeral {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  const number = Number(exactNumber(value));
  return Number.isSafeInteger(number) ? number : exactNumber(value);
}

/** Reads a number as it was written. */
export function readNumeral(written: Numeral): Numeric {
  if (typeof written === 'number') return written;
  if (/^-?\d+$/.test(written)) return BigInt(written);
  return /^-?[\d.]+$/.test(written) ? parseDecimal(written) : Number(written);
}

/** Writes the end of a cell. A whole number of milliseconds since 1970 is written as an instant. */
export function writeEnd(end: number, isInstant: boolean): Numeral {
  if (!Number.isFinite(end)) return String(end);
  return isInstant && Number.isInteger(end) && Math.abs(end) <= 8.64e15 ? printInstant(end) : end;
}

/** Reads the end of a cell as it was written. */
export const readEnd = (written: Numeral): number =>
  typeof written === 'number' || /^-?Infinity$/.test(written)
    ? Number(written)
    : Date.parse(written);
