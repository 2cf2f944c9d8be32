import type { Dataset } from '../../dataset/dataset.ts';
import { hexOf } from '../digest.ts';
import type { Digest } from '../log/record.ts';
import { isSnapshotDataset, snapshotDataset } from './snapshot-dataset.ts';

/** Snapshots that stand for tags in the run of a gate. */
export interface SnapshotPins {
  readonly name: string;
  /** The digest that each tag stands for. */
  readonly tags: Readonly<Record<string, Digest>>;
}

/** Returns a dataset that reads the pinned digest where it names one of the tags; else the dataset itself. */
export function pinSnapshot(dataset: Dataset, { name, tags }: SnapshotPins): Dataset {
  if (!isSnapshotDataset(dataset) || dataset.snapshotRef.name !== name) return dataset;
  const pinned = tags[dataset.snapshotRef.at];
  if (pinned === undefined) return dataset;
  return snapshotDataset({ ...dataset.snapshotRef, at: hexOf(pinned) }, dataset.label);
}
