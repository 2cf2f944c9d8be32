import { approximate, compareNumeric, type Numeric, toDecimal } from '../value/numeric.ts';

/** The distance of a value from the median of others, in units of their spread. */
export interface AnomalyScore {
  /** The distance; infinite for a value that differs from others that are all equal. */
  readonly score: number;
  /** The median of the others: their middle value, or the mean of the two in the middle. */
  readonly median: Numeric;
  /** The spread of the others around their median, as a standard deviation; 0 if they are all equal. */
  readonly spread: number;
}

/** Makes the median absolute deviation of normally distributed values their standard deviation: 1 / Φ⁻¹(3/4). */
export const ofMedianDeviation = 1.4826;
/** Makes the mean absolute deviation of normally distributed values their standard deviation: √(π / 2). */
const ofMeanDeviation = 1.2533;

/**
 * Returns the modified z-score of a finite value among others (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993):
 * its distance from their median, divided by 1.4826 times their median absolute deviation. If more than half of them equal
 * the median, that deviation is 0, and 1.2533 times their mean absolute deviation from the median takes its place.
 */
export function anomalyScore(
  value: Numeric,
  [first, ...more]: readonly [Numeric, ...Numeric[]],
): AnomalyScore {
  const others = [first, ...more].toSorted(compareNumeric);
  const median = middleOf(others, first);
  const deviations = others
    .map((one) => distance(one, median))
    .toSorted((one, other) => one - other);
  const middle = ofMedianDeviation * approximate(middleOf(deviations, 0));
  const spread = middle > 0 ? middle : ofMeanDeviation * meanOf(deviations);
  const away = distance(value, median);
  return { score: away === 0 ? 0 : away / spread, median, spread };
}

function middleOf<Value extends Numeric>(sorted: readonly Value[], none: Value): Numeric {
  const low = sorted[Math.ceil(sorted.length / 2) - 1] ?? none;
  const high = sorted[Math.floor(sorted.length / 2)] ?? none;
  return compareNumeric(low, high) === 0 ? low : halfway(low, high);
}

/** Returns the number in the middle of two, exactly. */
function halfway(low: Numeric, high: Numeric): Numeric {
  const { digits, scale } = sumOf(low, high, 1n);
  return narrowed({ digits: digits * 5n, scale: scale + 1 }, low, high);
}

/** Returns a double for the middle of doubles, since their exact one has digits that they never had. */
const narrowed = (exact: Numeric, low: Numeric, high: Numeric): Numeric =>
  typeof low === 'number' && typeof high === 'number' ? approximate(exact) : exact;

/** Returns the distance between two numbers. It is taken exactly, since great numbers can lie close together. */
function distance(one: Numeric, other: Numeric): number {
  return Math.abs(approximate(sumOf(one, other, -1n)));
}

function sumOf(one: Numeric, other: Numeric, sign: bigint) {
  const [a, b] = [toDecimal(one), toDecimal(other)];
  const scale = Math.max(a.scale, b.scale);
  const widened = ({ digits, scale: own }: typeof a) => digits * 10n ** BigInt(scale - own);
  return { digits: widened(a) + sign * widened(b), scale };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;
