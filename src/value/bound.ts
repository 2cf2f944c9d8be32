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

/** The ways to hold a value to limits. */
export type BoundKind = 'between' | 'atLeast' | 'atMost' | 'above' | 'below' | 'equals';

/** One or two limits, and on which side of them a value must lie. */
export interface Bound {
  readonly kind: BoundKind;
  readonly limits: readonly Quantity[];
  /** The opposite must hold. NaN satisfies neither a bound nor its opposite. */
  readonly not: boolean;
}

/** A value to judge, with the number of rows that it is a part of where it is a count. */
export interface Judgeable {
  readonly value: Numeric;
  readonly of: Numeric | null;
}

/** How each kind reads the sign of value - limit, for its limits in turn. */
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
 * Make a bound from what the user wrote.
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

function magnitude(quantity: Quantity): Numeric {
  switch (quantity.kind) {
    case 'number':
      return quantity.value;
    case 'share':
      return quantity.percent;
    case 'duration':
    case 'instant':
      return quantity.milliseconds;
  }
}

/** The sign of value - limit. A share is compared as value * 100 against percent * of: no rounding can flip it. */
function signAgainst(measured: Judgeable, limit: Quantity): number {
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
 * Whether the measured value satisfies the bound. NaN never does, nor does a share of no rows, nor an age below zero,
 * unless the bound has a limit there.
 */
export function satisfies(measured: Judgeable, bound: Bound): boolean {
  const { kind, limits, not } = bound;
  if (isNotANumber(measured.value) || isYetToCome(measured.value, bound)) return false;
  if (limits.some((limit) => limit.kind === 'share') && isOfNothing(measured)) return false;
  return holds[kind](limits.map((limit) => signAgainst(measured, limit))) !== not;
}

/**
 * Whether a value is the age of what has yet to come, where the bound does not reckon with that: such a one is less
 * than any limit, and tells nothing of how fresh the rest is.
 */
export const isYetToCome = (value: Numeric, { limits }: Pick<Bound, 'limits'>): boolean =>
  limits.every((limit) => limit.kind === 'duration' && limit.milliseconds >= 0) &&
  compareNumeric(value, 0) < 0;

/** Ends between which a value lies, both included. */
export interface Interval {
  readonly low: Numeric;
  readonly high: Numeric;
}

/**
 * Whether every value of an interval satisfies the bound (true), or none does (false); null where it takes the value
 * itself to tell. `of` is the same for all of them.
 */
export function decides({ low, high }: Interval, of: Numeric | null, bound: Bound): boolean | null {
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

/** `'at most 2%'`. */
export function printBound({ kind, limits, not }: Bound): string {
  return `${not ? 'not ' : ''}${words[kind](limits.map(printQuantity))}`;
}

/** Print a number beside its bound: rounded, unless rounding would carry it across a limit or onto one. */
export function printBeside(value: Numeric, bound: Pick<Bound, 'limits'>): string {
  const round = rounded(value);
  return printExact(isFaithful(round, value, bound) || isNotANumber(value) ? round : value);
}

/** The same of a length of time in milliseconds. */
export function printDurationBeside(value: Numeric, bound: Pick<Bound, 'limits'>): string {
  const round = roundedDuration(approximate(value));
  return printExactDuration(isFaithful(round, value, bound) ? round : value);
}

const isFaithful = (round: Numeric, value: Numeric, { limits }: Pick<Bound, 'limits'>): boolean =>
  limits.map(magnitude).every((limit) => {
    return Math.sign(compareNumeric(value, limit)) === Math.sign(compareNumeric(round, limit));
  });
