import type { ColumnHint, Dataset, Opened } from '../../../src/dataset/dataset.ts';
import type { SlowDataset } from '../slow/slow.ts';

/** A dataset that both ways read, with the types that its contract allows. */
export interface TwoWays {
  readonly fast: Dataset;
  readonly slow: SlowDataset;
  readonly hints: readonly ColumnHint[];
}

/** The fields that can't be read, of records that are rows all the same. */
export interface UnreadableFields {
  readonly columns: ReadonlyMap<string, { readonly count: number; readonly isRead: string }>;
  readonly hidden: readonly string[];
}

/** A dataset as src/ opens it. A reader that leaves out the whole record tells no unreadable fields. */
export type FastOpened = Opened & { readonly unreadable?: UnreadableFields };
