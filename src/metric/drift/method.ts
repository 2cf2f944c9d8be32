import type { Compared, Incomparable, Sizes } from './compared.ts';
import type { DriftName, Nature } from './drift-name.ts';
import type { DriftInterval } from './finding.ts';

/** The drift between two distributions. */
export interface Measured {
  readonly kind: 'measured';
  readonly value: number;
  /**
   * The range in which the value surely lies, where the values are known within ranges only; null if it is exact. The
   * upper end is infinite where nothing bounds it.
   */
  readonly certain: readonly [low: number, high: number] | null;
  /** The part of the value that each bin makes, in the order of the bins; null if the method is no sum of parts. */
  readonly contributions: readonly number[] | null;
}

/** A limit from which on data counts as drifted, and who says so. */
export interface DriftThreshold {
  readonly value: number;
  readonly source: string;
}

/** A method that measures drift: pure functions of two distributions that are cut alike. */
export interface DriftMethod {
  readonly name: DriftName;
  /** The kinds of values that it is defined for. */
  readonly natures: readonly Nature[];
  /** The unit of its values: that of the column, or none. */
  readonly unit: 'column' | null;
  /** The greatest value that it can have; null if there is none. The least is 0. */
  readonly most: number | null;
  /** The origin of the formula. */
  readonly source: string;
  /** Returns the drift, or the reason why there is none. Equal distributions have a drift of exactly 0. */
  measure(pair: Compared): Measured | Incomparable;
  /** Returns the range in which the drift of the populations lies at a confidence such as 0.95; null if it is unknown. */
  interval(pair: Compared, level: number): DriftInterval | null;
  /**
   * Returns the drift that samples of one population stay below with a probability of 1 - `alpha`: the smallest that so
   * many rows can show. Null if it is unknown.
   */
  detectable(pair: Compared, alpha: number): number | null;
  /** Returns the probability of a drift at least as large where nothing has changed; null for methods without a test. */
  readonly pValue: ((pair: Compared) => Measured | Incomparable) | null;
  /** The limit that is usual; null where the value grows with the rows or has the column's unit, so that none is. */
  readonly threshold: DriftThreshold | null;
}

/** Returns a drift that is exact. */
export const exactly = (value: number, contributions: readonly number[] | null): Measured => ({
  kind: 'measured',
  value,
  certain: null,
  contributions,
});

/** Returns the sum of the inverse sizes, to which the variance of a difference of shares is proportional. */
export const noise = ({ reference, current }: Sizes): number => 1 / reference + 1 / current;
