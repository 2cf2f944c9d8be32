import type { Dataset } from './dataset.ts';

/** Returns a dataset under a name of the user's; as it is where there is none. */
export const withLabel = (dataset: Dataset, label: string | undefined): Dataset =>
  label === undefined ? dataset : Object.freeze({ ...dataset, label });
