import {
  type Bound,
  type Interval,
  printBeside,
  printDurationBeside,
  printRatioBeside,
} from '../../value/bound.ts';
import { type Numeric, printNumeric } from '../../value/numeric.ts';
import { printInstant, type Unit } from '../../value/quantity.ts';
import type { SegmentCounts } from '../outcome.ts';
import { partOf } from './part-of.ts';

/** A measured number, and how it is to be read. */
export interface Measurement {
  readonly value: Numeric;
  readonly of: Numeric;
  readonly unit: Unit;
  /** True if it counts a part of `of`. */
  readonly isPart: boolean;
  /** Numbers are rounded only as far as their side of each limit stays the same. */
  readonly bound: Bound;
}

/** A measured number in words, with its share where it counts a part of the rows. */
export function measurementText({ value, of, unit, isPart, bound }: Measurement): string {
  switch (unit) {
    case 'duration':
      return printDurationBeside(value, bound);
    case 'ratio':
      return printRatioBeside(value, bound);
    case 'instant':
      return printInstant(value);
    case 'number':
      return printBeside(value, bound);
    case 'count':
      return isPart ? partOf(value, of) : printNumeric(value);
  }
}

/** A number that is known as an interval, in words. */
export function measuredIntervalText(
  { low, high }: Interval,
  { of, unit, bound }: Pick<Measurement, 'of' | 'unit' | 'bound'>,
): string {
  const words = `between ${printBeside(low, bound)} and ${printBeside(high, bound)}`;
  return unit === 'count' ? `${words} of ${printNumeric(of)}` : words;
}

/** How many segments miss their bound, in words. */
export const segmentsText = ({ count, outside }: SegmentCounts): string =>
  `${printNumeric(outside)} of ${printNumeric(count)} segments outside`;
