import { readableId } from '../contract/expectation-id.ts';
import { keyOf, type Metric } from '../metric/metric.ts';

/**
 * Returns the id of an observable in a baseline: readable, and the same in every run. Metrics with the same id measure
 * the same number.
 */
export const observableId = (metric: Metric): string =>
  readableId(
    metric,
    keyOf([metric.name, metric.scope, metric.identity.key, metric.identity.limits]),
  );
