import { ContractError } from './contract-error.ts';
import {
  approximate,
  compareNumeric,
  isNotANumber,
  type Numeric,
  printExact,
  rounded,
  toDecimal,
} from './numeric.ts';
import {
  parseQuantity,
  printExactDuration,
  printQuantity,
  type Quantity,
  roundedDuration,
  type Unit,
} from './quantity.ts';

/** The kinds of bounds. */
export type BoundKind = 'between' | 'atLeast' | 'atMost' | 'above' | 'below' | 'equals';

/** One or two limits, with the side of them on which a value must lie. */
export interface Bound {
  readonly kind: BoundKind;
  readonly limits: readonly Quantity[];
  /** True if the opposite must hold. NaN satisfies neither a bound nor its opposite. */
  readonly not: boolean;
}

/** A value to compare with a bound. A count has the number of rows that it is a part of. */
export interface Judgeable {
  readonly value: Numeric;
  readonly of: Numeric | null;
}

/** The condition of each kind, on the signs of value - limit. */
const holds: Readonly<Record<BoundKind, (signs: readonly number[]) => boolean>> = {
  between: ([low = NaN, high = NaN]) => low >= 0 && high <= 0,
  atLeast: ([sign = NaN]) => sign >= 0,
  atMost: ([sign = NaN]) => sign <= 0,
  above: ([sign = NaN]) => sign > 0,
  below: ([sign = NaN]) => sign < 0,
  equals: ([sign = NaN]) => sign === 0,
};

const words: Readonly<Record<BoundKind, (limits: readonly string[]) => string>> = {
  between: ([low, high]) => `between ${low} and ${high}`,
  atLeast: ([limit]) => `at least ${limit}`,
  atMost: ([limit]) => `at most ${limit}`,
  above: ([limit]) => `above ${limit}`,
  below: ([limit]) => `below ${limit}`,
  equals: ([limit]) => `exactly ${limit}`,
};

/**
 * Creates a bound from the limits that a user wrote.
 *
 * @throws {ContractError} `QUANTITY_INVALID` for a limit that is none, `BOUND_INVALID` for a minimum above the maximum.
 */
export function bound(kind: BoundKind, limits: readonly unknown[], unit: Unit, not = false): Bound {
  const quantities = limits.map((limit) => parseQuantity(limit, unit));
  const [low, high] = quantities;
  if (low && high) checkRange(low, high);
  return Object.freeze({ kind, limits: Object.freeze(quantities), not });
}

function checkRange(low: Quantity, high: Quantity): void {
  const written = `between(${printQuantity(low)}, ${printQuantity(high)})`;
  if (low.kind !== high.kind) {
    throw new ContractError(
      'BOUND_INVALID',
      `${written} mixes a ${low.kind} with a ${high.kind}: write both in the same unit.`,
    );
  }
  if (compareNumeric(magnitude(low), magnitude(high)) > 0) {
    throw new ContractError(
      'BOUND_INVALID',
      `${written} can never hold: the minimum is above the maximum.`,
    );
  }
}

/** The number in a limit, for limits of one kind. */
export function magnitude(quantity: Quantity): Numeric {
  switch (quantity.kind) {
    case 'number':
      return quantity.value;
    case 'share':
    case 'ratio':
      return quantity.percent;
    case 'duration':
    case 'instant':
      return quantity.milliseconds;
  }
}

/** A ratio in percent, without rounding. */
function asPercent(ratio: Numeric): Numeric {
  if (typeof ratio === 'number' && !Number.isFinite(ratio)) return ratio;
  const { digits, scale } = toDecimal(ratio);
  return { digits: digits * 100n, scale };
}

/** Returns the sign of value - limit. A share is compared as value * 100 against percent * of, without rounding. */
function signAgainst(measured: Judgeable, limit: Quantity): number {
  if (limit.kind === 'ratio') return compareNumeric(asPercent(measured.value), limit.percent);
  if (limit.kind !== 'share') return compareNumeric(measured.value, magnitude(limit));
  if (measured.of === null) return NaN;
  const count = toDecimal(measured.value);
  const of = toDecimal(measured.of);
  return compareNumeric(
    { digits: count.digits * 100n, scale: count.scale },
    { digits: limit.percent.digits * of.digits, scale: limit.percent.scale + of.scale },
  );
}

/**
 * True if a measured value satisfies a bound. NaN never does, nor does a share of no rows, nor an age below zero,
 * unless the bound has a limit there.
 */
export function satisfies(measured: Judgeable, bound: Bound): boolean {
  return !isYetToCome(measured.value, bound) && isWithin(measured, bound);
}

/** True if a measured value satisfies a bound, or would if an age below zero were no age of the future. */
export function isWithin(measured: Judgeable, { kind, limits, not }: Bound): boolean {
  if (isNotANumber(measured.value)) return false;
  if (limits.some((limit) => limit.kind === 'share') && isOfNothing(measured)) return false;
  return holds[kind](limits.map((limit) => signAgainst(measured, limit))) !== not;
}

/**
 * True if a value is a negative age (a time in the future) and the bound has no negative limit. Such an age is below
 * any limit, and says nothing about how fresh the other rows are.
 */
export const isYetToCome = (value: Numeric, { limits }: Pick<Bound, 'limits'>): boolean =>
  limits.every((limit) => limit.kind === 'duration' && limit.milliseconds >= 0) &&
  compareNumeric(value, 0) < 0;

/** An interval that contains a value, both ends included. */
export interface Interval {
  readonly low: Numeric;
  readonly high: Numeric;
}

/**
 * Returns true if every value of an interval satisfies the bound, false if none does, and null if the value itself is
 * needed. `of` is the same for all of them.
 */
export function verdictOfInterval(
  { low, high }: Interval,
  of: Numeric | null,
  bound: Bound,
): boolean | null {
  if (isYetToCome(low, bound)) return isYetToCome(high, bound) ? false : null;
  // NaN has no sign: no verdict is left.
  const sides = bound.limits.map((limit) => {
    const from = Math.sign(signAgainst({ value: low, of }, limit));
    const to = Math.sign(signAgainst({ value: high, of }, limit));
    return [-1, 0, 1].filter((sign) => sign >= from && sign <= to);
  });
  const [first = [], second = [Number.NaN]] = sides;
  const verdicts = new Set(
    first.flatMap((one) => second.map((other) => holds[bound.kind]([one, other]) !== bound.not)),
  );
  const [verdict = null] = verdicts;
  return verdicts.size === 1 ? verdict : null;
}

const isOfNothing = ({ of }: Judgeable) => of === null || compareNumeric(of, 0) === 0;

/** Returns a bound in words: `'at most 2%'`. */
export function printBound({ kind, limits, not }: Bound): string {
  return `${not ? 'not ' : ''}${words[kind](limits.map(printQuantity))}`;
}

/**
 * Returns a number to print beside its bound. It is rounded, unless rounding would move it across a limit or onto one.
 */
export function printForBound(value: Numeric, bound: Pick<Bound, 'limits'>): string {
  const round = rounded(value);
  return printExact(isFaithful(round, value, bound) || isNotANumber(value) ? round : value);
}

/** Returns a duration in milliseconds to print beside its bound, as {@link printForBound} does for numbers. */
export function printDurationBeside(value: Numeric, bound: Pick<Bound, 'limits'>): string {
  const round = roundedDuration(approximate(value));
  return printExactDuration(isFaithful(round, value, bound) ? round : value);
}

/** Prints a ratio in percent beside its bound: two decimal places, unless rounding would carry it across a limit or onto one. */
export function printRatioBeside(ratio: Numeric, bound: Pick<Bound, 'limits'>): string {
  const percent = asPercent(ratio);
  const round = Number(approximate(percent).toFixed(2));
  const isPlain = isNotANumber(percent) || isFaithful(round, percent, bound);
  return `${printExact(isPlain ? round : percent)}%`;
}

/** True if a rounded value lies on the same side of each limit as the value itself. */
export const isFaithful = (
  round: Numeric,
  value: Numeric,
  { limits }: Pick<Bound, 'limits'>,
): boolean =>
  limits.map(magnitude).every((limit) => {
    return Math.sign(compareNumeric(value, limit)) === Math.sign(compareNumeric(round, limit));
  });
