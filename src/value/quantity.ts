import { ContractError } from './contract-error.ts';
import {
  approximate,
  compareNumeric,
  type Decimal,
  type Numeric,
  parseDecimal,
  printExact,
  toDecimal,
} from './numeric.ts';

/** A share of rows, `'2%'`; from 0% to 100%. */
export type Share = `${number}%`;

/** A ratio, `'-10%'` or `'250%'`: a change, which may be negative or more than the whole. */
export type Ratio = `${number}%`;

/** A length of time: `'500ms'`, `'30s'`, `'15m'`, `'24h'`, `'7d'`, `'2w'`. A day has 24 hours. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`;

/**
 * A point in time: a `Date`, or ISO 8601 text, read as UTC if it has no offset. It is exact to the millisecond, as a
 * `Date` is: text with finer digits other than zeros is an error.
 */
export type Instant = Date | `${number}-${number}-${number}${string}`;

/** The unit of a measured value, which decides the quantities that may bound it. */
export type Unit = 'count' | 'number' | 'ratio' | 'duration' | 'instant';

/** A limit of a bound, parsed. */
export type Quantity =
  | { readonly kind: 'number'; readonly value: Numeric }
  | { readonly kind: 'share'; readonly percent: Decimal }
  | { readonly kind: 'ratio'; readonly percent: Decimal }
  | { readonly kind: 'duration'; readonly milliseconds: number; readonly text: string }
  | { readonly kind: 'instant'; readonly milliseconds: number };

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const writeInstead: Readonly<Record<Unit, string>> = {
  count: "neither a count nor a share: write 10, or '2%'",
  number: 'not a number: write one such as 15',
  ratio: "not a ratio: write one such as '-10%' or '250%'",
  duration: "not a duration: write one such as '90s', '15m', '24h', '7d' or '2w'",
  instant: "not a date: write one such as '2026-01-31', '2026-01-31T08:00:00Z' or new Date(...)",
};

/** Parses a duration. Throws a {@link ContractError} that says what to write instead. */
export function parseDuration(text: unknown): Extract<Quantity, { kind: 'duration' }> {
  const duration = parseAge(text);
  if (duration.text.startsWith('-')) throw invalid(text, 'duration');
  return duration;
}

/** Parses a duration that may be negative, as the age of a time in the future is. */
function parseAge(text: unknown): Extract<Quantity, { kind: 'duration' }> {
  const match = typeof text === 'string' ? /^(-?\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text) : null;
  const factor = milliseconds[match?.[2] ?? ''];
  if (!match || factor === undefined) throw invalid(text, 'duration');
  return Object.freeze({
    kind: 'duration',
    milliseconds: Number(match[1]) * factor,
    text: match[0],
  });
}

const percentPattern = /^(-?\d+(?:\.\d+)?)%$/;

function parsePercent(value: unknown, unit: Unit): Decimal {
  const match = typeof value === 'string' ? percentPattern.exec(value) : null;
  if (!match?.[1]) throw invalid(value, unit);
  return parseDecimal(match[1]);
}

/** Parses a ratio. A plain number is refused: `10` is likely meant as 10%, and would be 1,000%. */
const parseRatio = (value: unknown): Quantity =>
  Object.freeze({ kind: 'ratio', percent: Object.freeze(parsePercent(value, 'ratio')) });

function parseShare(text: string): Quantity {
  const percent = parsePercent(text, 'count');
  if (percent.digits < 0n || percent.digits > 100n * 10n ** BigInt(percent.scale)) {
    throw new ContractError(
      'QUANTITY_INVALID',
      `'${text}' is not a share of rows: a share lies between 0% and 100%.`,
    );
  }
  return Object.freeze({ kind: 'share', percent: Object.freeze(percent) });
}

/** Parses a count, which is a whole number and not negative. `0.02` is likely meant as 2%. */
function parseCount(value: unknown): Quantity {
  if (typeof value === 'string') return parseShare(value);
  const quantity = parseNumber(value, 'count');
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  if (isWhole && Number(value) >= 0) return quantity;
  throw invalid(value, 'count');
}

function parseNumber(value: unknown, unit: Unit): Quantity {
  if (typeof value !== 'bigint' && (typeof value !== 'number' || Number.isNaN(value))) {
    throw invalid(value, unit);
  }
  return Object.freeze({ kind: 'number', value });
}

/**
 * The texts that ISO 8601 allows, years of six digits and a sign included. JavaScript accepts other texts too, and
 * reads some in the machine's own time zone.
 */
const iso =
  /^((?:\d{4}|[+-]\d{6})-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * True for text with digits finer than a millisecond, such as `.123999Z`. A `Date` would cut them, and the limit would
 * differ from the one written.
 */
export const isFinerThanDate = (value: unknown): boolean =>
  typeof value === 'string' && iso.test(value) && /\.\d{3}\d*[1-9]/.test(value);

const finerInstead =
  "finer than a millisecond, which no limit is: write at most three digits after the seconds, such as '2026-01-31T08:00:00.123Z'";

function parseInstant(value: unknown): Quantity {
  if (isFinerThanDate(value))
    throw new ContractError('QUANTITY_INVALID', `'${String(value)}' is ${finerInstead}.`);
  const time = instantOf(value);
  if (time === null) throw invalid(value, 'instant');
  return Object.freeze({ kind: 'instant', milliseconds: time });
}

/** Returns a point in time in milliseconds since 1970; null if the value is none, or is finer than that. */
export function instantOf(value: unknown): number | null {
  if (isFinerThanDate(value)) return null;
  const time = value instanceof Date ? value.getTime() : isoTime(value);
  return Number.isNaN(time) ? null : time;
}

function isoTime(value: unknown): number {
  const [, day, time = '00:00', offset = 'Z'] =
    (typeof value === 'string' && iso.exec(value)) || [];
  if (day === undefined) return NaN;
  const midnight = Date.parse(`${day}T00:00Z`);
  // JavaScript takes the 30th of February for the 2nd of March.
  const isDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return isDay ? Date.parse(`${day}T${time}${offset}`) : NaN;
}

const parsers: Readonly<Record<Unit, (value: unknown) => Quantity>> = {
  count: parseCount,
  number: (value) => parseNumber(value, 'number'),
  ratio: parseRatio,
  duration: parseAge,
  instant: parseInstant,
};

/**
 * Parses a limit on a value of `unit`.
 *
 * @throws {ContractError} `QUANTITY_INVALID`, naming what was written and what to write instead.
 */
export function parseQuantity(value: unknown, unit: Unit): Quantity {
  return parsers[unit](value);
}

function invalid(value: unknown, unit: Unit): ContractError {
  const shown = typeof value === 'string' ? `'${value}'` : String(value);
  return new ContractError('QUANTITY_INVALID', `${shown} is ${writeInstead[unit]}.`);
}

/** Prints a quantity as a person would write it. */
export function printQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case 'number':
      return printExact(quantity.value);
    case 'share':
    case 'ratio':
      return `${printExact(quantity.percent)}%`;
    case 'duration':
      return quantity.text;
    case 'instant':
      return printInstant(quantity.milliseconds);
  }
}

/**
 * Prints an instant as ISO 8601 in UTC, without the parts that are zero. Digits finer than a millisecond are printed in
 * full.
 */
export function printInstant(ms: Numeric): string {
  if (!(Math.abs(approximate(ms)) <= 8.64e15)) return `${printPlain(ms)} ms since 1970`;
  const { digits, scale } = toDecimal(ms);
  const { whole, finer } = split(digits, scale);
  const text = new Date(Number(whole)).toISOString();
  if (finer !== '') return text.replace('Z', `${finer}Z`);
  return text.replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
}

const printPlain = (value: Numeric) => printExact(value).replaceAll(',', '');

/** Splits an instant into whole milliseconds, rounded towards the past, and the digits after them. */
function split(digits: bigint, scale: number): { readonly whole: bigint; readonly finer: string } {
  const unit = 10n ** BigInt(scale);
  const rest = ((digits % unit) + unit) % unit;
  const finer = scale === 0 ? '' : String(rest).padStart(scale, '0').replace(/0+$/, '');
  return { whole: (digits - rest) / unit, finer };
}

/** Prints a duration in units from days down, `'1d 4h'`; milliseconds only below a minute. */
export function printDuration(ms: number): string {
  if (!Number.isFinite(ms)) return String(ms);
  return printExactDuration(roundedDuration(ms));
}

/** Rounds a duration as {@link printDuration} prints it. */
export const roundedDuration = (ms: number): number =>
  Math.abs(ms) < 60_000 ? Math.round(ms) : Math.round(ms / 1000) * 1000;

/** Prints a duration in full, `'1d 0.001ms'`. */
export function printExactDuration(ms: Numeric): string {
  const { digits, scale } = toDecimal(ms);
  const { whole, finer } = split(digits < 0n ? -digits : digits, scale);
  let rest = whole;
  const parts: string[] = [];
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = BigInt(milliseconds[unit] ?? 1);
    if (rest >= size) parts.push(`${rest / size}${unit}`);
    rest %= size;
  }
  if (rest > 0n || finer !== '') parts.push(`${rest}${finer === '' ? '' : `.${finer}`}ms`);
  return parts.length === 0 ? '0s' : `${digits < 0n ? '-' : ''}${parts.join(' ')}`;
}

/**
 * Prints a share of the rows in percent, for messages: `'0.12%'`. Only no rows print as 0%, and only all rows as 100%.
 */
export function printShare(count: Numeric, of: Numeric, noun = 'row'): string {
  const whole = approximate(of);
  return whole === 0 ? `of no ${noun}s` : printPercent((approximate(count) / whole) * 100);
}

/**
 * Prints a share of the rows as {@link printShare} does, with as many digits as it takes to stand on its side of each limit,
 * in percent: 20,004 of a million are 2.0004% beside a limit of 2%.
 */
export function printShareBeside(
  count: Numeric,
  of: Numeric,
  limits: readonly Numeric[],
  noun?: string,
): string {
  const printed = printShare(count, of, noun);
  if (approximate(of) === 0 || isShareFaithful(printed, count, of, limits)) return printed;
  const percent = (approximate(count) / approximate(of)) * 100;
  const finer = Array.from({ length: 13 }, (_, at) => `${Number(percent.toFixed(at + 3))}%`);
  return finer.find((text) => isShareFaithful(text, count, of, limits)) ?? printed;
}

/** True if a printed share lies on the same side of each limit as the share itself. */
const isShareFaithful = (
  printed: string,
  count: Numeric,
  of: Numeric,
  limits: readonly Numeric[],
): boolean => {
  const shown = parseDecimal(printed.slice(0, -1));
  const { digits, scale } = toDecimal(count);
  return limits.every((limit) => {
    const { digits: whole, scale: places } = toDecimal(of);
    const bound = toDecimal(limit);
    const ofLimit = { digits: bound.digits * whole, scale: bound.scale + places };
    const side = compareNumeric({ digits: digits * 100n, scale }, ofLimit);
    return Math.sign(side) === Math.sign(compareNumeric(shown, limit));
  });
};

function printPercent(percent: number): string {
  if (percent > 0 && percent < 0.01) return `${printExact(Number(percent.toPrecision(1)))}%`;
  const isNearlyAll = percent > 99.99 && percent < 100;
  return `${isNearlyAll ? 99.99 : Number(percent.toFixed(2))}%`;
}
