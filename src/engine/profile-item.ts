import type { Scalar } from '../metric/expression.ts';

/** A piece of SQL that only a profile needs. */
export type ProfileItem =
  /** An estimate of the number of distinct values, which may be off by some 15%. */
  | { readonly kind: 'estimate'; readonly of: Scalar }
  /** The finite values at these shares, as a list of doubles; NULL if there are none. */
  | { readonly kind: 'quantiles'; readonly of: Scalar; readonly at: readonly number[] }
  /** Pearson's coefficient of two numbers, over rows in which both are finite; NULL or NaN if there is none. */
  | { readonly kind: 'correlation'; readonly of: readonly [Scalar, Scalar] }
  /** The way in which a text is written, with `9` for a digit, and `a` or `A` for a run of letters. No aggregate. */
  | { readonly kind: 'shape'; readonly of: Scalar };
