import { approximate, compareNumeric, type Numeric, toDecimal } from '../contract/numeric.ts';
import type { Unit } from '../contract/quantity.ts';
import { type Aggregate, countIf, literal, not, type Scalar } from './expression.ts';

/** What is kept of some rows: numbers, in the order in which they are asked for; null where there is none. */
export type State = readonly (Numeric | null)[];

/**
 * An aggregate whose value over all rows comes from states of any parts of them: deequ's and Mosaic's sufficient
 * statistics. `merge` is associative, and its result over the parts is the state of the whole (for doubles up to the
 * rounding of their sums).
 */
export interface Additive {
  /** The aggregates that make the state. */
  readonly asks: readonly Aggregate[];
  merge(left: State, right: State): State;
  /** `now` is the run's clock: no state depends on it, so that states may be kept. */
  value(state: State, now: Date): Numeric | null;
}

const first = ([value = null]: State) => value;

const single = (
  aggregate: Aggregate,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Additive => ({
  asks: [aggregate],
  merge: ([left = null], [right = null]) => [either(left, right, merge)],
  value: first,
});

/** Null is of no rows, and adds nothing. */
function either(
  left: Numeric | null,
  right: Numeric | null,
  merge: (left: Numeric, right: Numeric) => Numeric,
): Numeric | null {
  if (left === null || right === null) return left ?? right;
  return merge(left, right);
}

/** Integers and decimals are added without rounding. */
export function add(left: Numeric, right: Numeric): Numeric {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  const areExact = [left, right].every(
    (value) => typeof value !== 'number' || Number.isSafeInteger(value),
  );
  if (!areExact || (typeof left === 'number' && typeof right === 'number'))
    return approximate(left) + approximate(right);
  const [a, b] = [toDecimal(left), toDecimal(right)];
  const scale = Math.max(a.scale, b.scale);
  const digits = (one: typeof a) => one.digits * 10n ** BigInt(scale - one.scale);
  return { digits: digits(a) + digits(b), scale };
}

/** One NaN poisons the whole. */
const extreme = (isBetter: (sign: number) => boolean) => (left: Numeric, right: Numeric) => {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return isBetter(compareNumeric(left, right)) ? left : right;
};

const leastOf = extreme((sign) => sign <= 0);
const greatestOf = extreme((sign) => sign >= 0);

/** The least time from an instant to now, which is that of the newest instant. */
function age(of: Scalar): Additive {
  const newest = single({ kind: 'max', of: { kind: 'epoch', of } }, greatestOf);
  return {
    ...newest,
    value: ([instant = null], now) =>
      instant === null ? null : microseconds(now.getTime() - approximate(instant)),
  };
}

/** To a microsecond, which is what instants have: a double has noise below. */
const microseconds = (milliseconds: number) => Math.round(milliseconds * 1000) / 1000;

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

const mean = (of: Scalar): Additive => ({
  asks: [{ kind: 'sum', of }, notNullOf(of)],
  merge: ([sum = null, count = null], [sum2 = null, count2 = null]) => [
    either(sum, sum2, add),
    either(count, count2, add),
  ],
  value: ([sum = null, count = null]) =>
    sum === null || count === null || approximate(count) === 0
      ? null
      : approximate(sum) / approximate(count),
});

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sum of the squared distances from the mean. */
  readonly squares: number;
}

const moments = ([n = null, center = null, variance = null]: State): Moments => {
  const count = n === null ? 0 : approximate(n);
  return {
    n: count,
    mean: center === null ? 0 : approximate(center),
    squares: variance === null ? 0 : approximate(variance) * count,
  };
};

/** Merged as Chan, Golub and LeVeque do (1979): no difference of large sums, which would lose all digits. */
const stddev = (of: Scalar): Additive => ({
  asks: [notNullOf(of), { kind: 'mean', of }, { kind: 'variance', of }],
  merge: (left, right) => {
    const [a, b] = [moments(left), moments(right)];
    if (a.n === 0) return right;
    if (b.n === 0) return left;
    const n = a.n + b.n;
    const apart = b.mean - a.mean;
    const squares = a.squares + b.squares + (apart * apart * a.n * b.n) / n;
    return [n, a.mean + (apart * b.n) / n, squares / n];
  },
  value: (state) => {
    const { n, squares } = moments(state);
    // One NaN alone is NaN, as it is among others.
    if (Number.isNaN(squares)) return squares;
    return n < 2 ? null : Math.sqrt(squares / (n - 1));
  },
});

/** How an aggregate is made of the states of parts; null for one that needs all rows at once. */
export function additive(aggregate: Aggregate, unit: Unit = 'number'): Additive | null {
  switch (aggregate.kind) {
    case 'count':
    case 'countIf':
    case 'sum':
      return single(aggregate, add);
    case 'min':
    case 'max':
      if (aggregate.of.kind === 'elapsed' && aggregate.kind === 'min') return age(aggregate.of.of);
      if (unit === 'instant') return extremeInstant({ ...aggregate, kind: aggregate.kind });
      return single(aggregate, aggregate.kind === 'min' ? leastOf : greatestOf);
    case 'mean':
      return mean(aggregate.of);
    case 'stddev':
      return stddev(aggregate.of);
    default:
      return null;
  }
}
