import type { BaselineEntry } from './baseline-entry.ts';

/** The entries that a run recorded of a contract and a dataset, as plain JSON. They are not written yet. */
export interface Recording {
  /** The absolute path of the baseline file. */
  readonly path: string;
  readonly contract: string;
  /** The key of the dataset in the file. */
  readonly dataset: string;
  readonly entries: Readonly<Record<string, BaselineEntry>>;
}
