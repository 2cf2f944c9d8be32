import { nearest, scaled } from '../value/nearest.ts';
import type { Unit } from '../value/quantity.ts';
import type { Additive } from './additive-state.ts';
import { extreme, mean, ofItself, sum } from './additive-states.ts';
import type { Scalar, StructureCheck, Summand } from './expression.ts';
import type { Adding } from './fixed-point.ts';
import { type OfPowers, powerSums } from './power-sums.ts';

/**
 * A number computed from the rows of a scope. Of no rows, counts are 0 and the others have no value. Each kind is a member
 * of its own, and has its row in {@link aggregateTraits}: the compiler names a kind that has none.
 */
export type Aggregate =
  | Summand
  /** All rows of the dataset, whatever the scope: the base of a scope's own share. */
  | { readonly kind: 'rows' }
  | { readonly kind: 'mean'; readonly of: Scalar }
  /** The sample's standard deviation, with n - 1. */
  | { readonly kind: 'stddev'; readonly of: Scalar }
  /** The sample's skewness. */
  | { readonly kind: 'skewness'; readonly of: Scalar }
  /** Interpolated linearly between neighbours. */
  | { readonly kind: 'quantile'; readonly of: Scalar; readonly p: number }
  /** Distinct tuples without a NULL in them. */
  | { readonly kind: 'distinct'; readonly of: readonly Scalar[] }
  /**
   * Rows beyond the first of each group of equal tuples. Tuples with a NULL are left out, or counted as violating
   * each (`nulls: 'violate'`) where the tuple is a key.
   */
  | {
      readonly kind: 'duplicates';
      readonly of: readonly Scalar[];
      readonly nulls: 'skip' | 'violate';
    }
  /** Rows that hold the most frequent value other than NULL. */
  | { readonly kind: 'mostFrequent'; readonly of: Scalar }
  /** Steps between neighbouring distinct values in time order that are longer than `milliseconds`. */
  | { readonly kind: 'gaps'; readonly of: Scalar; readonly milliseconds: number }
  /** Rows whose value is not above that of the row before it, in the dataset's own order, NULL skipped; each NaN. */
  | { readonly kind: 'descents'; readonly of: Scalar }
  /** What the columns themselves say, without reading a row: 0, or the number of things amiss. */
  | { readonly kind: 'structure'; readonly check: StructureCheck }
  /** Records that the source holds and could not be read. */
  | { readonly kind: 'unreadable' };

export type AggregateKind = Aggregate['kind'];

/** A way to find a number. A pass takes the kinds that list its way. */
export type Way =
  /** Known once the source is open: no row is read. */
  | 'source'
  /** From what the files say of themselves. */
  | 'footers'
  /** From a list of the values, with how often each occurs. */
  | 'frequencies'
  /** From the count of the distinct values. */
  | 'distinct'
  /** From one SELECT over the rows, beside others. */
  | 'scan'
  /** From rows grouped by value; its examples are groups and their sizes. */
  | 'grouping'
  /** From the values, sorted. */
  | 'sorting'
  /** From the rows in the dataset's own order. */
  | 'rowOrder'
  /** From each row alone, in JavaScript too. */
  | 'rowByRow';

/** All that the planner must know of a kind of aggregate. */
export interface Traits<A extends Aggregate = Aggregate> {
  /** The ways to find it. */
  readonly ways: readonly Way[];
  /** A `part` is a count of rows or values, and may be a share of them; a `count` is of other things; the rest is an `amount`. */
  readonly number: 'part' | 'count' | 'amount';
  /** When the number is a value of the data, and so masked where that is: of a single value, always, or never. */
  readonly showsValue: 'never' | 'ofOne' | 'always';
  /** Why it is the same however threads and files divide the rows: what is counted, compared or added up without rounding. */
  readonly stableBy: 'counting' | 'comparing' | 'sums' | 'squares' | 'cubes';
  /** The rows that can be blamed: those that match the metric's predicate, those found beside others, or none. */
  readonly blames: 'matching' | 'compared' | 'none';
  /** Without what it has no number, though there are rows. */
  readonly needs: 'nothing' | 'values' | 'differentValues';
  /** How it is made of the states of parts; null for one that needs all rows at once. */
  states(aggregate: A, how: How): Additive | null;
}

/** What its values count in, and how the engine adds them up. */
interface How {
  readonly unit: Unit;
  readonly adding: Adding;
}

const counted = { showsValue: 'never', stableBy: 'counting', needs: 'nothing' } as const;
const part = { ...counted, number: 'part' } as const;
const count = { ...counted, number: 'count' } as const;
const amount = { number: 'amount', blames: 'none', needs: 'values' } as const;
const wholeOnly = () => null;

export const aggregateTraits = {
  count: {
    ...part,
    ways: ['footers', 'frequencies', 'scan', 'rowByRow'],
    blames: 'none',
    states: ofItself,
  },
  countIf: {
    ...part,
    ways: ['footers', 'frequencies', 'scan', 'rowByRow'],
    blames: 'matching',
    states: ofItself,
  },
  /** Known without being asked for. */
  rows: { ...part, ways: [], blames: 'none', states: wholeOnly },
  min: {
    ...amount,
    ways: ['footers', 'scan'],
    showsValue: 'always',
    stableBy: 'comparing',
    states: extreme,
  },
  max: {
    ...amount,
    ways: ['footers', 'scan'],
    showsValue: 'always',
    stableBy: 'comparing',
    states: extreme,
  },
  size: {
    ...amount,
    ways: ['footers', 'scan'],
    showsValue: 'always',
    stableBy: 'comparing',
    states: ofItself,
  },
  sum: {
    ...amount,
    ways: ['scan'],
    showsValue: 'ofOne',
    stableBy: 'sums',
    states: ({ of }, { adding }) => sum(of, adding),
  },
  powers: {
    ...amount,
    ways: ['scan'],
    showsValue: 'ofOne',
    stableBy: 'counting',
    states: ofItself,
  },
  fixed: {
    ...amount,
    ways: ['scan'],
    showsValue: 'ofOne',
    stableBy: 'counting',
    states: ofItself,
  },
  mean: {
    ...amount,
    ways: ['scan'],
    showsValue: 'ofOne',
    stableBy: 'sums',
    states: ({ of }, { adding }) => mean(of, adding),
  },
  stddev: {
    ...amount,
    ways: ['scan'],
    showsValue: 'never',
    stableBy: 'squares',
    states: ({ of }, { adding }) => powerSums(of, adding, 2, deviation),
  },
  skewness: {
    ...amount,
    ways: ['scan'],
    showsValue: 'never',
    stableBy: 'cubes',
    needs: 'differentValues',
    states: ({ of }, { adding }) => powerSums(of, adding, 3, skewness),
  },
  quantile: {
    ...amount,
    ways: ['scan'],
    showsValue: 'always',
    stableBy: 'comparing',
    states: wholeOnly,
  },
  distinct: {
    ...part,
    ways: ['frequencies', 'distinct', 'scan'],
    blames: 'none',
    states: wholeOnly,
  },
  duplicates: {
    ...part,
    ways: ['frequencies', 'distinct', 'grouping'],
    blames: 'compared',
    states: wholeOnly,
  },
  mostFrequent: { ...part, ways: ['frequencies', 'grouping'], blames: 'none', states: wholeOnly },
  gaps: { ...count, ways: ['sorting'], blames: 'none', states: wholeOnly },
  descents: { ...part, ways: ['rowOrder'], blames: 'compared', states: wholeOnly },
  structure: { ...count, ways: ['source'], blames: 'none', states: wholeOnly },
  unreadable: { ...count, ways: ['source'], blames: 'none', states: wholeOnly },
} as const satisfies { readonly [Kind in AggregateKind]: Traits<AggregateOf<Kind>> };

type AggregateOf<Kind extends AggregateKind> = Extract<Aggregate, { readonly kind: Kind }>;

type KindBy<W extends Way> = {
  [Kind in AggregateKind]: W extends (typeof aggregateTraits)[Kind]['ways'][number] ? Kind : never;
}[AggregateKind];

/** The aggregates that can be found in one of these ways. */
export type AggregateBy<W extends Way> = AggregateOf<{ [One in W]: KindBy<One> }[W]>;

/** The aggregates whose rows are blamed so. */
export type Blaming<B extends Traits['blames']> = AggregateOf<
  {
    [Kind in AggregateKind]: (typeof aggregateTraits)[Kind]['blames'] extends B ? Kind : never;
  }[AggregateKind]
>;

/** The amounts that need nothing but their values: `min` to `skewness`. */
export type AmountOfValues = AggregateOf<
  {
    [Kind in AggregateKind]: { readonly kind: Kind; readonly of: Scalar } extends AggregateOf<Kind>
      ? (typeof aggregateTraits)[Kind]['number'] extends 'amount'
        ? Kind
        : never
      : never;
  }[AggregateKind]
>;

export const traitsOf = ({ kind }: Aggregate): Traits => aggregateTraits[kind];

/** True if the aggregate can be found in one of these ways. */
export const isFoundBy = <W extends Way>(
  aggregate: Aggregate,
  ...ways: readonly W[]
): aggregate is AggregateBy<W> => ways.some((way) => traitsOf(aggregate).ways.includes(way));

/**
 * How an aggregate is made of the states of parts; null for one that needs all rows at once. `adding` says how the engine
 * adds its values up.
 */
export const additive = (
  aggregate: Aggregate,
  unit: Unit = 'number',
  adding: Adding = { kind: 'exact' },
): Additive | null => traitsOf(aggregate).states(aggregate, { unit, adding });

/** The sample's standard deviation, with n - 1; none of fewer than two values. */
const deviation: OfPowers = (count, [sum, squares], exponent) => {
  if (count < 2n) return null;
  const variance = nearest(count * squares - sum * sum, count * (count - 1n));
  return scaled(Math.sqrt(variance), exponent);
};

/**
 * G1, the third moment about the mean over the deviation's cube, corrected for the size of the sample (Joanes and Gill, 1998,
 * "Comparing measures of sample skewness and kurtosis"); none of fewer than three values, nor where all are equal.
 */
const skewness: OfPowers = (n, [sum, squares, cubes]) => {
  const spread = n * squares - sum ** 2n;
  if (n < 3n || spread === 0n) return null;
  const lean = n ** 2n * cubes - 3n * n * sum * squares + 2n * sum ** 3n;
  const size = Math.sqrt(nearest(lean ** 2n * n * (n - 1n), spread ** 3n * (n - 2n) ** 2n));
  return lean < 0n ? -size : size;
};
