import { ContractError, type TypeProblem } from './errors.ts';
import { type Decimal, type Numeric, parseDecimal, printNumeric, toDecimal } from './numeric.ts';

/** A share of rows, `'2%'`; from 0% to 100%. */
export type Share = `${number}%`;

/** A length of time: `'500ms'`, `'30s'`, `'15m'`, `'24h'`, `'7d'`, `'2w'`. A day has 24 hours. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

/** A point in time: a `Date`, or ISO 8601 text, read as UTC where it names no offset. */
export type Instant = Date | `${number}-${number}-${number}${string}`;

/** What a measured value counts in, and so which quantities may bound it. */
export type Unit = 'count' | 'number' | 'duration' | 'instant';

/** A bound's limit, parsed once where it is written. */
export type Quantity =
  | { readonly kind: 'number'; readonly value: Numeric }
  | { readonly kind: 'share'; readonly percent: Decimal }
  | { readonly kind: 'duration'; readonly milliseconds: number; readonly text: string }
  | { readonly kind: 'instant'; readonly milliseconds: number };

/** What a user may write for a quantity of each unit. */
export interface QuantityInput {
  readonly count: number | bigint | Share;
  readonly number: number | bigint;
  readonly duration: Duration;
  readonly instant: Instant;
}

type IsUpTo100<N extends string> = N extends `-${string}`
  ? false
  : N extends `${infer Integer}.${infer Fraction}`
    ? Integer extends '100'
      ? Fraction extends `${'' | '0' | '00' | '000'}`
        ? true
        : false
      : IsTwoDigits<Integer>
    : N extends '100'
      ? true
      : IsTwoDigits<N>;
type IsTwoDigits<N extends string> = N extends `${infer _A}${infer B}`
  ? B extends '' | `${Digit}`
    ? true
    : false
  : true;
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Refuse, at compile time, a share that is written as a literal and lies outside 0% to 100%. */
export type Checked<Q> = Q extends `${infer N}%`
  ? number extends (N extends `${infer X extends number}` ? X : number)
    ? Q
    : IsUpTo100<N> extends true
      ? Q
      : TypeProblem<`A share of rows lies between 0% and 100%, and ${N}% does not`>
  : Q;

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const writeInstead: Readonly<Record<Unit, string>> = {
  count: "a number of rows such as 10, or a share of them such as '2%'",
  number: 'a number such as 15',
  duration: "a duration such as '90s', '15m', '24h', '7d' or '2w'",
  instant: "a date such as '2026-01-31', '2026-01-31T08:00:00Z' or new Date(...)",
};

/** Parse a length of time; throws a {@link ContractError} that says what to write instead. */
export function parseDuration(text: unknown): Extract<Quantity, { kind: 'duration' }> {
  const match = typeof text === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text) : null;
  const factor = match ? milliseconds[match[2] ?? ''] : undefined;
  if (!match || factor === undefined) throw invalid(text, 'duration');
  return Object.freeze({
    kind: 'duration',
    milliseconds: Number(match[1]) * factor,
    text: match[0],
  });
}

function parseShare(text: string): Quantity {
  const match = /^(-?\d+(?:\.\d+)?)%$/.exec(text);
  if (!match?.[1]) throw invalid(text, 'count');
  const percent = parseDecimal(match[1]);
  if (percent.digits < 0n || percent.digits > 100n * 10n ** BigInt(percent.scale)) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `'${text}' is no share of rows: a share lies between 0% and 100%.`,
    );
  }
  return Object.freeze({ kind: 'share', percent });
}

function parseInstant(value: unknown): Quantity {
  const iso = typeof value === 'string' ? /^\d{4}-\d\d-\d\d(?:[T ](.+))?$/.exec(value) : null;
  const hasOffset = iso?.[1] === undefined || /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(iso[1]);
  const date =
    value instanceof Date
      ? value
      : new Date(iso ? `${value}${hasOffset ? '' : 'Z'}`.replace(' ', 'T') : NaN);
  if (Number.isNaN(date.getTime())) throw invalid(value, 'instant');
  return Object.freeze({ kind: 'instant', milliseconds: date.getTime() });
}

function parseNumber(value: unknown, unit: Unit): Quantity {
  if (typeof value !== 'bigint' && (typeof value !== 'number' || Number.isNaN(value))) {
    throw invalid(value, unit);
  }
  return Object.freeze({ kind: 'number', value });
}

const parsers: Readonly<Record<Unit, (value: unknown) => Quantity>> = {
  count: (value) => (typeof value === 'string' ? parseShare(value) : parseNumber(value, 'count')),
  number: (value) => parseNumber(value, 'number'),
  duration: parseDuration,
  instant: parseInstant,
};

/**
 * Parse what a user wrote as a limit on a value of `unit`.
 *
 * @throws {ContractError} `QUANTITY_INVALID`, naming what was written and what to write instead.
 */
export function parseQuantity(value: unknown, unit: Unit): Quantity {
  return parsers[unit](value);
}

function invalid(value: unknown, unit: Unit): ContractError {
  const shown = typeof value === 'string' ? `'${value}'` : String(value);
  return new ContractError(
    'QUANTITY_INVALID',
    `${shown} is no limit here: write ${writeInstead[unit]}.`,
  );
}

/** Print a quantity as a person would write it. */
export function printQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'number':
      return printNumeric(quantity.value);
    case 'share':
      return `${printNumeric(quantity.percent)}%`;
    case 'duration':
      return quantity.text;
    case 'instant':
      return printInstant(quantity.milliseconds);
  }
}

/** ISO 8601 in UTC, without the parts that are zero. */
export function printInstant(ms: number): string {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return `${ms} ms since 1970`;
  return new Date(ms).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
}

/** A length of time in the largest units that tell it, `'1d 4h'`. */
export function printDuration(ms: number): string {
  if (!Number.isFinite(ms)) return String(ms);
  const sign = ms < 0 ? '-' : '';
  let rest = Math.abs(ms);
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const size = milliseconds[unit] ?? 1;
    const count = unit === 'ms' ? Math.round(rest) : Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return `${sign}${parts.slice(0, 2).join(' ') || '0s'}`;
}

/** A share of rows as a fraction's exact percentage, for messages: `'0.12%'`. */
export function printShare(count: Numeric, of: Numeric): string {
  const whole = Number(toDecimal(of).digits);
  if (whole === 0) return 'of no rows';
  const percent = (Number(toDecimal(count).digits) / whole) * 100;
  const digits = percent > 0 && percent < 0.01 ? percent.toPrecision(1) : percent.toFixed(2);
  return `${Number(digits)}%`;
}
