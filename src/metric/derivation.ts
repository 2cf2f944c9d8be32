import type { Interval } from '../value/bound.ts';
import type { Numeric } from '../value/numeric.ts';
import type { DriftFinding } from './drift/finding.ts';
import type { PastWindow } from './past-values.ts';
import { lawOf, type State } from './state.ts';

/** The number of a metric in some data. */
export interface Observed {
  /** The number, in milliseconds for instants and durations. Null if there is none, as for the mean of no rows. */
  readonly value: Numeric | null;
  /** The number of rows or values that it was measured over, or is a part of. */
  readonly of: Numeric;
  /** The state that the number is made of; null if the pass kept none. */
  readonly state: State | null;
}

/** A reason why there is no number: a stable code, and a sentence without data in it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** The result of a formula, with all that is known beside the number. */
export interface DerivedNumber {
  /** The number, or null if there is none, which misses every bound. */
  readonly value: Numeric | null;
  /** The total that the number is a part of; by default that of the observed metrics. */
  readonly of?: Numeric;
  /** The interval in which the number certainly lies, if the states do not give it in full. */
  readonly interval?: Interval | null;
  readonly drift?: DriftFinding | null;
  /** Remarks about how it was found, one sentence each. */
  readonly notes?: readonly string[];
  /** The reason why the numbers can't be compared. The expectation is then an error. */
  readonly problem?: Problem;
}

/** A formula that makes one number of the numbers of metrics, and of those of a reference if it compares. */
export interface Derivation {
  /** Identifies the formula in the key of a metric, so that no two formulas share a name. */
  readonly name: string;
  /** True if it needs a reference. Without one its metric has a problem and no number. */
  readonly compares: boolean;
  /** True if the number counts a part of its total, so that a bound may be a share. By default it does not. */
  readonly isPart?: boolean;
  /** True if the number is made of shares or counts of rows alone, so that it is no value even of a masked column. */
  readonly isOfShares?: boolean;
  /** The past values among which the number is scored. Its score then takes its place. By default there are none. */
  readonly past?: PastWindow;
  /** True if the number is a p-value, which is corrected together with the others of the run. */
  readonly isCorrected?: boolean;
  /**
   * Returns the number, or null if there is none, which misses every bound. `current` and `reference` are in the order
   * of the metrics; `reference` is null unless it compares. `now` is the run's clock.
   */
  derive(
    current: readonly Observed[],
    reference: readonly Observed[] | null,
    now: Date,
  ): Numeric | null | DerivedNumber;
}

/** Returns the result of a formula as a value with its particulars. */
export const derivedNumber = (found: Numeric | null | DerivedNumber): DerivedNumber =>
  typeof found === 'object' && found !== null && 'value' in found ? found : { value: found };

/** Returns the number of a single state, such as the mean of its sum and count. */
export function numberOf(state: State | undefined, now: Date): Numeric | null {
  if (state?.kind !== 'numbers') throw new TypeError('Only numbers make a number by themselves.');
  return lawOf(state.of).value(state.numbers, now);
}
