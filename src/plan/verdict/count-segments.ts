import type { Bound } from '../../value/bound.ts';
import { approximate } from '../../value/numeric.ts';
import type { Question, SegmentTally, SegmentValue } from '../measure-request.ts';
import { satisfiesBound } from './satisfies-bound.ts';
import { compareSegments } from './segment-order.ts';

/** The number of segments that are kept of those that miss a bound, which is how many are shown. */
export const keptSegments = 10;

/** The greatest number of segments from which other numbers are derived. */
export const mostSegments = 10_000;

/**
 * Counts segments as they arrive, and keeps the worst: a dataset may have as many segments as rows. Where other numbers are
 * derived from them, all are kept unless they are too many.
 */
export interface SegmentCounter {
  add(segment: SegmentValue): void;
  result(): { readonly segments: readonly SegmentValue[]; readonly tally: SegmentTally };
}

/** Starts to count segments against bounds. */
export function countSegments({ metric, bounds, isExact = false }: Question): SegmentCounter {
  const counters = bounds.map((bound) => ({ bound, ...missCounter(metric, bound) }));
  let count = 0;
  let judged = 0;
  let all: SegmentValue[] | null = isExact ? [] : null;
  return {
    add: (segment) => {
      count++;
      if (count > mostSegments) all = null;
      all?.push(segment);
      judged += approximate(segment.of);
      for (const counter of counters) counter.add(segment);
    },
    result: () => {
      const missed = new Map(counters.map(({ bound, result }) => [bound, result()]));
      const [worst] = [...missed.values()].filter(({ worst }) => worst.length > 0);
      return { segments: worst?.worst ?? [], tally: { count, judged, missed, all } };
    },
  };
}

function missCounter(metric: Question['metric'], bound: Bound) {
  let count = 0;
  let worst: readonly SegmentValue[] = [];
  return {
    add: (segment: SegmentValue) => {
      if (satisfiesBound({ metric, bound }, segment)) return;
      count++;
      const last = worst[keptSegments - 1];
      if (last !== undefined && compareSegments(segment, last) >= 0) return;
      worst = [...worst, segment].sort(compareSegments).slice(0, keptSegments);
    },
    result: () => ({ count, worst }),
  };
}
