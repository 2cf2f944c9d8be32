import { nearest, scaled } from '../value/nearest.ts';
import type { Unit } from '../value/quantity.ts';
import type { Additive } from './additive-state.ts';
import { extreme, mean, ofItself, sum } from './additive-states.ts';
import type { DistributionAggregate } from './distribution.ts';
import type { Scalar, StructureCheck, Summand } from './expression.ts';
import type { Adding } from './fixed-point.ts';
import type { OutlierRule } from './outlier-rule.ts';
import { type OfPowers, powerSums } from './power-sums.ts';

/**
 * A number computed from the rows of a scope. Without rows, counts are 0 and the others have no value. Each kind is a
 * member of its own, with a row in {@link aggregateTraits}: the compiler names a kind that has none.
 */
export type Aggregate =
  | Summand
  /**
   * All rows of the dataset, whatever the scope. The base of a share that a scope is of. `count` is their number, where
   * some are left out because of a field that can't be read.
   */
  | { readonly kind: 'rows'; readonly count?: number }
  | { readonly kind: 'mean'; readonly of: Scalar }
  /** The sample standard deviation, with n - 1. */
  | { readonly kind: 'stddev'; readonly of: Scalar }
  /** The sample skewness. */
  | { readonly kind: 'skewness'; readonly of: Scalar }
  /** The sample excess kurtosis. */
  | { readonly kind: 'kurtosis'; readonly of: Scalar }
  /** A quantile, interpolated linearly between neighbours. */
  | { readonly kind: 'quantile'; readonly of: Scalar; readonly p: number }
  /** Distinct tuples without a NULL in them. */
  | { readonly kind: 'distinct'; readonly of: readonly Scalar[] }
  /**
   * Rows beyond the first of each group of equal tuples. Tuples with a NULL are ignored, or each counted as a violation
   * (`nulls: 'violate'`) if the tuple is a key.
   */
  | {
      readonly kind: 'duplicates';
      readonly of: readonly Scalar[];
      readonly nulls: 'skip' | 'violate';
    }
  /** Rows that hold the most frequent value other than NULL. */
  | { readonly kind: 'mode'; readonly of: Scalar }
  /** Shannon's entropy of the values other than NULL, in nats. */
  | { readonly kind: 'entropy'; readonly of: Scalar }
  /** Values far from the others, by a rule. Each NaN is one. */
  | { readonly kind: 'outliers'; readonly of: Scalar; readonly rule: OutlierRule }
  /** Pearson's correlation coefficient of two values of a row, over the rows that have both. */
  | { readonly kind: 'pearson'; readonly of: readonly [Scalar, Scalar] }
  /** Pearson's of the ranks of the values. */
  | { readonly kind: 'spearman'; readonly of: readonly [Scalar, Scalar] }
  /** Cramér's V of two values of a row, over the rows that have both. */
  | { readonly kind: 'cramersV'; readonly of: readonly [Scalar, Scalar] }
  /** The distribution of the values: no number, but a state that others are derived from. */
  | DistributionAggregate
  /** Steps between neighbouring distinct values, in time order, that are longer than `milliseconds`. */
  | { readonly kind: 'gaps'; readonly of: Scalar; readonly milliseconds: number }
  /**
   * Rows whose value is not above that of the row before it, in the dataset's own order. NULL is skipped, and each NaN
   * counts.
   */
  | { readonly kind: 'descents'; readonly of: Scalar }
  /** Faults of the columns themselves, found without reading a row: 0, or their number. */
  | { readonly kind: 'structure'; readonly check: StructureCheck }
  /** Records of the source that could not be read. */
  | { readonly kind: 'unreadable' }
  /** A number made of other metrics, by the formula of this name. No pass takes it: its metrics are measured instead. */
  | { readonly kind: 'derived'; readonly by: string };

/** The kinds of aggregate. */
export type AggregateKind = Aggregate['kind'];

/** A way to find a number. Each pass takes the kinds that list its way. */
export type Way =
  /** Known when the source is opened; no row is read. */
  | 'source'
  /** From the statistics in the files' footers. */
  | 'footers'
  /** From a list of the values and their frequencies. */
  | 'frequencies'
  /** From the number of distinct values. */
  | 'distinct'
  /** From a SELECT over the rows, together with others. */
  | 'scan'
  /** From rows grouped by value. Its examples are groups and their sizes. */
  | 'grouping'
  /** From the values, sorted. */
  | 'sorting'
  /** From pairs of values of a row. It has no examples: no row shows it by itself. */
  | 'pairing'
  /** From the rows in the dataset's own order. */
  | 'rowOrder'
  /** From the values counted in cells. */
  | 'binning'
  /** From each row by itself, also in JavaScript. */
  | 'rowByRow';

/** The traits of a kind of aggregate: everything that the planner has to know about it. */
export interface Traits<A extends Aggregate = Aggregate> {
  /** The ways in which it can be found. */
  readonly ways: readonly Way[];
  /**
   * The kind of number. A `part` is a count of rows or values, and may be a share of them. A `count` is of other
   * things. The rest is an `amount`.
   */
  readonly number: 'part' | 'count' | 'amount';
  /**
   * The cases in which the number is a value of the data, and masked if that is: never, of a single value (`ofOne`), or
   * always.
   */
  readonly showsValue: 'never' | 'ofOne' | 'always';
  /**
   * The reason why the number does not depend on how threads and files divide the rows: it is counted, compared, or
   * added up without rounding.
   */
  readonly stableBy: 'counting' | 'comparing' | 'sums' | 'squares' | 'cubes' | 'fourths';
  /** The rows that can be blamed: those that match the metric's predicate, those found beside others, or none. */
  readonly blames: 'matching' | 'compared' | 'none';
  /** The values without which it has no number, even if there are rows. */
  readonly needs: 'nothing' | 'values' | 'differentValues';
  /** Returns the rule that computes it from states of parts; null if it needs all rows at once. */
  states(aggregate: A, how: How): Additive | null;
}

/** The unit of the values, and the way in which the engine adds them up. */
interface How {
  readonly unit: Unit;
  readonly adding: Adding;
}

const counted = { showsValue: 'never', stableBy: 'counting', needs: 'nothing' } as const;
const part = { ...counted, number: 'part' } as const;
const count = { ...counted, number: 'count' } as const;
const amount = { number: 'amount', blames: 'none', needs: 'values' } as const;
const wholeOnly = () => null;
const ofPairs = {
  ...amount,
  ways: ['pairing'],
  showsValue: 'never',
  needs: 'differentValues',
  states: wholeOnly,
} as const;

/** The traits of each kind of aggregate. */
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
  /** The dataset's row count is always known. */
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
  kurtosis: {
    ...amount,
    ways: ['scan'],
    showsValue: 'never',
    stableBy: 'fourths',
    needs: 'differentValues',
    states: ({ of }, { adding }) => powerSums(of, adding, 4, kurtosis),
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
  mode: { ...part, ways: ['frequencies', 'grouping'], blames: 'none', states: wholeOnly },
  /** Not from a list of frequencies: JavaScript's logarithm may differ from the engine's in the last digit. */
  entropy: {
    ...amount,
    ways: ['grouping'],
    showsValue: 'never',
    stableBy: 'counting',
    states: wholeOnly,
  },
  outliers: { ...part, ways: ['sorting'], blames: 'none', needs: 'values', states: wholeOnly },
  pearson: { ...ofPairs, stableBy: 'squares' },
  spearman: { ...ofPairs, stableBy: 'counting' },
  cramersV: { ...ofPairs, stableBy: 'counting' },
  distribution: {
    ...amount,
    ways: ['binning'],
    needs: 'nothing',
    showsValue: 'always',
    stableBy: 'counting',
    states: wholeOnly,
  },
  gaps: { ...count, ways: ['sorting'], blames: 'none', states: wholeOnly },
  descents: { ...part, ways: ['rowOrder'], blames: 'compared', states: wholeOnly },
  structure: { ...count, ways: ['source'], blames: 'none', states: wholeOnly },
  unreadable: { ...count, ways: ['source'], blames: 'none', states: wholeOnly },
  /** Made of metrics, which decide whether a value of the data is shown (plan/disclosure/masking.ts). */
  derived: {
    ...count,
    ways: [],
    blames: 'none',
    showsValue: 'always',
    needs: 'values',
    states: wholeOnly,
  },
} as const satisfies { readonly [Kind in AggregateKind]: Traits<AggregateOf<Kind>> };

type AggregateOf<Kind extends AggregateKind> = Extract<Aggregate, { readonly kind: Kind }>;

type KindBy<W extends Way> = {
  [Kind in AggregateKind]: W extends (typeof aggregateTraits)[Kind]['ways'][number] ? Kind : never;
}[AggregateKind];

/** The aggregates that can be found in one of these ways. */
export type AggregateBy<W extends Way> = AggregateOf<{ [One in W]: KindBy<One> }[W]>;

/** The aggregates that blame these rows. */
export type Blaming<B extends Traits['blames']> = AggregateOf<
  {
    [Kind in AggregateKind]: (typeof aggregateTraits)[Kind]['blames'] extends B ? Kind : never;
  }[AggregateKind]
>;

/** The amounts that need only their values: `min` to `kurtosis`. */
export type AmountOfValues = AggregateOf<
  {
    [Kind in AggregateKind]: { readonly kind: Kind; readonly of: Scalar } extends AggregateOf<Kind>
      ? (typeof aggregateTraits)[Kind]['number'] extends 'amount'
        ? Kind
        : never
      : never;
  }[AggregateKind]
>;

/** Returns the traits of an aggregate. */
export const traitsOf = ({ kind }: Aggregate): Traits => aggregateTraits[kind];

/** True if the aggregate can be found in one of these ways. */
export const isFoundBy = <W extends Way>(
  aggregate: Aggregate,
  ...ways: readonly W[]
): aggregate is AggregateBy<W> => ways.some((way) => traitsOf(aggregate).ways.includes(way));

/**
 * Returns the rule that computes an aggregate from states of parts; null if it needs all rows at once. `adding` is the
 * way in which the engine adds up its values.
 */
export const additive = (
  aggregate: Aggregate,
  unit: Unit = 'number',
  adding: Adding = { kind: 'exact' },
): Additive | null => traitsOf(aggregate).states(aggregate, { unit, adding });

/** Computes the sample standard deviation, with n - 1; null for fewer than two values. */
const deviation: OfPowers = (count, [sum, squares], exponent) => {
  if (count < 2n) return null;
  const variance = nearest(count * squares - sum * sum, count * (count - 1n));
  return scaled(Math.sqrt(variance), exponent);
};

/**
 * Computes G1: the third moment about the mean over the cube of the deviation, corrected for the sample size (Joanes
 * and Gill, 1998, "Comparing measures of sample skewness and kurtosis"). Null for fewer than three values, or if all
 * are equal.
 */
const skewness: OfPowers = (n, [sum, squares, cubes]) => {
  const spread = n * squares - sum ** 2n;
  if (n < 3n || spread === 0n) return null;
  const lean = n ** 2n * cubes - 3n * n * sum * squares + 2n * sum ** 3n;
  const size = Math.sqrt(nearest(lean ** 2n * n * (n - 1n), spread ** 3n * (n - 2n) ** 2n));
  return lean < 0n ? -size : size;
};

/**
 * Computes G2: the fourth moment about the mean over the square of the variance, less the 3 of a normal distribution,
 * corrected for the sample size (Joanes and Gill, 1998). Null for fewer than four values, or if all are equal.
 */
const kurtosis: OfPowers = (n, [sum, squares, cubes, fourths]) => {
  const spread = (n * squares - sum ** 2n) ** 2n;
  if (n < 4n || spread === 0n) return null;
  const tails =
    n ** 3n * fourths - 4n * n ** 2n * sum * cubes + 6n * n * sum ** 2n * squares - 3n * sum ** 4n;
  return nearest(
    (n - 1n) * ((n + 1n) * (tails - 3n * spread) + 6n * spread),
    (n - 2n) * (n - 3n) * spread,
  );
};
