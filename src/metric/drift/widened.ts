import type { DriftInterval } from './finding.ts';
import type { Measured } from './method.ts';

/** Returns an interval that holds the drift, and is wider by how uncertain the drift itself is. */
export function widened(interval: DriftInterval, { value, certain }: Measured): DriftInterval {
  const [least, most] = certain ?? [value, value];
  return {
    ...interval,
    low: Math.max(0, Math.min(interval.low, value) - (value - least)),
    high: Math.max(interval.high, value) + (most - value),
  };
}
