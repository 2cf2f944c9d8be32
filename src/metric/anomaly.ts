import { deriving } from './deriving.ts';
import type { Metric, MetricOf } from './metric.ts';
import type { PastWindow } from './past-values.ts';
import { fromZero } from './range.ts';

/**
 * Measures how far the number of a metric lies from those of earlier runs. It is the number itself here, since no metric
 * knows the past: the plan scores it.
 */
export const anomaly = (
  metric: Metric,
  past: PastWindow,
  args: readonly unknown[],
): MetricOf<'number'> =>
  deriving(
    [metric],
    { name: 'anomaly', args },
    'number',
    {
      name: `anomaly among ${past.window} of each ${past.season ?? 'run'}`,
      compares: false,
      past,
      derive: ([current]) => current?.value ?? null,
    },
    { range: fromZero },
  );
