import type { Outcome, ReportedLimit } from '../../../outcome/outcome.ts';
import { compareFractions, type Fraction, fractionOf, minus, parseFraction } from './fraction.ts';

/** The distance of an outcome from its bound. */
export interface Miss {
  /** The side of the bound on which it lies. */
  readonly side: 'above' | 'below';
  readonly by: Fraction;
}

/** Returns how far an outcome lies outside of its bound; null where it has no such distance, as for a bound with `not`. */
export function missOf({ value, of, bound, kind, segments, state }: Outcome): Miss | null {
  if (state !== 'failed' && state !== 'warned') return null;
  if (value === null || bound.not || kind === 'structure' || segments !== null) return null;
  const [low, high] = bound.kind === 'between' ? bound.limits : [];
  switch (bound.kind) {
    case 'between':
      return furthest([beyond(value, of, low, 'below'), beyond(value, of, high, 'above')]);
    case 'atLeast':
    case 'above':
      return beyond(value, of, bound.limits[0], 'below');
    case 'atMost':
    case 'below':
      return beyond(value, of, bound.limits[0], 'above');
    case 'equals':
      return furthest([
        beyond(value, of, bound.limits[0], 'below'),
        beyond(value, of, bound.limits[0], 'above'),
      ]);
  }
}

/** Returns how far a value lies beyond a limit; null if it does not, or has no distance. */
function beyond(
  value: string,
  of: number | null,
  limit: ReportedLimit | undefined,
  side: Miss['side'],
): Miss | null {
  const at = limit === undefined ? null : parseFraction(limit.value);
  const measured = limit === undefined ? null : inUnitOf(limit, value, of);
  if (at === null || measured === null) return null;
  const by = side === 'above' ? minus(measured, at) : minus(at, measured);
  return by.top < 0n ? null : { side, by };
}

/** Returns a value in the unit of a limit: percent for shares and ratios, else as it is. */
function inUnitOf({ kind }: ReportedLimit, value: string, of: number | null): Fraction | null {
  const number = parseFraction(value);
  if (number === null || kind === 'number' || kind === 'duration' || kind === 'instant')
    return number;
  const percent = { top: number.top * 100n, bottom: number.bottom };
  if (kind === 'ratio') return percent;
  if (of === null || of <= 0) return null;
  const { top, bottom } = fractionOf(of);
  return { top: percent.top * bottom, bottom: percent.bottom * top };
}

const furthest = (all: readonly (Miss | null)[]): Miss | null =>
  all.reduce(
    (found, one) =>
      one !== null && (found === null || compareFractions(one.by, found.by) > 0) ? one : found,
    null,
  );
