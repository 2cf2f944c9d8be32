import type { Scalar } from './expression.ts';

/** A value of a column of few values: text, or true and false. */
export type Category = string | boolean;

/** The way in which the values of a distribution are counted. */
export type Cuts =
  /** By the data itself: each value where there are few, else in ranges that follow the data. */
  | { readonly kind: 'own' }
  /** In ranges between ascending edges: below the first, from each up to the next, and from the last one on. */
  | {
      readonly kind: 'edges';
      readonly edges: readonly number[];
      /** True if each value is counted by itself where there are few, as for `own`: then nothing about them is unknown. */
      readonly mayList?: boolean;
    }
  /** Each of these values, and all others together. */
  | { readonly kind: 'listed'; readonly values: readonly Category[] }
  /** The cuts of each segment, by its identity. The values of other segments are not counted. */
  | { readonly kind: 'bySegment'; readonly cuts: readonly (readonly [segment: string, Cuts])[] };

/** Values from `from` up to `to`, or the value `from` alone if both are equal. Instants are milliseconds since 1970. */
export type Cell = readonly [from: number, to: number, count: number];

/** The distribution of numbers or instants: disjoint cells, ascending. The outer ones may be infinite. */
export interface OrderedValues {
  readonly kind: 'ordered';
  readonly cells: readonly Cell[];
}

/** The distribution of categories. */
export interface Categories {
  readonly kind: 'categories';
  /** Each value that is listed, with its rows. */
  readonly counts: readonly (readonly [value: Category, count: number])[];
  /** The rows with another value, and the number of such values; null where only the rows are known. */
  readonly others: { readonly rows: number; readonly values: number | null };
}

/**
 * The distribution of a column's values. NULL and NaN are counted by themselves; an infinity is a value beyond all
 * others.
 */
export interface DistributionState {
  readonly kind: 'distribution';
  readonly nulls: number;
  readonly nans: number;
  readonly values: OrderedValues | Categories;
}

/** Returns the place of the last cell of finite values, which includes its end where it is a range; -1 if there is none. */
export const lastFinite = (cells: readonly Cell[]): number =>
  cells.findLastIndex(([from]) => from < Number.POSITIVE_INFINITY);

/** Returns the number of values of a distribution, without NULL and NaN. */
export function valuesIn({ values }: DistributionState): number {
  return values.kind === 'ordered'
    ? values.cells.reduce((sum, [, , count]) => sum + count, 0)
    : values.counts.reduce((sum, [, count]) => sum + count, values.others.rows);
}

/** Returns the number of rows of a distribution. */
export const rowsIn = (state: DistributionState): number =>
  valuesIn(state) + state.nulls + state.nans;

/** True if each cell is a single value, so that nothing about the distribution is unknown. */
export const isExact = ({ values }: DistributionState): boolean =>
  values.kind === 'ordered'
    ? values.cells.every(([from, to]) => from === to)
    : values.others.rows === 0;

/** The scalar and cuts of an aggregate that is a distribution. */
export interface DistributionAggregate {
  readonly kind: 'distribution';
  readonly of: Scalar;
  readonly cuts: Cuts;
}
