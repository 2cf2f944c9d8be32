import type { Dataset } from '../../../dataset/dataset.ts';
import type { ReferenceDatasets } from '../../../reference/compared-metrics.ts';
import { canonicalJson } from '../../../store/canonical-json.ts';
import { hexOf, shortDigest } from '../../../store/digest.ts';
import type { Digest } from '../../../store/log/record.ts';
import { defaultTag } from '../../../store/names.ts';
import { pinSnapshot } from '../../../store/snapshot/pin-snapshot.ts';
import {
  isSnapshotDataset,
  type SnapshotDataset,
  snapshotDataset,
} from '../../../store/snapshot/snapshot-dataset.ts';
import { messageOf } from '../../../value/thrown.ts';
import type { GateContext } from '../gate-context.ts';
import { isSameStore } from '../same-store.ts';

/** A dataset in the run of a gate: pinned to the promoted snapshot, or left out with the reason. */
export type PinnedDataset =
  | { readonly dataset: SnapshotDataset; readonly leftOut: null }
  | { readonly dataset: null; readonly leftOut: string };

/**
 * Pins a dataset to the snapshot that a gate is about to promote: one that names the snapshot, or that reads exactly its
 * files in place in the same way. The pinned one keeps its label, and compares each file with its digest.
 */
export async function pinDataset(
  dataset: Dataset,
  gate: GateContext,
  root: string,
): Promise<PinnedDataset> {
  const leftOut = isSnapshotDataset(dataset)
    ? otherSnapshot(dataset, gate, root)
    : await otherFiles(dataset, gate, root);
  if (leftOut !== null) return { dataset: null, leftOut };
  return { dataset: snapshotAt(gate, gate.digest, dataset.label), leftOut: null };
}

/** Pins the references of a contract to the snapshots that the tags of the gate's dataset named when it began. */
export const pinReferences = (
  references: ReferenceDatasets,
  { name, tags }: GateContext,
): ReferenceDatasets =>
  new Map([...references].map(([key, dataset]) => [key, pinSnapshot(dataset, { name, tags })]));

/** Returns the dataset of a snapshot of the gate's dataset. */
export const snapshotAt = (
  { name, store }: GateContext,
  digest: Digest,
  label: string,
): SnapshotDataset => snapshotDataset({ name, at: hexOf(digest), store }, label);

/** Returns why a snapshot is not the promoted one; null if it is. */
function otherSnapshot(
  { snapshotRef: { name, at, store } }: SnapshotDataset,
  gate: GateContext,
  root: string,
): string | null {
  if (name !== gate.name) return `it reads a snapshot of '${name}'`;
  if (store !== undefined && !isSameStore(store, gate.store, root))
    return 'it reads a snapshot of another store';
  const isPromoted =
    at === defaultTag || at === gate.from || gate.tags[at] === gate.digest || begins(gate, at);
  return isPromoted ? null : `it reads ${name}@${at}, and ${shortDigest(gate.digest)} is promoted`;
}

const begins = ({ tags, digest }: GateContext, at: string): boolean =>
  !Object.hasOwn(tags, at) && hexOf(digest).startsWith(at.replace('sha256:', ''));

/** Returns why a dataset does not read the files of the snapshot as they were recorded; null if it does. */
async function otherFiles(
  { source, label }: Dataset,
  { files, name }: GateContext,
  root: string,
): Promise<string | null> {
  if (source === undefined) return 'it reads no files';
  try {
    const paths = (await source.files(root)).map(({ path }) => path);
    if (!isSameSet(paths, files.paths)) return otherWhy(files.paths, name);
  } catch (error) {
    return `its files were not found: ${messageOf(error)}`;
  }
  const isSameWay =
    source.format === files.format && canonicalJson(source.options) === files.options;
  return isSameWay
    ? null
    : `it reads ${label} in another way than the snapshot: write snapshot('${name}'), or record the snapshot by store.create with this dataset`;
}

const otherWhy = (paths: readonly string[], name: string): string =>
  paths.length > 0
    ? 'it reads other files'
    : `the snapshot is a copy in the store, which snapshot('${name}') reads`;

const isSameSet = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && new Set([...some, ...others]).size === some.length;
