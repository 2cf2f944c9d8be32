import {
  approximate,
  compareNumeric,
  type Decimal,
  exactNumber,
  isDecimal,
} from '../value/numeric.ts';

/**
 * Returns a text that is the same for equal values, and for no others. A number, a bigint and a decimal of one value are
 * equal, and so are 0 and -0, a NaN and another, Dates of one instant, and `null`, `undefined` and an absent field. Maps
 * and objects are equal whatever the order of their fields, and Sets whatever that of their members.
 */
export function valueKey(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `"${value.length}:${value}`;
    case 'number':
      return `#${value === 0 ? 0 : value}`;
    case 'bigint':
      return `#${bigintKey(value)}`;
    case 'boolean':
      return value ? '+' : '-';
    case 'undefined':
      return '~';
    case 'object':
      return value === null ? '~' : objectKey(value);
    default:
      return `?${String(value)}`;
  }
}

/** A bigint that a double holds exactly is written as that double. */
function bigintKey(value: bigint): string {
  const number = Number(value);
  return Number.isFinite(number) && BigInt(number) === value ? String(number) : String(value);
}

function objectKey(value: object): string {
  if (value instanceof Date) return `@${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map(valueKey).join(',')}]`;
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  if (isDecimal(value)) return decimalKey(value);
  if (value instanceof Set) return `s{${[...value].map(valueKey).sort().join(',')}}`;
  const entries: Iterable<readonly [unknown, unknown]> =
    value instanceof Map ? value : Object.entries(value);
  return `{${entryKeys(entries).join(',')}}`;
}

const entryKeys = (entries: Iterable<readonly [unknown, unknown]>): readonly string[] =>
  [...entries]
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${valueKey(name)}=${valueKey(value)}`)
    .sort();

/** A decimal is written as the double that prints as it does, if there is one. */
function decimalKey(value: Decimal): string {
  const number = approximate(value);
  if (compareNumeric(number, value) === 0) return `#${number === 0 ? 0 : number}`;
  const { digits, scale } = value;
  const unit = 10n ** BigInt(scale);
  return `#${digits % unit === 0n ? bigintKey(digits / unit) : exactNumber(value)}`;
}
