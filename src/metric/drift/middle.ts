import type { Cell } from '../distribution.ts';

/** Returns the middle of a cell; of one with an infinite end, the other end. */
export function middle([from, to]: Cell): number {
  if (!Number.isFinite(from)) return to;
  return Number.isFinite(to) ? from + (to - from) / 2 : from;
}
