/** The names of the methods that measure drift. */
export type DriftName =
  | 'psi'
  | 'ks'
  | 'wasserstein'
  | 'normalizedWasserstein'
  | 'jensenshannon'
  | 'hellinger'
  | 'kl'
  | 'totalVariation'
  | 'chi2'
  | 'cramersV';

/** The kind of a column's values: numbers and instants have an order, text and booleans are told apart only. */
export type Nature = 'ordered' | 'categories';

/** The way in which two distributions are cut into bins. */
export interface BinOptions {
  /** The number of bins, with nearly equal shares of the reference; 10 unless given. */
  readonly bins?: number;
  /** The ascending edges between the bins, in place of the reference's quantiles. */
  readonly edges?: readonly number[];
  /** NULL and NaN are bins of their own unless they are skipped. */
  readonly nulls?: 'skip';
}
