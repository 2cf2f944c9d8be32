import type { Contract } from '../contract/contract.ts';
import { titledExpectations } from '../contract/titled-expectations.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { type Metric, observablesOf } from '../metric/metric.ts';
import { observableId } from './observable-id.ts';

/** The datasets to compare with, by the name that a metric gives; the first is meant where it gives none. */
export type ReferenceDatasets = ReadonlyMap<string, Dataset>;

/** The name of the recorded baseline, which no dataset may have. */
export const baselineName = 'baseline';

/** Returns the name of the reference that is meant where a metric names none. */
export function defaultReference(datasets: ReferenceDatasets): string {
  const [first = baselineName] = datasets.keys();
  return first;
}

/** A metric that is compared, and the reference that it is compared with; null for the default one. */
interface ComparedMetric {
  readonly from: string | null;
  readonly metric: Metric;
}

/** Returns the observables that the expectations with these ids compare, each with its reference; all unless given. */
export const comparedIn = (
  contract: Contract,
  selected?: ReadonlySet<string>,
): readonly ComparedMetric[] =>
  titledExpectations(contract)
    .filter(({ id }) => selected?.has(id) ?? true)
    .flatMap(({ node: { metric } }) => compared(metric));

const compared = ({ derived }: Metric): readonly ComparedMetric[] => {
  if (derived === undefined) return [];
  if (!derived.by.compares) return derived.of.flatMap(compared);
  const { from } = derived;
  return derived.of.flatMap(observablesOf).map((metric) => ({ from, metric }));
};

/** Returns the ids of all observables that a contract compares with its recorded baseline. */
export const baselineIds = (contract: Contract, datasets: ReferenceDatasets): readonly string[] => [
  ...new Set(
    comparedIn(contract)
      .filter(({ from }) => (from ?? defaultReference(datasets)) === baselineName)
      .map(({ metric }) => observableId(metric)),
  ),
];
