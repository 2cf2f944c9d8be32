import type fc from 'fast-check';
import type { Rejection, Tally } from './rejections.ts';

const tallied = new WeakMap<fc.Arbitrary<unknown>, readonly Tally[]>();

/** Keeps the counts of an arbitrary's filters with it. */
export function withTallies<Value>(
  arbitrary: fc.Arbitrary<Value>,
  tallies: readonly Tally[],
): fc.Arbitrary<Value> {
  tallied.set(arbitrary, tallies);
  return arbitrary;
}

/**
 * Lists how often each rule refused what an arbitrary of `rowOf`, `rowsOf` or `datasetsOf` drew so far: the rules that
 * could not be merged into what is drawn, the most often refused first. A rule that refused nothing is left out, and so
 * is all that `map` or `filter` made of the arbitrary.
 */
export const rejections = (arbitrary: fc.Arbitrary<unknown>): readonly Rejection[] =>
  (tallied.get(arbitrary) ?? [])
    .filter(({ refused }) => refused > 0)
    .map((tally) => ({ ...tally }))
    .sort((one, other) => other.refused / other.drawn - one.refused / one.drawn);
