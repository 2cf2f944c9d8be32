import { replaceWhole } from '../system/replace-whole.ts';
import { removeFile } from '../system/replaceable.ts';
import { sealed } from './baseline-entry.ts';
import { type BaselineFile, type DatasetEntries, printBaseline } from './baseline-file.ts';
import { isProblem, readBaseline } from './read-baseline.ts';
import type { Recording } from './recording.ts';

/** A change of a baseline file. */
export interface BaselineChange {
  readonly path: string;
  readonly contract: string;
  /** The entries to write. */
  readonly recordings: readonly Recording[];
  /** The entries to remove, each with its dataset. */
  readonly obsolete: readonly ObsoleteEntry[];
}

/** An entry that no expectation of the contract compares with. */
export interface ObsoleteEntry {
  readonly dataset: string;
  readonly id: string;
}

/** The numbers of entries that a change has written for the first time, changed, and removed. */
export interface BaselineCounts {
  readonly written: number;
  readonly updated: number;
  readonly removed: number;
}

/**
 * Changes a baseline file, and leaves the entries of others in it as they are. It is read and written without a pause
 * in between, so that two changes in one process do not undo each other. A file that can't be read as a baseline is
 * replaced. One without entries is removed.
 *
 * @throws {Error} if it can't be written.
 */
export function changeBaseline(change: BaselineChange): BaselineCounts {
  const { path, contract, recordings, obsolete } = change;
  const before = readBaseline(path, contract, path);
  const old = before === null || isProblem(before) ? {} : before.datasets;
  const kept = withoutEntries(old, obsolete);
  const datasets = new Map(Object.entries(kept));
  const counts = { written: 0, updated: 0, removed: entriesIn(old) - entriesIn(kept) };
  for (const { dataset, entries } of recordings) {
    const known: DatasetEntries = datasets.get(dataset) ?? {};
    const added = Object.entries(entries).map(
      ([id, entry]) => [id, sealed(entry, { contract, dataset, id })] as const,
    );
    for (const [id, entry] of added) {
      if (!Object.hasOwn(known, id)) counts.written += 1;
      else if (JSON.stringify(known[id]) !== JSON.stringify(entry)) counts.updated += 1;
    }
    datasets.set(dataset, { ...known, ...Object.fromEntries(added) });
  }
  if (datasets.size === 0) removeFile(path);
  else if (
    counts.written + counts.updated + counts.removed > 0 ||
    (before !== null && isProblem(before))
  )
    replaceWhole(path, printBaseline({ contract, datasets: Object.fromEntries(datasets) }));
  return counts;
}

type Datasets = BaselineFile['datasets'];

/** Returns the entries without some of them, and without datasets that have none left. */
function withoutEntries(datasets: Datasets, obsolete: readonly ObsoleteEntry[]): Datasets {
  const gone = new Set(obsolete.map(({ dataset, id }) => JSON.stringify([dataset, id])));
  const kept = Object.entries(datasets).map(([dataset, entries]) => {
    const some = Object.entries(entries).filter(([id]) => !gone.has(JSON.stringify([dataset, id])));
    return [dataset, Object.fromEntries(some)] as const;
  });
  return Object.fromEntries(kept.filter(([, entries]) => Object.keys(entries).length > 0));
}

const entriesIn = (datasets: Datasets): number =>
  Object.values(datasets).reduce((sum, entries) => sum + Object.keys(entries).length, 0);

/** Returns the sentence for a baseline that could not be written. */
export const unwritten = (path: string, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `The baseline ${path} could not be written${code}: give a folder that may be written to, in the option baselineFolder.`;
};
