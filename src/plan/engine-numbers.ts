import { EngineError, type EngineValue } from '../engine/engine.ts';
import { milliseconds } from '../metric/additive-state.ts';
import type { Metric } from '../metric/metric.ts';
import { kindInWords } from '../value/kind-in-words.ts';
import { isNumeric, type Numeric } from '../value/numeric.ts';

/** Reads a number of the engine. NULL (the mean of no rows) is null; what did not come back at all is an error. */
export function numericValue(value: EngineValue | undefined): Numeric | null {
  if (value === null || isNumeric(value)) return value;
  const found = value === undefined ? 'without a value' : `with ${kindInWords(value)}`;
  throw new EngineError(
    'ENGINE_FAILED',
    `The engine answered ${found} where a number was asked for.`,
  );
}

/** Converts a metric's value to the unit of its bounds. */
export const inUnit = (value: Numeric | null, { unit }: Metric): Numeric | null =>
  unit !== 'instant' || value === null ? value : milliseconds(value);
