import type { EngineValue } from '../engine/engine.ts';
import { milliseconds } from '../metric/additive-state.ts';
import type { Metric } from '../metric/metric.ts';
import { isNumeric, type Numeric } from '../value/numeric.ts';

/** Reads a number of the engine. An absent one (the mean of no rows) is null. */
export function numericValue(value: EngineValue | undefined): Numeric | null {
  if (value === undefined || value === null) return null;
  if (isNumeric(value)) return value;
  throw new TypeError(`The engine answered with a ${typeof value} where a number was asked for.`);
}

/** Converts a metric's value to the unit of its bounds. */
export const inUnit = (value: Numeric | null, { unit }: Metric): Numeric | null =>
  unit !== 'instant' || value === null ? value : milliseconds(value);
