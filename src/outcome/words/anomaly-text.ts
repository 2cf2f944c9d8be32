import { type Bound, isFaithful, printForBound } from '../../value/bound.ts';
import type { Numeric } from '../../value/numeric.ts';
import type { Unit } from '../../value/quantity.ts';
import { allOf, counted } from '../printable-text.ts';
import { measurementText } from './observed.ts';

/** A value that was scored among those of earlier runs. */
interface ScoredNumber {
  readonly value: Numeric;
  readonly unit: Unit;
  /** The distance from the median in deviations; infinite where all runs have the same value and this is another. */
  readonly score: number;
  readonly median: Numeric;
  readonly runs: number;
}

/** Returns in words how far a value lies from those of earlier runs. The score is rounded only on its side of the limit. */
export function anomalyText(
  { value, unit, score, median, runs }: ScoredNumber,
  bound: Pick<Bound, 'limits'>,
): string {
  const shown = (number: Numeric) =>
    measurementText({ value: number, of: 1, unit, isPart: false, bound: { ...plain, limits: [] } });
  if (score === Number.POSITIVE_INFINITY)
    return `${shown(value)} is not ${shown(median)}, the value of ${allOf(runs, 'run')}`;
  const coarse = Number(score.toFixed(1));
  const printed = printForBound(isFaithful(coarse, score, bound) ? coarse : score, bound);
  return `${shown(value)} is ${printed} robust deviations from the median ${shown(median)} of ${counted(runs, 'run')}`;
}

const plain = { kind: 'atMost', not: false } as const;
