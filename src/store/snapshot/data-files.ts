import { randomUUID } from 'node:crypto';
import { copyFile, link, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../../dataset/dataset.ts';
import { cacheFolder } from '../../system/cache-folder.ts';
import { pathWithin } from '../../system/paths.ts';
import { unusable } from '../backend/file-error.ts';
import { hexOf, shortDigest } from '../digest.ts';
import { objectKey } from '../keys.ts';
import type { Digest } from '../log/record.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { digestOfData } from './hash-cache.ts';
import type { Snapshot, SnapshotFile } from './snapshot-record.ts';

/** A file of a snapshot that was found and is what was recorded. */
export interface CheckedFile extends SourceFile {
  readonly file: SnapshotFile;
}

/**
 * Finds the files of a snapshot and compares each with its digest. `read` reads all bytes; else a file whose size and
 * times are as they were is not read again.
 *
 * @throws {StoreError} `SNAPSHOT_CHANGED` for a file that is missing or has other bytes, by its name.
 */
export async function checkedFiles(
  store: Store,
  snapshot: Snapshot,
  { read }: { readonly read: boolean },
): Promise<readonly CheckedFile[]> {
  const checked: CheckedFile[] = [];
  for (const file of snapshot.files) checked.push(await checkedFile(store, snapshot, file, read));
  return checked;
}

/** Finds one file of a snapshot, as {@link checkedFiles} does, and gives it a path by which it can be read. */
async function checkedFile(
  store: Store,
  snapshot: Snapshot,
  file: SnapshotFile,
  read: boolean,
): Promise<CheckedFile> {
  const kept = await checkFile(store, snapshot, file, read);
  if (file.path !== null) return { path: kept, shown: file.path, file };
  const cache = cacheFolder(store.root, 'store');
  const view = join(viewsOf(store, file.digest), ...file.name.split('/'));
  const isSame = async (path: string) =>
    (await digestOfData(path, join(cache, 'digests'), read)) === file.digest;
  const path = await named(kept, view, isSame).catch((error: unknown) => {
    throw unusable('read', store.location, error, `Its copies get their names in ${cache}.`);
  });
  return { path, shown: file.name, file };
}

/**
 * Finds one file of a snapshot and compares it, as {@link checkedFiles} does. Returns the path of the file in the project, or
 * of the store's copy, whose name is its digest. Nothing is written but digests, where that is possible.
 */
export async function checkFile(
  store: Store,
  snapshot: Snapshot,
  file: SnapshotFile,
  read: boolean,
): Promise<string> {
  const shown = file.path ?? file.name;
  const kept = await located(store, file);
  if (kept === null) throw changed(snapshot, shown, missingWhy(file));
  const size = await stat(kept).then(
    (status) => (status.isFile() ? status.size : null),
    () => null,
  );
  if (size === null) throw changed(snapshot, shown, missingWhy(file));
  if (size !== file.bytes)
    throw changed(snapshot, shown, `it has ${size} bytes, and had ${file.bytes}`);
  const digests = join(cacheFolder(store.root, 'store'), 'digests');
  const digest = await digestOfData(kept, digests, read).catch((error: unknown) => {
    throw changed(snapshot, shown, `it can't be read (${codeOf(error)})`);
  });
  if (digest !== file.digest)
    throw changed(snapshot, shown, 'its bytes are not those that were recorded');
  return kept;
}

const missingWhy = ({ path }: SnapshotFile) =>
  path === null ? 'the store has no copy of it any more' : 'it is not there any more';

const changed = ({ name, digest }: Snapshot, shown: string, why: string) =>
  new StoreError(
    'SNAPSHOT_CHANGED',
    `${shown} is not the file of the snapshot ${name}@${shortDigest(digest)}: ${why}. Put the recorded file back, or record the data as it is now by assay snapshot create ${name}: with --copy it stays readable when the file changes.`,
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

/** Returns the path of a file of the project, or of the store's copy; null if there is none. */
const located = (store: Store, file: SnapshotFile): Promise<string | null> =>
  file.path === null
    ? store.backend.localFile(objectKey(file.digest), broughtFolder(store))
    : inPlace(store.root, file.path);

/** Returns the real path of a file below the root. A link that leads out of it is no file of the snapshot. */
async function inPlace(root: string, path: string): Promise<string | null> {
  const [real, base] = await Promise.all([
    realpath(join(root, ...path.split('/'))).catch(() => null),
    realpath(root),
  ]);
  return real !== null && pathWithin(base, real) !== null ? real : null;
}

/** Returns the folder to which the data files of a bucket are brought. */
export const broughtFolder = (store: Store): string =>
  join(cacheFolder(store.root, 'store'), 'objects');

/** Returns the folder with the names that a copy of the store is read by. */
export const viewsOf = (store: Store, digest: Digest): string =>
  join(cacheFolder(store.root, 'store'), 'views', hexOf(digest));

/**
 * Returns a path by which a copy of the store has its own name again: the name decides how a file is read, and folders such
 * as `part=1` are columns. It is a hard link or, on another disk, a copy whose bytes are compared like those of the store.
 */
async function named(
  kept: string,
  path: string,
  isSame: (path: string) => Promise<boolean>,
): Promise<string> {
  const isNamed = async () => {
    const [own, other] = await Promise.all([stat(kept), stat(path).catch(() => null)]);
    if (other === null) return false;
    const isLink = other.ino === own.ino && other.dev === own.dev;
    return isLink || (other.size === own.size && (await isSame(path)));
  };
  if (await isNamed()) return path;
  await mkdir(dirname(path), { recursive: true });
  // Made once, and only where there is none: each link changes the copy's time of change, and a process that is reading
  // it would take it for written to.
  await link(kept, path).catch(() => {});
  if (await isNamed()) return path;
  const draft = `${path}.${randomUUID()}.part`;
  try {
    await link(kept, draft).catch(() => copyFile(kept, draft));
    if (!(await isNamed())) await rename(draft, path);
    return path;
  } finally {
    await rm(draft, { force: true });
  }
}
