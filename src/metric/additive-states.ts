import { nearest } from '../value/nearest.ts';
import { approximate, type Numeric, toDecimal } from '../value/numeric.ts';
import type { Unit } from '../value/quantity.ts';
import {
  type Additive,
  add,
  either,
  greatestOf,
  leastOf,
  milliseconds,
  type Numbers,
} from './additive-state.ts';
import { countIf, literal, not, type Scalar, type Summand } from './expression.ts';
import { type Adding, fixedSum } from './fixed-point.ts';

const first = ([value = null]: Numbers) => value;

const single = (
  aggregate: Summand,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Additive => ({
  asks: [aggregate],
  merge: ([left = null], [right = null]) => [either(left, right, merge)],
  value: first,
});

/** Computes an aggregate that is its own state: a count, a part of a sum, or the greatest size. */
export const ofItself = (aggregate: Exclude<Summand, Extreme>): Additive =>
  single(aggregate, isSize(aggregate) ? greatestOf : add);

const isSize = (aggregate: Summand) =>
  aggregate.kind === 'size' || (aggregate.kind === 'fixed' && aggregate.part === 'size');

type Extreme = Extract<Summand, { readonly kind: 'min' | 'max' }>;

/** Computes an extreme of numbers. -0 becomes 0: the two are equal, and chance decides which of them comes first. */
const extremeNumber = (aggregate: Extreme): Additive => ({
  ...single(aggregate, aggregate.kind === 'min' ? leastOf : greatestOf),
  value: ([value = null]) => (Object.is(value, -0) ? 0 : value),
});

/**
 * Computes an age, the time from the newest instant to now. It is exact: a double of milliseconds can't hold the
 * microseconds of a distant year.
 */
function age(of: Scalar): Additive {
  const newest = extremeInstant({ kind: 'max', of });
  return {
    ...newest,
    value: (state, now) => {
      const instant = newest.value(state, now);
      if (instant === null) return null;
      const { digits, scale } = milliseconds(instant);
      return add(BigInt(now.getTime()), { digits: -digits, scale });
    },
  };
}

const notNullOf = (of: Scalar) => countIf(not({ kind: 'isNull', of }));

/** The last finite instant of JavaScript. Later ones are infinite. */
const endOfTime = literal(new Date(8.64e15));

/**
 * Computes an extreme of instants. An infinite one has no number, so the extreme is null though there are values. The
 * number of values after the end of time shows which infinity it is, so that one in a file is neither lost nor confused
 * with the other.
 */
function extremeInstant(aggregate: Extreme): Additive {
  const isLeast = aggregate.kind === 'min';
  const end = ([value = null, count = null, late = null]: Numbers): Numeric | null => {
    const [all, endless] = [count, late].map((one) => approximate(one ?? 0));
    if (value !== null || all === 0) return value;
    return (isLeast ? endless === all : endless !== 0) ? Infinity : -Infinity;
  };
  return {
    asks: [
      aggregate,
      notNullOf(aggregate.of),
      countIf({ kind: 'compare', op: '>', left: aggregate.of, right: endOfTime }),
    ],
    merge: (left, right) => {
      const found = either(end(left), end(right), isLeast ? leastOf : greatestOf);
      const [count, late] = [1, 2].map((at) => either(left[at] ?? null, right[at] ?? null, add));
      return [
        typeof found === 'number' && !Number.isFinite(found) ? null : found,
        count ?? null,
        late ?? null,
      ];
    },
    value: first,
  };
}

/** Computes the least or the greatest value. The least elapsed time is an age. */
export function extreme(aggregate: Extreme, { unit }: { readonly unit: Unit }): Additive {
  const { kind, of } = aggregate;
  if (of.kind === 'elapsed' && kind === 'min') return age(of.of);
  return unit === 'instant' ? extremeInstant(aggregate) : extremeNumber(aggregate);
}

/** Computes a sum, without rounding until the end. */
export function sum(of: Scalar, adding: Adding): Additive {
  if (adding.kind !== 'fixed') return single({ kind: 'sum', of }, add);
  return fixedSum(of, adding, (total, exponent) => nearest(total, 1n, exponent));
}

/** Computes a mean from a sum and a count, rounded once. */
export function mean(of: Scalar, adding: Adding): Additive {
  if (adding.kind === 'fixed')
    return fixedSum(of, adding, (total, exponent, count) => nearest(total, count, exponent));
  return {
    asks: [{ kind: 'sum', of }, notNullOf(of)],
    merge: ([total = null, count = null], [total2 = null, count2 = null]) => [
      either(total, total2, add),
      either(count, count2, add),
    ],
    value: ([total = null, count = null]) => {
      if (total === null || count === null || approximate(count) === 0) return null;
      const { digits, scale } = toDecimal(total);
      return nearest(digits, toDecimal(count).digits * 10n ** BigInt(scale));
    },
  };
}
