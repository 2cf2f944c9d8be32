import { compareNumeric, type Numeric } from '../contract/numeric.ts';
import type { Metric } from '../metric/metric.ts';

/**
 * Whether a measure's number is a value of a masked column: an extreme or a quantile is one, a sum or a mean where it is
 * of a single value.
 */
export function tellsValue(
  { value, needs, scope }: Metric,
  of: Numeric,
  masked: ReadonlySet<string>,
): boolean {
  // What a metric is cut into comes first, and is shown beside it.
  const isMasked = needs.slice(scope.per.length).some(({ column }) => masked.has(column));
  if (!isMasked) return false;
  if (value.kind === 'sum' || value.kind === 'mean') return compareNumeric(of, 1) <= 0;
  return ['min', 'max', 'quantile'].includes(value.kind);
}
