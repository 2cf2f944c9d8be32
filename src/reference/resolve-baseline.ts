import type { ColumnDescription } from '../engine/engine.ts';
import { type Metric, metricKey } from '../metric/metric.ts';
import { maskedOf } from '../plan/disclosure/disclosure.ts';
import type { MeasureRequest, Unmeasured } from '../plan/measure-request.ts';
import type { MeasuredReference } from '../plan/references.ts';
import type { Trace } from '../plan/trace.ts';
import type { BaselineEntry } from './baseline-entry.ts';
import {
  type BaselineProblem,
  missingEntry,
  noPlace,
  otherSchema,
  refusedInCI,
  segmentsUnrecorded,
} from './baseline-problems.ts';
import { type BaselineSettings, shownPath } from './baseline-settings.ts';
import { columnKinds } from './column-kinds.ts';
import { baselineIds, baselineName, type ReferenceDatasets } from './compared-metrics.ts';
import { datasetKey } from './dataset-key.ts';
import { type DatasetPlace, findEntry } from './find-entries.ts';
import { isProblem, readBaseline } from './read-baseline.ts';
import { maskedProblem, mayKeep } from './record-entry.ts';
import { recordMissing } from './record-missing.ts';
import type { Recording } from './recording.ts';
import { restoreEntry } from './restore-entry.ts';

/** A baseline as a reference, and the entries that this run recorded for it. */
export interface ResolvedBaseline {
  readonly reference: MeasuredReference | Unmeasured;
  readonly recording: Recording | null;
}

/**
 * Returns the recorded baseline of metrics in a dataset. Entries that are missing are recorded by measuring the dataset
 * itself, where the run may do so: it is then compared with the entry, as later runs are.
 */
export async function resolveBaseline(
  metrics: readonly Metric[],
  request: MeasureRequest,
  datasets: ReferenceDatasets,
  { mode, path, root }: BaselineSettings,
  trace: Trace,
): Promise<ResolvedBaseline> {
  if (path === null) return refused(noPlace);
  if (mode === 'refused') return refused(refusedInCI);
  const { contract } = request;
  const place: DatasetPlace = {
    contract: contract.name,
    dataset: datasetKey(request.dataset),
    shownPath: shownPath(path, root),
    wanted: new Set(baselineIds(contract, datasets)),
  };
  const file = mode === 'all' ? null : readBaseline(path, place.contract, place.shownPath);
  if (file !== null && isProblem(file)) return refused(file);
  const known = knownEntries(metrics, file?.datasets[place.dataset] ?? {}, place);
  if (known.missing.length === 0)
    return { reference: asReference(known, request, place), recording: null };
  if (mode === 'none') {
    const lacking = known.missing.map(
      (metric) => [metricKey(metric), notRun(missingEntry(place.shownPath, metric.label))] as const,
    );
    const problems = new Map([...known.problems, ...lacking]);
    return { reference: asReference({ ...known, problems }, request, place), recording: null };
  }
  const recorded = await recordMissing(known.missing, request, trace);
  if ('problem' in recorded) return { reference: recorded, recording: null };
  return {
    reference: asReference(
      {
        found: new Map([...known.found, ...recorded.found]),
        problems: new Map([...known.problems, ...recorded.problems]),
        recorded: new Set(recorded.found.keys()),
      },
      request,
      place,
    ),
    recording: {
      path,
      contract: place.contract,
      dataset: place.dataset,
      entries: recorded.entries,
    },
  };
}

const refused = (problem: BaselineProblem): ResolvedBaseline => ({
  reference: { problem },
  recording: null,
});
const notRun = (problem: BaselineProblem): Unmeasured => ({ isNotRun: true, problem });

/** The entries of a baseline under the keys of their metrics, and why some have none. */
interface Entries {
  readonly found: ReadonlyMap<string, BaselineEntry>;
  readonly problems: ReadonlyMap<string, Unmeasured>;
  /** The keys of the metrics that this run recorded. */
  readonly recorded?: ReadonlySet<string>;
}

function knownEntries(
  metrics: readonly Metric[],
  entries: Readonly<Record<string, unknown>>,
  place: DatasetPlace,
): Entries & { readonly missing: readonly Metric[] } {
  const found = new Map<string, BaselineEntry>();
  const problems = new Map<string, Unmeasured>();
  const missing: Metric[] = [];
  for (const metric of metrics) {
    if (metric.scope.per.length > 0) {
      problems.set(metricKey(metric), { problem: segmentsUnrecorded });
      continue;
    }
    const entry = findEntry(metric, entries, place);
    if (entry === null) missing.push(metric);
    else if (isProblem(entry)) problems.set(metricKey(metric), { problem: entry });
    else found.set(metricKey(metric), entry);
  }
  return { found, problems, missing };
}

const asReference = (
  { found, problems, recorded = new Set() }: Entries,
  { contract }: MeasureRequest,
  place: DatasetPlace,
): MeasuredReference => ({
  kind: 'baseline',
  name: baselineName,
  observed: new Map([...found].map(([key, entry]) => [key, restoreEntry(entry)])),
  problems,
  recorded,
  refusal: (metric, columns) => {
    const entry = found.get(metricKey(metric));
    if (entry === undefined) return null;
    const masked = maskedOf(
      contract,
      columns.map(({ name }) => name),
    );
    if (!mayKeep(metric, restoreEntry(entry), masked)) return { problem: maskedProblem(metric) };
    return isOfOtherColumns(metric, entry, columns)
      ? { problem: otherSchema(place.shownPath, metric.label) }
      : null;
  },
});

/** True if a column that an entry was recorded of has another kind of value now. One that is missing is reported as such. */
const isOfOtherColumns = (
  metric: Metric,
  entry: BaselineEntry,
  columns: readonly ColumnDescription[],
): boolean =>
  Object.entries(columnKinds(metric, columns)).some(([name, kind]) => entry.columns[name] !== kind);
