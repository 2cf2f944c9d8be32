import type { Outcome } from '../../../outcome/outcome.ts';
import { compareFractions, type Fraction, fractionOf, parseFraction } from './fraction.ts';
import { missOf } from './miss.ts';

/**
 * True if an outcome misses its bound, and the same expectation on a reference misses it at least as much: on the same side
 * of the bound and at least as far outside of it, or, for a condition, by at least as great a share of the rows. An
 * expectation on the structure, or judged per segment, is never excused, since it has no degree in a report; nor is one
 * whose value is not exact.
 */
export function isNotWorse(candidate: Outcome, reference: Outcome | undefined): boolean {
  if (reference === undefined || candidate.id !== reference.id || !misses(candidate)) return false;
  if (!misses(reference) || !isSameBound(candidate, reference)) return false;
  if (!isExact(candidate) || !isExact(reference)) return false;
  if (candidate.kind === 'condition') {
    const [own, other] = [shareOf(candidate), shareOf(reference)];
    return own !== null && other !== null && compareFractions(own, other) <= 0;
  }
  const [own, other] = [missOf(candidate), missOf(reference)];
  return (
    own !== null &&
    other !== null &&
    own.side === other.side &&
    compareFractions(own.by, other.by) <= 0
  );
}

const misses = ({ state }: Outcome): boolean => state === 'failed' || state === 'warned';

const isExact = ({ evidence }: Outcome): boolean => evidence?.exactness === 'exact';

const isSameBound = ({ bound }: Outcome, { bound: other }: Outcome): boolean =>
  JSON.stringify(bound) === JSON.stringify(other);

/** Returns the share of the rows that violate a condition; null where there is none. */
function shareOf({ kind, value, of, bound, segments }: Outcome): Fraction | null {
  const violating = value === null ? null : parseFraction(value);
  const isOfRows = kind === 'condition' && segments === null && !bound.not;
  if (violating === null || of === null || of <= 0 || !isOfRows) return null;
  const { top, bottom } = fractionOf(of);
  return { top: violating.top * bottom, bottom: violating.bottom * top };
}
