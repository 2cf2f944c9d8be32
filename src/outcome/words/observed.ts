import {
  type Bound,
  type Interval,
  printDurationBeside,
  printForBound,
  printRatioBeside,
} from '../../value/bound.ts';
import { type Numeric, printNumeric } from '../../value/numeric.ts';
import { printInstant, type Unit } from '../../value/quantity.ts';
import type { SegmentCounts } from '../outcome.ts';
import { counted } from '../printable-text.ts';
import type { JudgedNoun } from './judged-noun.ts';
import { partOf } from './part-of.ts';

/** A measured number, with what is needed to print it. */
export interface MeasuredNumber {
  readonly value: Numeric;
  readonly of: Numeric;
  readonly unit: Unit;
  /** True if it counts a part of `of`. */
  readonly isPart: boolean;
  /** The bound. Numbers are rounded only as far as they stay on the same side of each limit. */
  readonly bound: Bound;
  /** The word for one of `of`; a row by default. */
  readonly noun?: JudgedNoun;
}

/** Returns a measured number in words, with its share if it counts a part of the rows. */
export function measurementText({
  value,
  of,
  unit,
  isPart,
  bound,
  noun = 'row',
}: MeasuredNumber): string {
  switch (unit) {
    case 'duration':
      return printDurationBeside(value, bound);
    case 'ratio':
      return printRatioBeside(value, bound);
    case 'instant':
      return printInstant(value);
    case 'number':
      return printForBound(value, bound);
    case 'count':
      return isPart ? partOf(value, of, { limits: percents(bound), noun }) : printNumeric(value);
  }
}

/** Returns the limits of a bound that are shares, in percent. */
const percents = ({ limits }: Pick<Bound, 'limits'>): readonly Numeric[] =>
  limits.flatMap((limit) => (limit.kind === 'share' ? [limit.percent] : []));

/** Returns a number that is known as an interval in words. */
export function measuredIntervalText(
  { low, high }: Interval,
  { of, unit, bound }: Pick<MeasuredNumber, 'of' | 'unit' | 'bound'>,
): string {
  const words = `between ${printForBound(low, bound)} and ${printForBound(high, bound)}`;
  return unit === 'count' ? `${words} of ${printNumeric(of)}` : words;
}

/** Returns in words how many segments miss their bound. */
export const segmentsText = ({ count, outside }: SegmentCounts): string =>
  `${printNumeric(outside)} of ${counted(count, 'segment')} outside`;
