import type { Numeric } from '../contract/numeric.ts';
import type { EngineValue } from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';

/** An engine's number as it is; an absent one (a mean of no rows) as null. */
export function numericValue(value: EngineValue | undefined): Numeric | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'object' && 'digits' in value && 'scale' in value) return value as Numeric;
  throw new TypeError(`The engine answered with a ${typeof value} where a number was asked for.`);
}

/** The metric's value in the unit of its bounds: instants come from engines in microseconds. */
export function unitValue(value: EngineValue | undefined, { unit }: Metric): Numeric | null {
  const number = numericValue(value);
  if (unit !== 'instant' || number === null) return number;
  return { digits: BigInt(number as number | bigint), scale: 3 };
}
