import type { Dataset } from '../dataset/dataset.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import type { MeasureRequest, Unmeasured } from '../plan/measure-request.ts';
import { observeMetrics } from '../plan/observe-metrics.ts';
import type { MeasuredReference, References } from '../plan/references.ts';
import type { Trace } from '../plan/trace.ts';
import type { BaselineSettings } from './baseline-settings.ts';
import { columnKinds } from './column-kinds.ts';
import {
  baselineName,
  comparedIn,
  defaultReference,
  type ReferenceDatasets,
} from './compared-metrics.ts';
import type { Recording } from './recording.ts';
import { type ResolvedBaseline, resolveBaseline } from './resolve-baseline.ts';

/** The sources that a run compares with. */
export interface ReferenceSources {
  readonly datasets: ReferenceDatasets;
  readonly baselines: BaselineSettings;
}

/** The references of a run, and the baseline entries that it recorded. */
export interface ResolvedReferences {
  readonly references: References;
  readonly recording: Recording | null;
}

/**
 * Returns the references of a run: each dataset that a selected expectation compares with is measured once, with all that
 * is asked of it. Without datasets the recorded baseline is meant.
 */
export async function resolveReferences(
  request: MeasureRequest,
  { datasets, baselines }: ReferenceSources,
  trace: Trace,
): Promise<ResolvedReferences> {
  const first = defaultReference(datasets);
  const compared = comparedIn(request.contract, request.selected);
  const found = new Map<string | null, MeasuredReference | Unmeasured>();
  let recording: Recording | null = null;
  for (const [name, asked] of Map.groupBy(compared, ({ from }) => from ?? first)) {
    const metrics = [...new Map(asked.map(({ metric }) => [metricKey(metric), metric])).values()];
    const dataset = datasets.get(name);
    if (dataset === undefined && name !== baselineName) continue;
    const resolved: ResolvedBaseline =
      dataset === undefined
        ? await resolveBaseline(metrics, request, datasets, baselines, trace)
        : { reference: await measured(dataset, metrics, request, trace), recording: null };
    recording ??= resolved.recording;
    found.set(name, resolved.reference);
    if (name === first) found.set(null, resolved.reference);
  }
  return { references: found, recording };
}

type Kinds = ReturnType<typeof columnKinds>;

/** True if a column of both has another kind of value in each. Days and points in time are compared as instants. */
const isOfOtherKinds = (one: Kinds, other: Kinds): boolean =>
  Object.entries(one).some(
    ([name, kind]) => Object.hasOwn(other, name) && asInstant(other[name]) !== asInstant(kind),
  );

const asInstant = (kind: string | undefined) => (kind === 'date' ? 'timestamp' : kind);

const otherKind = (dataset: string, metric: string): Unmeasured => ({
  problem: {
    code: 'REFERENCE_SCHEMA',
    message: `its reference ${dataset} has a column of another type for ${metric}: compare with data of the same types.`,
  },
});

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
    segments: found.segments,
    problems: new Map(problems),
    refusal: (metric, columns) =>
      isOfOtherKinds(columnKinds(metric, found.columns), columnKinds(metric, columns))
        ? otherKind(dataset.label, metric.label)
        : null,
  };
}
