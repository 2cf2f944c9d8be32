import { titledExpectations } from '../contract/titled-expectations.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { type Metric, metricKey, observablesOf } from '../metric/metric.ts';
import type { MeasureRequest, Unmeasured } from '../plan/measure-request.ts';
import { observeMetrics } from '../plan/observe-metrics.ts';
import type { MeasuredReference, References } from '../plan/references.ts';
import type { Trace } from '../plan/trace.ts';

/** The datasets to compare with, by the name that a metric gives; the first is meant where it gives none. */
export type ReferenceDatasets = ReadonlyMap<string, Dataset>;

/** The name of the recorded baseline, which no dataset may have. */
export const baselineName = 'baseline';

/**
 * Returns the references of a run: each dataset that a selected expectation compares with is measured once, with all that
 * is asked of it. Without datasets the recorded baseline is meant.
 */
export async function resolveReferences(
  request: MeasureRequest,
  datasets: ReferenceDatasets,
  trace: Trace,
): Promise<References> {
  const [first = baselineName] = datasets.keys();
  const asked = Map.groupBy(comparedIn(request), ({ from }) => from ?? first);
  const found = new Map<string | null, MeasuredReference | Unmeasured>();
  for (const [name, compared] of asked) {
    const metrics = [
      ...new Map(compared.map(({ metric }) => [metricKey(metric), metric])).values(),
    ];
    const dataset = datasets.get(name);
    if (dataset === undefined && name !== baselineName) continue;
    const reference =
      dataset === undefined ? noBaseline : await measured(dataset, metrics, request, trace);
    found.set(name, reference);
    if (name === first) found.set(null, reference);
  }
  return found;
}

const noBaseline: Unmeasured = {
  isNotRun: true,
  problem: { code: 'BASELINE_MISSING', message: 'no baseline is recorded for it.' },
};

interface ComparedMetric {
  readonly from: string | null;
  readonly metric: Metric;
}

/** Returns the metrics that selected expectations compare, each with the reference. */
const comparedIn = ({ contract, selected }: MeasureRequest): readonly ComparedMetric[] =>
  titledExpectations(contract)
    .filter(({ id }) => selected.has(id))
    .flatMap(({ node: { metric } }) => compared(metric));

const compared = ({ derived }: Metric): readonly ComparedMetric[] => {
  if (derived === undefined) return [];
  if (!derived.by.compares) return derived.of.flatMap(compared);
  const { from } = derived;
  return derived.of.flatMap(observablesOf).map((metric) => ({ from, metric }));
};

async function measured(
  dataset: Dataset,
  metrics: readonly Metric[],
  request: MeasureRequest,
  trace: Trace,
): Promise<MeasuredReference | Unmeasured> {
  const found = await observeMetrics(metrics, { ...request, dataset }, trace);
  const named = (problem: Unmeasured['problem']): Unmeasured => ({
    problem: {
      code: `REFERENCE_${problem.code.replace(/^DATASET_/, '')}`,
      message: `its reference ${dataset.label} can not be compared with: ${problem.message}`,
    },
  });
  if ('problem' in found) return named(found.problem);
  const problems = [...found.problems].map(([key, { problem }]) => [key, named(problem)] as const);
  return {
    kind: 'dataset',
    name: dataset.label,
    observed: found.observed,
    problems: new Map(problems),
  };
}
