/** A number with a fixed count of decimal places, `digits / 10^scale`, carried without rounding. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** A measured number. Counts, big integers and decimals are exact; they must not be rounded. */
export type Numeric = number | bigint | Decimal;

/** True for a {@link Decimal}. A struct of the data may have fields of the same names, and others besides. */
export const isDecimal = (value: unknown): value is Decimal =>
  typeof value === 'object' &&
  value !== null &&
  'digits' in value &&
  'scale' in value &&
  typeof value.digits === 'bigint' &&
  typeof value.scale === 'number' &&
  Object.keys(value).length === 2;

/** True for a {@link Numeric}. */
export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint' || isDecimal(value);

/** Parses `'12.50'`, `'-3'` or `'1e-7'` as an exact decimal. */
export function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim());
  if (!match || !(match[2] || match[3])) throw new TypeError(`'${text}' is not a number`);
  const fraction = match[3] ?? '';
  const scale = fraction.length - Number(match[4] ?? 0);
  const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/**
 * Returns the exact decimal of a finite number. A fraction is taken as it prints, so that `0.1` is one tenth and not
 * its nearest binary fraction.
 */
export function toDecimal(value: Numeric): Decimal {
  if (typeof value === 'object') return value;
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole ? { digits: BigInt(value), scale: 0 } : parseDecimal(String(value));
}

/**
 * Compares two numbers exactly. Returns a negative number, zero or a positive one, as for `Array.sort`, and NaN if
 * either is NaN.
 */
export function compareNumeric(left: Numeric, right: Numeric): number {
  if (typeof left === 'number' && typeof right === 'number')
    return left === right ? 0 : left - right;
  if (typeof left === 'number' && !Number.isFinite(left)) return left;
  if (typeof right === 'number' && !Number.isFinite(right)) return -right;
  const a = toDecimal(left);
  const b = toDecimal(right);
  const difference = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Returns the lesser of two numbers. */
export const lesserNumeric = (one: Numeric, other: Numeric): Numeric =>
  compareNumeric(other, one) < 0 ? other : one;

/** True if a measured number is NaN. It satisfies no bound. */
export const isNotANumber = (value: Numeric): boolean => Number.isNaN(value);

/** Returns the nearest double, for charts and shares in which the last digit does not matter. */
export function approximate(value: Numeric): number {
  return typeof value === 'object' ? Number(`${value.digits}e-${value.scale}`) : Number(value);
}

const groupThousands = (integer: string) => integer.replace(/\B(?=(\d{3})+$)/g, ',');

/** Prints a number in full, with thousands grouped: limits that a user wrote, exact integers and decimals. */
export function printExact(value: Numeric): string {
  if (typeof value === 'number' && (!Number.isFinite(value) || hasExponent(value)))
    return String(value);
  const { digits, scale } = toDecimal(value);
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  const integer = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${digits < 0n ? '-' : ''}${groupThousands(integer)}${fraction ? `.${fraction}` : ''}`;
}

const hasExponent = (value: number) => String(value).includes('e');

/**
 * Rounds a double to four decimal places, or to six significant digits below 1. Integers and decimals are returned as
 * they are.
 */
export function rounded(value: Numeric): Numeric {
  if (typeof value !== 'number' || !Number.isFinite(value) || Number.isInteger(value)) return value;
  return Number(Math.abs(value) >= 1 ? value.toFixed(4) : value.toPrecision(6));
}

/** Prints a number for machines: without a thousands separator, and nothing rounded. */
export function exactNumber(value: Numeric): string {
  return typeof value === 'object' ? printExact(value).replaceAll(',', '') : String(value);
}

/** Prints a number for people: rounded, with thousands grouped. */
export const printNumeric = (value: Numeric): string => printExact(rounded(value));
