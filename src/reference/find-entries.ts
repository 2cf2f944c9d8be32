import type { Metric } from '../metric/metric.ts';
import { type BaselineEntry, type EntryPlace, unsealed } from './baseline-entry.ts';
import type { DatasetEntries } from './baseline-file.ts';
import { type BaselineProblem, editedEntry, otherBinning } from './baseline-problems.ts';
import { observableId } from './observable-id.ts';

/** The place of a dataset's entries. */
export interface DatasetPlace extends Omit<EntryPlace, 'id'> {
  /** The path of the file, as messages show it. */
  readonly shownPath: string;
  /** The ids of all observables that the contract compares with the baseline. */
  readonly wanted: ReadonlySet<string>;
}

/** Returns the entry of a metric, or why it can't be used; null if there is none. */
export function findEntry(
  metric: Metric,
  entries: DatasetEntries,
  place: DatasetPlace,
): BaselineEntry | BaselineProblem | null {
  const id = observableId(metric);
  const { shownPath, wanted } = place;
  if (Object.hasOwn(entries, id))
    return unsealed(entries[id], { ...place, id }) ?? editedEntry(shownPath, metric.label);
  const isOther = Object.entries(entries).some(
    ([other, entry]) => !wanted.has(other) && metricIn(entry) === metric.label,
  );
  return isOther ? otherBinning(shownPath, metric.label) : null;
}

/** Returns the metric of an entry as it was written in the contract. */
const metricIn = (entry: unknown): unknown =>
  typeof entry === 'object' && entry !== null && 'metric' in entry ? entry.metric : null;
