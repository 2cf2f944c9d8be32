import type { Observed } from '../metric/derivation.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import type { MeasureRequest, Unmeasured } from '../plan/measure-request.ts';
import { observeMetrics } from '../plan/observe-metrics.ts';
import type { Trace } from '../plan/trace.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import { observableId } from './observable-id.ts';
import { isProblem } from './read-baseline.ts';
import { recordEntry } from './record-entry.ts';

/** The entries that were recorded, and why some could not be. */
export interface RecordedEntries {
  /** The entries under the keys of their metrics. */
  readonly found: ReadonlyMap<string, BaselineEntry>;
  readonly problems: ReadonlyMap<string, Unmeasured>;
  /** The entries by their ids. */
  readonly entries: Readonly<Record<string, BaselineEntry>>;
}

/** Records metrics of a dataset, by measuring it as a reference of its own. */
export async function recordMissing(
  metrics: readonly Metric[],
  request: MeasureRequest,
  trace: Trace,
): Promise<RecordedEntries | Unmeasured> {
  const observation = await observeMetrics(metrics, request, trace);
  if ('problem' in observation) return observation;
  const found = new Map<string, BaselineEntry>();
  const problems = new Map(observation.problems);
  const entries: Record<string, BaselineEntry> = {};
  for (const metric of metrics) {
    const key = metricKey(metric);
    const observed: Observed | undefined = observation.observed.get(key);
    if (observed === undefined || problems.has(key)) continue;
    const entry = recordEntry(metric, observed, observation);
    if (isProblem(entry)) problems.set(key, { problem: entry });
    else {
      found.set(key, entry);
      entries[observableId(metric)] = entry;
    }
  }
  return { found, problems, entries };
}
