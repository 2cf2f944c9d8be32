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
  type State,
} from './additive-state.ts';
import { type Aggregate, countIf, literal, not, type Scalar } from './expression.ts';
import { type Adding, fixedDeviation, fixedSum, wholeDeviation } from './fixed-point.ts';

const first = ([value = null]: State) => value;

const single = (
  aggregate: Aggregate,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Additive => ({
  asks: [aggregate],
  merge: ([left = null], [right = null]) => [either(left, right, merge)],
  value: first,
});

/** Zero and its negative are equal, and which of them was met first is chance. */
const extremeNumber = (aggregate: Aggregate & { readonly kind: 'min' | 'max' }): Additive => ({
  ...single(aggregate, aggregate.kind === 'min' ? leastOf : greatestOf),
  value: ([value = null]) => (Object.is(value, -0) ? 0 : value),
});

/**
 * The least time from an instant to now, which is that of the newest instant. In whole digits of it: a double of
 * milliseconds does not hold the microseconds of a far year.
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

/** Later than every instant that is finite. */
const endOfTime = literal(new Date(8.64e15));

/**
 * An infinite instant has no number: the extreme of values that are there is then null. How many of them lie at the end
 * of time tells which infinity it is, so that one in a file is neither lost nor taken for the other.
 */
function extremeInstant(aggregate: Aggregate & { readonly kind: 'min' | 'max' }): Additive {
  const isLeast = aggregate.kind === 'min';
  const end = ([value = null, count = null, late = null]: State): Numeric | null => {
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

const isExact: Adding = { kind: 'exact' };

function sum(of: Scalar, adding: Adding): Additive {
  if (adding.kind !== 'fixed') return single({ kind: 'sum', of }, add);
  return fixedSum(of, adding, (total, exponent) => nearest(total, 1n, exponent));
}

function mean(of: Scalar, adding: Adding): Additive {
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

const stddev = (of: Scalar, adding: Adding): Additive => {
  if (adding.kind === 'fixed') return fixedDeviation(of, adding);
  return wholeDeviation(of);
};

/**
 * How an aggregate is made of the states of parts; null for one that needs all rows at once. `adding` says how the engine
 * adds its values up.
 */
export function additive(
  aggregate: Aggregate,
  unit: Unit = 'number',
  adding: Adding = isExact,
): Additive | null {
  switch (aggregate.kind) {
    case 'count':
    case 'countIf':
      return single(aggregate, add);
    case 'size':
      return single(aggregate, greatestOf);
    case 'sum':
      return sum(aggregate.of, adding);
    case 'min':
    case 'max':
      if (aggregate.of.kind === 'elapsed' && aggregate.kind === 'min') return age(aggregate.of.of);
      if (unit === 'instant') return extremeInstant({ ...aggregate, kind: aggregate.kind });
      return extremeNumber({ ...aggregate, kind: aggregate.kind });
    case 'mean':
      return mean(aggregate.of, adding);
    case 'stddev':
      return stddev(aggregate.of, adding);
    default:
      return null;
  }
}
