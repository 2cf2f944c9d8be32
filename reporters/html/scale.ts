import type { Outcome } from '../../src/outcome/outcome.ts';
import { type Limit, type Limits, readLimits } from './limits.ts';

/** A piece of a scale, in percent of its length. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The observed value against its bound, ready to be drawn. */
export interface Scale {
  /** Where the value may lie. */
  readonly allowed: readonly Piece[];
  readonly limits: readonly { readonly at: number; readonly text: string }[];
  /** Of one point, unless the value is known as an interval. */
  readonly observed: Piece & { readonly text: string };
}

/**
 * Where an outcome lies on a scale; null where there is nothing to see: no value, a bound on segments, a count of
 * nothing against the bound of nothing.
 */
export function scaleOf(outcome: Outcome): Scale | null {
  const limits = readLimits(outcome.expected);
  const [first] = limits?.limits ?? [];
  if (!limits || !first || / segments outside$/.test(outcome.observed ?? '')) return null;
  const range = rangeOf(outcome, first.unit);
  if (range === null) return null;
  const ends = limits.limits.map(({ at }) => at);
  if ([...range, ...ends].every((place) => place === 0)) return null;
  const places = [...range, ...ends, ...(ends.every((end) => end === 0) ? wholeOf(outcome) : [])];
  const place = placer(places, first.unit);
  const [from, to] = range;
  return {
    allowed: allowedBy(limits, place),
    limits: limits.limits.map(({ at, text }) => ({ at: place(at), text })),
    observed: { from: place(from), to: place(to), text: observedText(outcome, first.unit) },
  };
}

/** Where none is allowed, how much of all it is says more than how far from nothing. */
const wholeOf = ({ of, observed }: Outcome) =>
  of !== null && / of /.test(observed ?? '') ? [of] : [];

type Range = readonly [from: number, to: number];

/** The observed value in the unit of its limits: twice, or the ends of its interval. */
function rangeOf({ value, of, evidence }: Outcome, unit: Limit['unit']): Range | null {
  const low = inUnit(evidence?.interval?.low ?? value, of, unit);
  const high = inUnit(evidence?.interval?.high ?? value, of, unit);
  return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
}

function inUnit(text: string | null, of: number | null, unit: Limit['unit']): number {
  if (text === null) return Number.NaN;
  switch (unit) {
    case 'share':
      return of === null || of === 0 ? Number.NaN : (Number(text) * 100) / of;
    case 'instant':
      return Date.parse(text);
    case 'number':
    case 'duration':
      return Number(text);
  }
}

/** Only the part of the observed text that the scale measures in. */
function observedText({ observed }: Outcome, unit: Limit['unit']): string {
  const text = observed ?? '';
  if (unit === 'share') return /\(([^()]+)\)$/.exec(text)?.[1] ?? text;
  return unit === 'number' ? (text.split(' of ')[0] ?? text) : text;
}

/** What the pieces before the first place and behind the last take of the length between them. */
const margin = 0.15;

/** A function from values to percent of the scale's length: zero is in it unless that would squeeze the rest. */
function placer(places: readonly number[], unit: Limit['unit']): (value: number) => number {
  const least = Math.min(...places);
  const most = Math.max(...places);
  const isLength = unit === 'share' || unit === 'duration';
  const fromZero = unit !== 'instant' && least >= 0 && (isLength || least < most * 0.6);
  const start = fromZero ? 0 : least;
  const room = most - start || Math.abs(most) || 1;
  const low = fromZero ? 0 : start - room * margin;
  const end = most + room * margin;
  const high = unit === 'share' ? Math.min(100, end) : end;
  return (value) => Math.round(((value - low) / (high - low)) * 1000) / 10;
}

function allowedBy({ kind, not, limits }: Limits, place: (at: number) => number): readonly Piece[] {
  const [low = 0, high = low] = limits.map(({ at }) => place(at));
  const pieces: Readonly<Record<Limits['kind'], Piece>> = {
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
