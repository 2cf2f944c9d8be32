import type { EngineValue } from '../engine/engine.ts';
import { milliseconds } from '../metric/additive-state.ts';
import type { Metric } from '../metric/metric.ts';
import { isNumeric, type Numeric } from '../value/numeric.ts';

/** An engine's number as it is; an absent one (a mean of no rows) as null. */
export function numericValue(value: EngineValue | undefined): Numeric | null {
  if (value === undefined || value === null) return null;
  if (isNumeric(value)) return value;
  throw new TypeError(`The engine answered with a ${typeof value} where a number was asked for.`);
}

/** The metric's value in the unit of its bounds. */
export const inUnit = (value: Numeric | null, { unit }: Metric): Numeric | null =>
  unit !== 'instant' || value === null ? value : milliseconds(value);
