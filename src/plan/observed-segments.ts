import type { Measured, SegmentValue, Unmeasured } from './measure-request.ts';
import { segmentIdentity } from './segment-identity.ts';
import type { ObservedSegment, Segments } from './segments.ts';
import { mostSegments } from './verdict/count-segments.ts';

/** Returns the segments of a result, so that numbers can be derived from them; a problem if they are not known. */
export function segmentsIn({ derived, tally }: Measured): Segments | Unmeasured {
  const list = derived ?? tally?.all ?? null;
  if (list === null) return tooManySegments(mostSegments);
  const segments = new Map(list.map((one) => [segmentIdentity(one.segment), observed(one)]));
  return segments.size < list.length ? alike : segments;
}

/** True if the segments of a result are not known. */
export const lacksSegments = (found: Segments | Unmeasured): found is Unmeasured =>
  'problem' in found;

const observed = ({ segment, value, of, state = null }: SegmentValue): ObservedSegment => ({
  segment,
  value,
  of,
  state,
});

/** Returns the reason why segments are not compared: there are more than can be kept. */
export const tooManySegments = (most: number): Unmeasured => ({
  problem: {
    code: 'SEGMENTS_TOO_MANY',
    message: `it is made of the numbers of each segment, and there are more than ${most.toLocaleString('en')} segments: cut the rows by fewer values, or take some with .where().`,
  },
});

const alike: Unmeasured = {
  problem: {
    code: 'SEGMENTS_ALIKE',
    message:
      'some of its segments can not be told apart, such as times that differ by less than a millisecond: cut the rows by a column of coarser values.',
  },
};
