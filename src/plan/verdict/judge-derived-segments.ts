import type { ExpectationNode } from '../../contract/expectation.ts';
import { type Bound, magnitude, verdictOfInterval } from '../../value/bound.ts';
import { approximate, compareNumeric } from '../../value/numeric.ts';
import type { DerivedSegment } from '../measure-request.ts';
import { keptSegments } from './count-segments.ts';
import { satisfiesBound } from './satisfies-bound.ts';
import { compareSegments } from './segment-order.ts';

/** The parts of an expectation that decide which segments meet it. */
type Held = Pick<ExpectationNode, 'metric' | 'bound' | 'isConfident'>;

/** The segments of a derived metric, as judged against its bound. */
export interface JudgedSegments {
  readonly count: number;
  readonly outside: number;
  /** The segments that miss the bound, worst first. Only some are kept. */
  readonly missed: readonly DerivedSegment[];
  /** The number of segments whose interval has the bound in it, or that have none to be confident of. */
  readonly undecided: number;
  /** The segment that is farthest beyond the bound, or nearest to it, of those with a drift to show. */
  readonly shown: DerivedSegment | null;
}

/**
 * Judges the segments of a derived metric. Unlike the segments that a pass counts, the worst are those farthest beyond the
 * bound, since the smallest drift is not what is looked for.
 */
export function judgeDerivedSegments(
  node: Held,
  segments: readonly DerivedSegment[],
): JudgedSegments {
  const verdicts = segments.map((one) => ({ one, meets: meets(node, one) }));
  const inOrder = verdicts
    .filter(({ meets }) => meets !== true)
    .map(({ one }) => one)
    .toSorted(worstFirst(node.bound));
  const drifted = (list: readonly DerivedSegment[]) =>
    list.find(({ drift }) => drift !== null) ?? null;
  return {
    count: segments.length,
    outside: inOrder.length,
    missed: inOrder.slice(0, keptSegments),
    undecided: verdicts.filter(({ meets }) => meets === null).length,
    shown: drifted(inOrder) ?? drifted(segments.toSorted(worstFirst(node.bound))),
  };
}

/** Returns if a segment satisfies the bound; null if its interval does not say. That is as bad as if it did not. */
function meets(node: Held, one: DerivedSegment): boolean | null {
  if (one.lacks !== null || one.value === null || compareNumeric(one.of, 0) === 0) return false;
  const { isConfident, bound } = node;
  if (isConfident)
    return one.drift?.interval
      ? verdictOfInterval(one.drift.interval, one.of, bound) === true
      : null;
  return one.interval === null
    ? satisfiesBound(node, one)
    : verdictOfInterval(one.interval, one.of, bound);
}

const worstFirst = (bound: Bound) => (one: DerivedSegment, other: DerivedSegment) => {
  const [here, there] = [beyond(one, bound), beyond(other, bound)];
  return here === there ? compareSegments(one, other) : there - here;
};

/** Returns how far a number is beyond the bound, negative within it. No number, and NaN, are beyond all others. */
function beyond({ value, of }: DerivedSegment, { kind, limits, not }: Bound): number {
  if (value === null || Number.isNaN(approximate(value))) return Number.POSITIVE_INFINITY;
  const [low = 0, high = low] = limits.map((limit) => {
    const scale = limit.kind === 'share' ? 100 / approximate(of) : limit.kind === 'ratio' ? 100 : 1;
    return approximate(value) * scale - approximate(magnitude(limit));
  });
  const distance = {
    atMost: low,
    below: low,
    atLeast: -low,
    above: -low,
    equals: Math.abs(low),
    between: Math.max(-low, high),
  }[kind];
  return not ? -distance : distance;
}
