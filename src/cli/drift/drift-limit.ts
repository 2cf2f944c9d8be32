import type { DriftLimit } from '../../run/drift/measure-drift.ts';
import { UsageError } from '../usage.ts';

/** Reads `0.2` or `20%`. A limit of all columns is refused: it would hold whatever the data is. */
export function driftLimitOf(text: string): DriftLimit {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/.exec(text.trim());
  const percent = match === null ? Number.NaN : Number(match[1]) * (match[2] === '%' ? 1 : 100);
  if (!(percent >= 0 && percent < 100))
    throw new UsageError(
      `--at-most takes the share of columns that may drift, 0.2 or 20%, below 100%, not '${text}'.`,
    );
  return percent === 0 ? 0 : `${Number(percent.toFixed(10))}%`;
}
