import type { ColumnHint, Dataset } from '../../../src/dataset/dataset.ts';
import type { SlowDataset } from '../slow/slow.ts';

/** A dataset that both ways read, with the types that its contract allows. */
export interface TwoWays {
  readonly fast: Dataset;
  readonly slow: SlowDataset;
  readonly hints: readonly ColumnHint[];
}
