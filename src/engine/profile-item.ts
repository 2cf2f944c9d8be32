import type { Scalar } from '../metric/expression.ts';

/** A piece of SQL that only a profile needs. */
export type ProfileItem =
  /** An estimate of the number of distinct values, which may be off by some 15%. */
  | { readonly kind: 'estimate'; readonly of: Scalar }
  /** The least of the finite values; NULL if there are none. */
  | { readonly kind: 'least'; readonly of: Scalar }
  /** The greatest of the finite values. */
  | { readonly kind: 'greatest'; readonly of: Scalar }
  /** About the finite values at these shares, from some of the rows, as a list of doubles; NULL if there are none. */
  | { readonly kind: 'sampled'; readonly of: Scalar; readonly at: readonly number[] }
  /**
   * The number of finite values in each cell, as a list: a cell reaches from above the bound before it up to and with its own. Bounds
   * ascend, and no value is above the last. Times are milliseconds since 1970. NULL if there are no values.
   */
  | { readonly kind: 'cellCounts'; readonly of: Scalar; readonly bounds: readonly number[] }
  /** The values at these places, from 0, among those that lie in the cells, in order, as a list of doubles. */
  | {
      readonly kind: 'placed';
      readonly of: Scalar;
      readonly cells: readonly { readonly above: number; readonly upTo: number }[];
      readonly places: readonly number[];
    }
  /** The number of different values, by a hash of 64 bits: never more than there are. */
  | { readonly kind: 'hashes'; readonly of: Scalar }
  /** The finite values at these shares, as a list of doubles; NULL if there are none. */
  | { readonly kind: 'quantiles'; readonly of: Scalar; readonly at: readonly number[] }
  /** The sum of the products of two numbers, each measured from another, where both are finite. */
  | {
      readonly kind: 'products';
      readonly of: readonly [Scalar, Scalar];
      readonly from: readonly [number, number];
    }
  /** The sample standard deviation of finite numbers, each measured from a number of their type; NULL of fewer than two. */
  | { readonly kind: 'deviation'; readonly of: Scalar; readonly from: string }
  /**
   * Pearson's coefficient of two numbers, over rows in which both are finite; NULL or NaN if there is none. Each is measured from a
   * number of its type, where one is given.
   */
  | {
      readonly kind: 'correlation';
      readonly of: readonly [Scalar, Scalar];
      readonly from: readonly [string | null, string | null];
    }
  /** A fact about all values at a place within a column. */
  | {
      readonly kind: 'within';
      readonly of: Scalar;
      readonly steps: readonly Step[];
      readonly fact: WithinFact;
    }
  /** The way in which a text is written, with `9` for a digit, and `a` or `A` for a run of letters. No aggregate. */
  | { readonly kind: 'pattern'; readonly of: Scalar };

/** A step from a value to what is within it: a field of an object, the elements of a list, or the values of a map. */
export type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'elements' }
  | { readonly kind: 'values' };

/**
 * A fact about the values at a place. `held` counts them, NULL too, and `nulls` those that are NULL. `least` and `greatest` are of numbers,
 * `shortest` and `longest` of the lengths of texts. `unusual` counts numbers that are NaN or infinite, `infinite` the latter alone.
 */
export type WithinFact =
  | 'held'
  | 'nulls'
  | 'least'
  | 'greatest'
  | 'shortest'
  | 'longest'
  | 'unusual'
  | 'infinite';
