/** A number with a fixed count of decimal places, `digits / 10^scale`, carried without rounding. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** A measured number. Counts, big integers and decimals stay exact: no client may round them. */
export type Numeric = number | bigint | Decimal;

const isDecimal = (value: Numeric): value is Decimal => typeof value === 'object';

/** Read `'12.50'`, `'-3'` or `'1e-7'` as an exact decimal. */
export function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text.trim());
  if (!match || !(match[2] || match[3])) throw new TypeError(`'${text}' is not a number`);
  const fraction = match[3] ?? '';
  const scale = fraction.length - Number(match[4] ?? 0);
  const digits = BigInt(`${match[2]}${fraction}`) * (match[1] === '-' ? -1n : 1n);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** The exact decimal that a finite number prints as; `0.1` is one tenth, not its nearest binary fraction. */
export function toDecimal(value: Numeric): Decimal {
  if (isDecimal(value)) return value;
  return typeof value === 'bigint' ? { digits: value, scale: 0 } : parseDecimal(String(value));
}

/**
 * Order two numbers exactly: negative, zero or positive as in `Array.sort`, and NaN when either is NaN,
 * so that no comparison with NaN holds.
 */
export function compareNumeric(left: Numeric, right: Numeric): number {
  if (typeof left === 'number' && typeof right === 'number')
    return left === right ? 0 : left - right;
  for (const [value, sign] of [
    [left, 1],
    [right, -1],
  ] as const) {
    if (typeof value === 'number' && !Number.isFinite(value)) return value * sign;
  }
  const a = toDecimal(left);
  const b = toDecimal(right);
  const difference = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Whether a measured number is NaN: the measure met a NaN, and satisfies no bound. */
export const isNotANumber = (value: Numeric): boolean => Number.isNaN(value);

/** The nearest double, for charts and shares where the last digit does not matter. */
export function approximate(value: Numeric): number {
  return isDecimal(value) ? Number(value.digits) / 10 ** value.scale : Number(value);
}

function groupThousands(integer: string): string {
  return integer.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Print for people: thousands grouped, at most six significant decimals of a fraction. */
export function printNumeric(value: Numeric): string {
  if (typeof value === 'bigint') {
    return `${value < 0n ? '-' : ''}${groupThousands(String(value < 0n ? -value : value))}`;
  }
  if (isDecimal(value)) {
    const negative = value.digits < 0n;
    const text = String(negative ? -value.digits : value.digits).padStart(value.scale + 1, '0');
    const integer = text.slice(0, text.length - value.scale);
    const fraction = text.slice(text.length - value.scale).replace(/0+$/, '');
    return `${negative ? '-' : ''}${groupThousands(integer)}${fraction ? `.${fraction}` : ''}`;
  }
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return printNumeric(BigInt(value));
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) return String(Number(value.toPrecision(7)));
  return printNumeric(parseDecimal(trimFraction(value.toFixed(size >= 1 ? 4 : 7))));
}

const trimFraction = (text: string) => text.replace(/\.?0+$/, '');
