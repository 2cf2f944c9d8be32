import {
  type ColumnHint,
  type Dataset,
  DatasetError,
  type Opened,
  type Reader,
} from '../../dataset/dataset.ts';
import { datasetOf } from '../../dataset/file-formats.ts';
import { fileState } from '../../dataset/files/file-state.ts';
import { checkedOptions, type OptionRules, text } from '../../value/option-rules.ts';
import { hexOf } from '../digest.ts';
import { defaultTag, parseRef } from '../names.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { type CheckedFile, checkedFiles } from './data-files.ts';
import type { Snapshot } from './snapshot-record.ts';

/** Options of {@link snapshot}. */
export interface SnapshotOptions {
  /**
   * The store: a folder from the root, or `s3://bucket/prefix`. The default is `ASSAY_STORE` in the environment, else the
   * `store` of `assay.config.ts`, else `.assay`.
   */
  readonly store?: string;
}

/** A dataset that is a recorded snapshot. */
export interface SnapshotDataset extends Dataset {
  readonly kind: 'snapshot';
  /** The snapshot: a dataset, and a tag or the first digits of a digest. */
  readonly snapshotRef: {
    readonly name: string;
    readonly at: string;
    readonly store: string | undefined;
  };
}

const rules: OptionRules<SnapshotOptions> = { store: text };

/**
 * Reads a recorded snapshot: `'trips@production'` by a tag, `'trips@'` and a digest (eight digits are enough), or
 * `'trips'` for the tag `candidate`, or for the snapshot that `assay promote` is about to promote. Its files are compared
 * with the digests that were recorded: a file that is missing or has changed is an error that names it, and other data is
 * never read in its place.
 *
 * @throws {DatasetError} `DATASET_INVALID` for what names no snapshot.
 *
 * @example
 * verify(trips, snapshot('trips@candidate'), { reference: snapshot('trips@production') });
 */
export function snapshot(ref: string, options: SnapshotOptions = {}): SnapshotDataset {
  const { store } = checkedOptions('snapshot()', options, rules, invalid);
  const { name, tag, digits } = asDatasetError(() => parseRef(ref));
  return snapshotDataset({ name, at: tag ?? digits ?? defaultTag, store }, ref);
}

/** Returns the dataset of a snapshot, under a name for messages and reports. */
export function snapshotDataset(
  snapshotRef: SnapshotDataset['snapshotRef'],
  label: string,
): SnapshotDataset {
  // What was permitted is what is opened, though a tag may move in between.
  let permitted: Promise<Found> | null = null;
  return Object.freeze({
    kind: 'snapshot',
    engine: 'duckdb',
    label,
    snapshotRef,
    watch: watchOf(snapshotRef),
    digests: async (root: string) => [(await find(snapshotRef, label, root)).digest],
    access: async (root: string) => {
      permitted = find(snapshotRef, label, root);
      return (await permitted).dataset.access(root);
    },
    open: async (reader: Reader, hints: readonly ColumnHint[], root: string) => {
      const found = await (permitted ?? find(snapshotRef, label, root));
      permitted = null;
      return openFound(found, reader, hints, root);
    },
  } satisfies SnapshotDataset);
}

/** Returns the file that is written when a tag may have moved. A bucket can't be watched. */
function watchOf({
  name,
  store = process.env.ASSAY_STORE ?? '.assay',
}: SnapshotDataset['snapshotRef']) {
  return store.includes('://') ? [] : [`${store}/log/${name}/head.json`];
}

/** A snapshot that was found: the dataset of its files, and their states when they were compared. */
interface Found {
  readonly digest: string;
  readonly dataset: Dataset;
  readonly files: readonly CheckedFile[];
  readonly states: string;
}

async function find(
  { name, at, store: location }: SnapshotDataset['snapshotRef'],
  label: string,
  root: string,
): Promise<Found> {
  try {
    const store = await openStore(location, { root });
    const found = await store.snapshot(`${name}@${at}`);
    const files = await checkedFiles(store, found, { read: false });
    return {
      digest: hexOf(found.digest),
      dataset: datasetOf(files, found, label),
      files,
      states: await statesOf(files),
    };
  } catch (error) {
    throw error instanceof StoreError ? datasetError(error) : error;
  }
}

async function openFound(
  { dataset, files, states }: Found,
  reader: Reader,
  hints: readonly ColumnHint[],
  root: string,
): Promise<Opened> {
  const opened = await dataset.open(reader, hints, root);
  const isUnchanged = async () => (await statesOf(files).catch(() => null)) === states;
  if (!(await isUnchanged()))
    throw new DatasetError(
      'SNAPSHOT_CHANGED',
      `${dataset.label} changed while it was read: run again once its files are as they were recorded.`,
    );
  return {
    ...opened,
    isSame: async () => (await isUnchanged()) && ((await opened.isSame?.()) ?? true),
  };
}

const statesOf = async (files: readonly CheckedFile[]): Promise<string> =>
  (await Promise.all(files.map(({ path }) => fileState(path))))
    .map(({ text: state }) => state)
    .join('\n');

const invalid = (message: string) => new DatasetError('DATASET_INVALID', message);

function asDatasetError<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof StoreError ? invalid(error.message) : error;
  }
}

/** Returns the error of a dataset for that of a store. */
function datasetError({ code, message }: StoreError): DatasetError {
  if (code === 'STORE_USAGE') return invalid(message);
  if (code === 'STORE_NOT_FOUND') return new DatasetError('SNAPSHOT_NOT_FOUND', message);
  if (code === 'SNAPSHOT_CHANGED' || code === 'SNAPSHOT_PURGED')
    return new DatasetError('SNAPSHOT_CHANGED', message);
  return new DatasetError('DATASET_UNREADABLE', message);
}

/** True for a dataset that {@link snapshot} made. */
export const isSnapshotDataset = (dataset: Dataset): dataset is SnapshotDataset =>
  dataset.kind === 'snapshot' && 'snapshotRef' in dataset;

/** Returns the dataset of a snapshot that was looked up already: of exactly these files. */
export async function datasetOfSnapshot(
  store: Store,
  found: Snapshot,
  label: string,
): Promise<Dataset> {
  return datasetOf(await checkedFiles(store, found, { read: false }), found, label);
}
