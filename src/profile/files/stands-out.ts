import { ofMedianDeviation } from '../../metric/anomaly-score.ts';

/** The median of numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(at) - 1], sorted[Math.floor(at)]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** The fewest values among which one can be seen to lie apart from a spread of the others. */
const fewest = 4;

/**
 * Returns a test if a value lies further from the median than the values are spread: by five times the median distance from it, which is
 * made comparable with a standard deviation. Of fewer than four values each passes, since they show no spread.
 */
export function standsOut(values: readonly number[]): (value: number) => boolean {
  if (values.length < fewest) return () => true;
  const middle = median(values);
  const spread = ofMedianDeviation * median(values.map((value) => Math.abs(value - middle)));
  return (value) => Math.abs(value - middle) > 5 * spread;
}

/** True if the shares of two groups differ by more than chance explains, at six standard errors. */
export function sharesDiffer(
  [count, rows]: readonly [number, number],
  [others, otherRows]: readonly [number, number],
): boolean {
  if (rows === 0 || otherRows === 0) return false;
  const pooled = (count + others) / (rows + otherRows);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / rows + 1 / otherRows));
  return Math.abs(count / rows - others / otherRows) > 6 * error;
}
