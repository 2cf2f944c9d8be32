import { createHash } from 'node:crypto';
import { readableId } from '../contract/expectation-id.ts';
import { keyOf, type Metric } from '../metric/metric.ts';

/**
 * Returns the id of an observable in a baseline: readable, and the same in every run. Metrics with the same id measure
 * the same number. The id of a distribution in bins of the contract ends in a digest of these.
 */
export function observableId(metric: Metric): string {
  const { name, scope, identity, value } = metric;
  if (value.kind !== 'distribution')
    return readableId(metric, keyOf([name, scope, identity.key, identity.limits]));
  const id = readableId(metric, keyOf([name, scope, value.of]));
  if (value.cuts.kind === 'own') return id;
  return `${id}-${createHash('sha256').update(keyOf(value.cuts)).digest('hex').slice(0, 6)}`;
}

/** True if two ids are of one distribution, in the same bins or in others. */
export const areOfOneSubject = (one: string, other: string): boolean =>
  withoutBins(one) === withoutBins(other);

const withoutBins = (id: string): string => id.replace(/(-[\da-f]{10})-[\da-f]{6}$/, '$1');
