import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathWithin } from '../../system/paths.ts';
import { digestOfFile } from '../digest.ts';
import { broughtName, entityTagName, objectKey } from '../keys.ts';
import { knownState } from '../known-state.ts';
import { createdBy } from '../log/fold.ts';
import type { NameState } from '../log/name-state.ts';
import type { Digest, LogRecord, PurgeEntry } from '../log/record.ts';
import { checkName } from '../names.ts';
import { broughtFolder, viewsOf } from '../snapshot/data-files.ts';
import { readDescriptor } from '../snapshot/read-snapshot.ts';
import type { SnapshotFile } from '../snapshot/snapshot-record.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { isNamed, neededFiles } from './needed-files.ts';

/** The options of `purgeDeprecated`. */
export interface PurgeOptions {
  /** True to find out what would be deleted, and delete nothing. */
  readonly isTrial?: boolean;
  /** True to delete files in place too, if their bytes are still those of the snapshot. */
  readonly inPlace?: boolean;
}

/** The fate of a file of a deprecated snapshot. */
export type PurgedFile = { readonly digest: Digest } & (
  | { readonly fate: 'deleted'; readonly where: string }
  /** It is a file of the user's, and stays until it is deleted by hand or with `--in-place`. */
  | { readonly fate: 'in place'; readonly where: string }
  /** Another snapshot needs it. `holds` is true if it holds erased rows, which are then there still. */
  | { readonly fate: 'needed'; readonly by: string; readonly holds: boolean }
  | { readonly fate: 'gone'; readonly where: string }
);

/** A deprecated snapshot, and what happens to its files. */
export interface PurgedSnapshot {
  readonly snapshot: Digest;
  readonly files: readonly PurgedFile[];
  /** True if none of the erased rows is left in it. */
  readonly isPurged: boolean;
  /** True if a tag still names it, so that nothing of it is deleted. */
  readonly isLive: boolean;
}

/** A purge of a dataset. */
export interface Purge {
  readonly name: string;
  readonly snapshots: readonly PurgedSnapshot[];
  /** The record of what was deleted; null if nothing is to be recorded. */
  readonly record: (LogRecord & PurgeEntry) | null;
}

/**
 * Deletes the data of deprecated snapshots. The record follows the deletion: the log never says that data is gone which is
 * there, and a purge that was stopped is finished by the next one, since what is gone already is passed over.
 */
export async function purgeDeprecated(
  store: Store,
  name: string,
  options: PurgeOptions = {},
): Promise<Purge> {
  const state = await knownState(store, checkName(name));
  const snapshots: PurgedSnapshot[] = [];
  for (const snapshot of state.deprecated.keys())
    snapshots.push(await purgeSnapshot(store, state, snapshot, options));
  const purged = snapshots.filter(({ isPurged }) => isPurged);
  if (options.isTrial || purged.length === 0) return { name, snapshots, record: null };
  const files = purged.flatMap((one) =>
    one.files.flatMap(({ fate, digest }) =>
      fate === 'deleted' || fate === 'gone' ? [digest] : [],
    ),
  );
  await refuseRecorded(store, files);
  const record = await store.append(name, ({ purged: before }) => ({
    kind: 'purge',
    snapshots: purged.map(({ snapshot }) => snapshot).filter((one) => !before.has(one)),
    files: [...new Set(files)].sort(),
  }));
  if (record.kind !== 'purge') throw new TypeError('The log has another record.');
  return { name, snapshots, record };
}

/**
 * Refuses to end if another process recorded a snapshot of a file while it was deleted. A process that records copies
 * looks for them once more after its record: a file that is gone for good was looked for before it went.
 */
async function refuseRecorded(store: Store, files: readonly Digest[]): Promise<void> {
  const needed = await neededFiles(store);
  for (const digest of new Set(files)) {
    const by = needed.get(digest);
    if (by === undefined || (await store.backend.list(objectKey(digest))).length > 0) continue;
    throw new StoreError(
      'STORE_CONFLICT',
      `${by} was recorded while a file of it was deleted: record it again by assay snapshot create with --copy, then run assay purge again.`,
    );
  }
}

async function purgeSnapshot(
  store: Store,
  state: NameState,
  snapshot: Digest,
  options: PurgeOptions,
): Promise<PurgedSnapshot> {
  if (isNamed(state, snapshot)) return { snapshot, files: [], isPurged: false, isLive: true };
  const holding = new Set(state.deprecated.get(snapshot)?.files);
  const files: PurgedFile[] = [];
  // Asked anew for each snapshot, right before its files go: other processes record snapshots meanwhile.
  const needed = await neededFiles(store);
  for (const file of await recordedFiles(store, state, snapshot)) {
    const by = needed.get(file.digest);
    files.push(
      by === undefined
        ? await purgeFile(store, file, options)
        : { digest: file.digest, fate: 'needed', by, holds: holding.has(file.digest) },
    );
  }
  const isLeft = ({ fate, digest }: PurgedFile) =>
    (fate === 'needed' || fate === 'in place') && holding.has(digest);
  const isPurged = !files.some(isLeft);
  return { snapshot, files, isPurged, isLive: false };
}

/**
 * Returns the files of a snapshot as each of its records has them: one that was recorded in place, and copied later, is
 * there twice.
 */
async function recordedFiles(
  store: Store,
  state: NameState,
  snapshot: Digest,
): Promise<readonly SnapshotFile[]> {
  const created = (await store.log(state.name)).flatMap(createdBy);
  const descriptors = new Set(
    created.flatMap(([one, descriptor]) => (one === snapshot ? [descriptor] : [])),
  );
  const files = new Map<string, SnapshotFile>();
  for (const descriptor of descriptors) {
    const as = { ...state, snapshots: new Map([[snapshot, descriptor]]) };
    for (const file of (await readDescriptor(store, as, snapshot)).files)
      files.set(`${file.digest} ${file.path}`, file);
  }
  return [...files.values()];
}

async function purgeFile(
  store: Store,
  { digest, path, name }: SnapshotFile,
  { isTrial = false, inPlace = false }: PurgeOptions,
): Promise<PurgedFile> {
  if (path === null) {
    if (!isTrial) await removeObject(store, digest);
    return { digest, fate: 'deleted', where: name };
  }
  const file = join(store.root, ...path.split('/'));
  const found = await digestOfFile(file).catch(() => null);
  if (found !== digest) return { digest, fate: 'gone', where: path };
  // Without the link that has taken its place the data would still be there.
  if (!inPlace || (await isLinked(store.root, file)))
    return { digest, fate: 'in place', where: path };
  if (!isTrial) await rm(file);
  return { digest, fate: 'deleted', where: path };
}

/** True if a path leads elsewhere through a link. */
async function isLinked(root: string, file: string): Promise<boolean> {
  const [real, base] = await Promise.all([realpath(file), realpath(root)]);
  return pathWithin(base, real) !== pathWithin(root, file);
}

/** Removes a copy from the store, and what a cache of this machine has of it. */
async function removeObject(store: Store, digest: Digest): Promise<void> {
  await store.backend.remove(objectKey(digest));
  const brought = join(broughtFolder(store), broughtName(digest));
  await rm(brought, { force: true });
  await rm(entityTagName(brought), { force: true });
  await rm(viewsOf(store, digest), { recursive: true, force: true });
}
