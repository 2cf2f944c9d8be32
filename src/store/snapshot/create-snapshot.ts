import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Dataset, SourceFile } from '../../dataset/dataset.ts';
import { datasetOfPaths } from '../../dataset/file-formats.ts';
import { closeAfter } from '../../run/engine-use.ts';
import { cacheFolder } from '../../system/cache-folder.ts';
import { pathFrom, pathWithin } from '../../system/paths.ts';
import { messageOf } from '../../value/thrown.ts';
import { documentBytes } from '../canonical-json.ts';
import { loadConfig } from '../config/load-config.ts';
import { digestOf, shortDigest } from '../digest.ts';
import { descriptorKey, objectKey } from '../keys.ts';
import type { NameState } from '../log/name-state.ts';
import type { CreateEntry, Digest, Lineage } from '../log/record.ts';
import { checkName, checkTag } from '../names.ts';
import type { CreateOptions, Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { contentDigestOf } from './content-digest.ts';
import { describeData } from './describe-data.ts';
import { descriptorOf } from './descriptor.ts';
import { gitCommit } from './git-commit.ts';
import { digestOfData } from './hash-cache.ts';
import { readSnapshot, resolveDigest } from './read-snapshot.ts';
import type { Snapshot, SnapshotFile } from './snapshot-record.ts';

/** Records a snapshot of a dataset's files; see `Store.create`. */
export async function createSnapshot(
  store: Store,
  name: string,
  data: string | readonly string[] | Dataset,
  options: CreateOptions,
): Promise<Snapshot> {
  checkName(name);
  const tag = options.tag === undefined ? null : checkTag(options.tag);
  const dataset = datasetOfData(data);
  if (tag !== null) await refuseGated(store, name, tag);
  const { copy = false } = options;
  const found = await sourceOf(dataset).files(store.root);
  // Before any row is read: what changes from then on is refused.
  const digested = await digestFiles(store, dataset, found, copy);
  // One engine opens all of them: to start one for each file costs more than most files.
  const { recorded, columns } = await closeAfter(async () => {
    const whole = await describeData(dataset, store.root);
    return {
      recorded: await countRows(store, dataset, digested, whole.rows),
      columns: whole.columns,
    };
  });
  await refuseChanged(store, recorded);
  const files = recorded.map(({ file }) => file);
  const { format, options: read } = sourceOf(dataset);
  const snapshot: Omit<Snapshot, 'parent'> = {
    name,
    digest: contentDigestOf({ format, options: read, files }),
    format,
    options: read,
    columns,
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    files,
    created: new Date().toISOString(),
    lineage: await lineageOf(store, options),
    commit: await gitCommit(store.root),
  };
  if (copy) await copyFiles(store, recorded);
  const made = await recordSnapshot(store, snapshot, tag, options.parent);
  if (copy) await copyAgain(store, made, recorded);
  return made;
}

/** A file of the project, and what was recorded of it. */
interface RecordedFile {
  readonly source: SourceFile;
  readonly file: SnapshotFile;
}

/** Copies what a purge deleted that had looked before the record was there. From then on none does. */
async function copyAgain(
  store: Store,
  { name, digest }: Snapshot,
  recorded: readonly RecordedFile[],
): Promise<void> {
  try {
    await copyFiles(store, await withoutCopy(store, recorded));
  } catch (error) {
    throw new StoreError(
      'STORE_UNKNOWN',
      `${name}@${shortDigest(digest)} was recorded, and then its copies could not be looked for: ${messageOf(error)} Look at it by assay log ${name} --verify.`,
    );
  }
}

/** Returns the files that the store has no copy of. */
async function withoutCopy(
  store: Store,
  recorded: readonly RecordedFile[],
): Promise<readonly RecordedFile[]> {
  const missing: RecordedFile[] = [];
  for (const one of recorded)
    if ((await store.backend.list(objectKey(one.file.digest))).length === 0) missing.push(one);
  return missing;
}

/** Returns the dataset of some paths, read by the source that their extensions give. */
function datasetOfData(data: string | readonly string[] | Dataset): Dataset {
  if (typeof data === 'object' && 'kind' in data) return data;
  const paths = [data].flat().map(String);
  const dataset = datasetOfPaths(paths);
  if (dataset !== null) return dataset;
  throw new StoreError(
    'STORE_USAGE',
    `${paths.join(', ')} can't be recorded together: give files of one format (.parquet, .csv, .json and the like), or in code a dataset such as sqlite('shop.db', 'orders').`,
  );
}

function sourceOf({ source, label }: Dataset) {
  if (source) return source;
  throw new StoreError(
    'STORE_USAGE',
    `${label} has no files that could be recorded: a snapshot is of csv(), json(), parquet() or sqlite() files.`,
  );
}

/** A file whose rows are not counted yet. */
interface DigestedFile {
  readonly source: SourceFile;
  readonly file: Omit<SnapshotFile, 'rows'>;
}

/** Takes the digest of each file, and returns them in the order of their names. */
async function digestFiles(
  store: Store,
  dataset: Dataset,
  found: readonly SourceFile[],
  copy: boolean,
): Promise<readonly DigestedFile[]> {
  const base = baseFolder(dataset, found);
  const root = await realpath(store.root);
  const digested: DigestedFile[] = [];
  for (const source of found) {
    const path = copy ? null : pathWithin(root, source.path);
    if (!copy && path === null)
      throw new StoreError(
        'STORE_USAGE',
        `${source.shown} lies outside of ${store.root}, where nothing can be referenced in place: copy it into the store by --copy.`,
      );
    const digest = await digestOfData(source.path, digestsFolder(store), false);
    const { size: bytes } = await stat(source.path);
    digested.push({ source, file: { name: pathFrom(base, source.path), bytes, digest, path } });
  }
  return digested.toSorted((a, b) => (a.file.name < b.file.name ? -1 : 1));
}

/** Counts the rows of each file. Those of a single file are all rows, which are known. */
async function countRows(
  store: Store,
  dataset: Dataset,
  digested: readonly DigestedFile[],
  all: number,
): Promise<readonly RecordedFile[]> {
  const recorded: RecordedFile[] = [];
  for (const { source, file } of digested) {
    const one = sourceOf(dataset).at([source], source.shown);
    const rows = digested.length === 1 ? all : (await describeData(one, store.root)).rows;
    recorded.push({ source, file: { ...file, rows } });
  }
  return recorded;
}

const digestsFolder = ({ root }: Store) => join(cacheFolder(root, 'store'), 'digests');

/** Returns the folder that the names of files start from. Folders such as `part=1` that are columns are part of the names. */
function baseFolder(dataset: Dataset, files: readonly SourceFile[]): string {
  const folder = commonFolder(files.map(({ path }) => path));
  if (sourceOf(dataset).options.hivePartitioning !== true) return folder;
  const above = foldersAbove(folder).findLast((one) => basename(one).indexOf('=') > 0);
  return above === undefined ? folder : dirname(above);
}

/** Returns a folder, and those that it lies in, the innermost first. */
function foldersAbove(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

/** Returns the folder that all paths lie in. */
function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? '');
  while (paths.some((path) => pathWithin(folder, path) === null)) folder = dirname(folder);
  return folder;
}

/** Refuses files that changed while they were looked at, since digests and counts would be of two states. */
async function refuseChanged(store: Store, recorded: readonly RecordedFile[]): Promise<void> {
  for (const { source, file } of recorded)
    if ((await digestOfData(source.path, digestsFolder(store), false)) !== file.digest)
      throw new StoreError(
        'SNAPSHOT_CHANGED',
        `${source.shown} changed while it was recorded: run again once it is written.`,
      );
}

async function lineageOf(store: Store, { step, inputs = [] }: CreateOptions): Promise<Lineage> {
  const read: string[] = [];
  for (const input of inputs) {
    const { name, digest } = await store.snapshot(input);
    read.push(`${name}@${digest}`);
  }
  return { step: step ?? null, inputs: read };
}

async function copyFiles(store: Store, recorded: readonly RecordedFile[]): Promise<void> {
  for (const { source, file } of recorded)
    await store.backend.putFile(objectKey(file.digest), source.path);
}

/** Writes the descriptor, then the record that makes it count. What is known already is not recorded twice. */
async function recordSnapshot(
  store: Store,
  found: Omit<Snapshot, 'parent'>,
  tag: string | null,
  parentRef: string | undefined,
): Promise<Snapshot> {
  const { name, digest } = found;
  const state = await store.state(name);
  const known = state.snapshots.has(digest) && !state.purged.has(digest);
  const before = known ? await readSnapshot(store, state, digest) : null;
  const wanted = withCopiesOf(before, {
    ...found,
    parent: parentOf(state, digest, tag, parentRef),
  });
  const snapshot = before !== null && isSame(before, wanted) ? before : wanted;
  const isTagged = tag === null || state.tags.get(tag)?.snapshot === digest;
  if (snapshot === before && isTagged) return snapshot;
  const bytes = documentBytes(descriptorOf(snapshot));
  const descriptor = digestOf(bytes);
  await store.backend.write(descriptorKey(name, digest, descriptor), bytes);
  await store.append(name, ({ tags }): CreateEntry => {
    const from = tag === null ? null : (tags.get(tag)?.snapshot ?? null);
    if (tag !== null && tags.get(tag)?.isGated && from !== digest) throw gated(name, tag);
    return {
      kind: 'create',
      snapshot: digest,
      descriptor,
      moves: tag === null || from === digest ? [] : [{ tag, to: digest, from }],
      parent: snapshot.parent,
      lineage: snapshot.lineage,
      commit: snapshot.commit,
    };
  });
  return snapshot;
}

/** Refuses a tag for which the config has a gate, also before the first promotion. */
async function refuseGated(store: Store, name: string, tag: string): Promise<void> {
  const { gates = {} } = await loadConfig(store.root);
  if (Object.hasOwn(gates, tag)) throw gated(name, tag);
}

const gated = (name: string, tag: string) =>
  new StoreError(
    'STORE_USAGE',
    `${name}@${tag} is moved by assay promote alone, so that what it names was checked: record the data with --tag candidate, then promote it.`,
  );

/** Returns the snapshot that a new one was made from: the one given, or what the tag named. */
function parentOf(
  state: NameState,
  digest: Digest,
  tag: string | null,
  ref: string | undefined,
): Digest | null {
  const parent: Digest | null =
    ref === undefined
      ? ((tag === null ? undefined : state.tags.get(tag)?.snapshot) ?? null)
      : resolveDigest(state, ref);
  return parent === digest ? null : parent;
}

/** Keeps the copies that the store has already: a file that is recorded again in place does not lose its copy. */
const withCopiesOf = (before: Snapshot | null, snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  files: snapshot.files.map((file, at) =>
    before?.files[at]?.path === null ? { ...file, path: null } : file,
  ),
});

/** True if nothing but the time differs, or the parent of what was recorded before. */
const isSame = (one: Snapshot, other: Snapshot): boolean =>
  one.commit === other.commit &&
  one.lineage.step === other.lineage.step &&
  one.lineage.inputs.join() === other.lineage.inputs.join() &&
  one.files.every(({ path }, at) => path === other.files[at]?.path);
