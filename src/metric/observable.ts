import type { Numeric } from '../value/numeric.ts';
import type { Metric } from './metric.ts';
import { lawOf, type State } from './state.ts';

/** What is to be seen of which rows. A pass answers it, and what it finds of a part of the rows is a state. */
export type Observable = Pick<Metric, 'value' | 'scope' | 'unit'>;

/** How a number is made of what was observed: of the data as it is, and where there is one of a reference. */
export interface Derivation {
  readonly observables: readonly Observable[];
  /**
   * `current` and `reference` are in the order of the observables; without a reference it is null. The number is null where
   * there is none. `now` is the run's clock.
   */
  derive(current: readonly State[], reference: readonly State[] | null, now: Date): Numeric | null;
}

/** The number that a state stands for by itself: a mean of its sum and count. */
export function numberOf(state: State | undefined, now: Date): Numeric | null {
  if (state?.kind !== 'numbers') throw new TypeError('Only numbers make a number by themselves.');
  return lawOf(state.of).value(state.numbers, now);
}

/** Today's metrics are their own observable, whose number is that of its state. */
export const derivationOf = (metric: Observable): Derivation => ({
  observables: [metric],
  derive: ([state], _, now) => numberOf(state, now),
});
