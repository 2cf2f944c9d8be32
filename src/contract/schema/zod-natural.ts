import { approximate, isDecimal } from '../../value/numeric.ts';

/** Converts a value of an engine to the one that zod is to check. */
export type Convert = (value: unknown) => unknown;

/** Returns the natural JavaScript value, for a schema that wants no other form. */
export function natural(value: unknown): unknown {
  if (typeof value === 'bigint') return exactNumber(value);
  if (Array.isArray(value)) return value.map(natural);
  if (!isPlain(value)) return value;
  return isDecimal(value) ? approximate(value) : mapped(value, natural);
}

function exactNumber(value: bigint): number | bigint {
  const number = Number(value);
  return BigInt(number) === value ? number : value;
}

/** Returns an integer as a bigint. Any other number stays one, and zod refuses it. */
export function toBigint(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (isPlain(value) && isDecimal(value)) {
    const unit = 10n ** BigInt(value.scale);
    return value.digits % unit === 0n ? value.digits / unit : approximate(value);
  }
  return value;
}

/** True for a plain object. */
export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Returns an object of entries. Its properties are defined, since a field may be called `__proto__`. */
export const objectOf = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
  Object.fromEntries(entries);

const mapped = (value: Readonly<Record<string, unknown>>, convert: Convert) =>
  objectOf(Object.entries(value).map(([key, one]) => [key, convert(one)]));
