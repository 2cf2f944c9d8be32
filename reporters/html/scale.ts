import type { Outcome, ReportedBound, ReportedLimit } from '../../src/outcome/outcome.ts';
import { countText, intervalText, shareText } from '../../src/outcome/words/part-of.ts';

/** A part of a scale, in percent of its length. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** An observed value and its bound, ready to be drawn. */
export interface Scale {
  /** The ranges that the bound allows. */
  readonly allowed: readonly Piece[];
  readonly limits: readonly { readonly at: number; readonly text: string }[];
  /** The observed value: a point, or a range if it is known as an interval. */
  readonly observed: Piece & { readonly text: string };
  /** The interval that an estimated drift lies in with some confidence; null on any other scale. */
  readonly confidence: Piece | null;
  /** Shares of all rows, where the scale is that of their square roots: 0.5% is seen beside 100%. Empty on any other scale. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/**
 * Returns the scale of an outcome; null if there is nothing to see: no value, a bound on segments, or a count of 0 of
 * 0.
 */
export function scaleOf(outcome: Outcome): Scale | null {
  const { bound, segments } = outcome;
  const [first] = bound.limits;
  if (first === undefined || segments !== null) return null;
  const range = rangeOf(outcome, first.kind);
  const ends = bound.limits.map(placeOf);
  if (range === null || !ends.every(Number.isFinite)) return null;
  if ([...range, ...ends].every((place) => place === 0)) return null;
  const whole = ends.every((end) => end === 0) ? wholeOf(outcome, first.kind) : null;
  const around = confidenceOf(outcome, first.kind);
  const place =
    whole === null
      ? placer([...range, ...ends, ...(around ?? [])], first.kind)
      : (value: number) => root(value, whole);
  const [from, to] = range;
  return {
    allowed: allowedBy(bound, place),
    limits: bound.limits.map((limit) => ({ at: place(placeOf(limit)), text: limit.text })),
    observed: { from: place(from), to: place(to), text: observedText(outcome, first.kind) },
    confidence: around === null ? null : { from: place(around[0]), to: place(around[1]) },
    ticks:
      whole === null ? [] : shares.map((share) => ({ at: root(share, 100), text: `${share}%` })),
  };
}

/** Returns a limit as a number on the scale. */
const placeOf = ({ kind, value }: ReportedLimit): number =>
  kind === 'instant' ? Date.parse(value) : Number(value);

/**
 * Returns the total of a count, which the scale of a bound of 0 shows: then the share says more than the distance from
 * 0.
 */
const wholeOf = (
  { of, share, unit, evidence }: Outcome,
  kind: ReportedLimit['kind'],
): number | null => {
  const isPart = share !== null || (unit === 'count' && (evidence?.interval ?? null) !== null);
  if (of === null || !isPart) return null;
  return kind === 'share' ? 100 : of;
};

/** The shares that are named on a scale of square roots. */
const shares = [1, 10, 50, 100];

/** Returns the place of a part on a scale of square roots, on which few are still seen beside all. */
const root = (value: number, whole: number): number =>
  Math.round(Math.sqrt(Math.min(Math.max(value / whole, 0), 1)) * 1000) / 10;

type Range = readonly [from: number, to: number];

/** Returns the observed value in the unit of its limits: the same number twice, or the ends of its interval. */
function rangeOf({ value, of, evidence }: Outcome, kind: ReportedLimit['kind']): Range | null {
  const low = inUnit(evidence?.interval?.low ?? value, of, kind);
  const high = inUnit(evidence?.interval?.high ?? value, of, kind);
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}

/** Returns the interval of a drift in the unit of its limits; null if there is none. */
function confidenceOf({ drift, of }: Outcome, kind: ReportedLimit['kind']): Range | null {
  if (drift === null || drift.interval === null) return null;
  const [low, high] = [drift.interval.low, drift.interval.high].map((end) =>
    inUnit(String(end), of, kind),
  );
  return isFiniteNumber(low) && isFiniteNumber(high) ? [low, high] : null;
}

const isFiniteNumber = (value: number | undefined): value is number => Number.isFinite(value);

function inUnit(text: string | null, of: number | null, kind: ReportedLimit['kind']): number {
  if (text === null) return Number.NaN;
  switch (kind) {
    case 'share':
      return of === null || of === 0 ? Number.NaN : (Number(text) * 100) / of;
    case 'ratio':
      return Number(text) * 100;
    case 'instant':
      return Date.parse(text);
    case 'number':
    case 'duration':
      return Number(text);
  }
}

/** Returns the observed value in words, only as far as the scale shows it. */
function observedText(outcome: Outcome, kind: ReportedLimit['kind']): string {
  const { value, of, observed, unit, evidence } = outcome;
  const interval = evidence?.interval ?? null;
  if (interval !== null && unit === 'count' && kind === 'number') return intervalText(interval);
  if (value === null || of === null || outcome.share === null) return observed ?? '';
  return kind === 'share' ? shareText(value, of, outcome.bound.limits) : countText(value);
}

/** The part of the scale's length that is added before the first point and after the last. */
const margin = 0.15;

/**
 * Returns a function from values to percent of the scale's length. The scale includes zero, unless that would squeeze
 * the rest.
 */
function placer(places: readonly number[], kind: ReportedLimit['kind']): (value: number) => number {
  const least = Math.min(...places);
  const most = Math.max(...places);
  const isLength = kind === 'share' || kind === 'duration';
  const fromZero = kind !== 'instant' && least >= 0 && (isLength || least < most * 0.6);
  const start = fromZero ? 0 : least;
  const room = most - start || Math.abs(most) || 1;
  const low = fromZero ? 0 : start - room * margin;
  const end = most + room * margin;
  const high = kind === 'share' ? Math.min(100, end) : end;
  return (value) => Math.round(((value - low) / (high - low)) * 1000) / 10;
}

function allowedBy(
  { kind, not, limits }: ReportedBound,
  place: (at: number) => number,
): readonly Piece[] {
  const [low = 0, high = low] = limits.map((limit) => place(placeOf(limit)));
  const pieces: Readonly<Record<ReportedBound['kind'], Piece>> = {
    between: { from: low, to: high },
    equals: { from: low, to: low },
    atLeast: { from: low, to: 100 },
    above: { from: low, to: 100 },
    atMost: { from: 0, to: low },
    below: { from: 0, to: low },
  };
  const { from, to } = pieces[kind];
  if (!not) return [{ from, to }];
  return [
    { from: 0, to: from },
    { from: to, to: 100 },
  ].filter((piece) => piece.to > piece.from);
}
