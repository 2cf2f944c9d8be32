import { approximate, isDecimal } from '../../value/numeric.ts';

/** A value of an engine as the value that zod is to judge. */
export type Convert = (value: unknown) => unknown;

/** What JavaScript would hold, where the schema wants nothing in particular. */
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

/** An integer as a bigint; what is none stays a number, which zod refuses. */
export function toBigint(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (isPlain(value) && isDecimal(value)) {
    const unit = 10n ** BigInt(value.scale);
    return value.digits % unit === 0n ? value.digits / unit : approximate(value);
  }
  return value;
}

export const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** Build with defined properties: a field may be called `__proto__`. */
export const objectOf = (entries: Iterable<readonly [string, unknown]>): Record<string, unknown> =>
  Object.fromEntries(entries);

const mapped = (value: Readonly<Record<string, unknown>>, convert: Convert) =>
  objectOf(Object.entries(value).map(([key, one]) => [key, convert(one)]));
