import type { Numeric } from '../value/numeric.ts';
import type { Metric } from './metric.ts';
import { lawOf, type State } from './state.ts';

/**
 * Something that can be observed about some rows. A pass observes it, and the result for a part of the rows is a state.
 */
export type Observable = Pick<Metric, 'value' | 'scope' | 'unit'>;

/** Computes a number from observations of the data and, if there is one, of a reference. */
export interface Derivation {
  readonly observables: readonly Observable[];
  /**
   * Returns the number, or null if there is none. `current` and `reference` are in the order of the observables;
   * `reference` is null if there is none. `now` is the run's clock.
   */
  derive(current: readonly State[], reference: readonly State[] | null, now: Date): Numeric | null;
}

/** Returns the number of a single state, such as the mean of its sum and count. */
export function numberOf(state: State | undefined, now: Date): Numeric | null {
  if (state?.kind !== 'numbers') throw new TypeError('Only numbers make a number by themselves.');
  return lawOf(state.of).value(state.numbers, now);
}

/** Derives a metric's number from its own state. All metrics so far do. */
export const derivationOf = (metric: Observable): Derivation => ({
  observables: [metric],
  derive: ([state], _, now) => numberOf(state, now),
});
