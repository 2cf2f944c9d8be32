import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileSource, SourceFile } from '../../dataset/dataset.ts';
import { datasetOf } from '../../dataset/file-formats.ts';
import { counted } from '../../outcome/printable-text.ts';
import { canonicalJson } from '../canonical-json.ts';
import { digestOfFile, shortDigest } from '../digest.ts';
import type { Digest } from '../log/record.ts';
import { contentDigestOf } from '../snapshot/content-digest.ts';
import { checkedFiles } from '../snapshot/data-files.ts';
import type { Snapshot, SnapshotFile } from '../snapshot/snapshot-record.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { eraseFromFile } from './erase-file.ts';
import { type IsSubject, subjectRows } from './subject-rows.ts';
import { withSession } from './with-session.ts';

/** A file that was written anew. */
interface WrittenFile {
  readonly path: string;
  readonly digest: Digest;
}

/** A snapshot that was searched for subjects. */
export interface ErasedSnapshot {
  /** The digests of the files that hold a subject. */
  readonly holding: readonly Digest[];
  /** The snapshot without their rows, and its new files; null if no file holds a subject. */
  readonly made: { readonly snapshot: Snapshot; readonly files: readonly WrittenFile[] } | null;
}

/** The subjects to erase, and where new files go. */
export interface ErasureWork {
  readonly columns: readonly string[];
  readonly isSubject: IsSubject;
  /** A folder for the new files. */
  readonly scratch: string;
  readonly now: Date;
}

/**
 * Makes a snapshot without the rows of subjects, file by file, and proves by its own reader that none is left in it. Files
 * that hold no subject stay as they are.
 */
export async function eraseFromSnapshot(
  store: Store,
  snapshot: Snapshot,
  work: ErasureWork,
): Promise<ErasedSnapshot> {
  const { name, digest } = snapshot;
  const checked = await checkedFiles(store, snapshot, { read: true });
  const source = sourceOf(checked, snapshot);
  const folder = join(work.scratch, shortDigest(digest));
  const read: SourceFile[] = [];
  const files: SnapshotFile[] = [];
  const holding: Digest[] = [];
  const written: WrittenFile[] = [];
  for (const { file, path, shown } of checked) {
    const to = join(folder, ...file.name.split('/'));
    await mkdir(dirname(to), { recursive: true });
    const { columns, isSubject } = work;
    const found = { path, shown };
    if (file.rows === 0) {
      files.push(file);
      read.push(found);
      continue;
    }
    const { rows, erased } = await eraseFromFile({
      source,
      file: found,
      columns,
      isSubject,
      to,
      root: store.root,
    });
    if (rows !== file.rows) throw otherRows(file, rows);
    if (erased > 0) {
      const copy = await recorded(file, to, rows - erased);
      holding.push(file.digest);
      written.push({ path: to, digest: copy.digest });
      files.push(copy);
      read.push({ path: to, shown });
    } else {
      files.push(file);
      read.push(found);
    }
  }
  if (written.length === 0) {
    await refuseLeft(store, snapshot, read, work);
    return { holding, made: null };
  }
  const content = { format: snapshot.format, options: snapshot.options, files };
  const made: Snapshot = {
    ...content,
    name,
    digest: contentDigestOf(content),
    rows: files.reduce((sum, { rows }) => sum + rows, 0),
    columns: [],
    created: work.now.toISOString(),
    parent: digest,
    lineage: { step: 'assay erase', inputs: [] },
    commit: snapshot.commit,
  };
  const columns = await prove(store, made, read, work);
  return { holding, made: { snapshot: { ...made, columns }, files: written } };
}

/** Returns the digests of the files of a snapshot that hold a subject, without writing anything. */
export async function filesHolding(
  store: Store,
  snapshot: Snapshot,
  { columns, isSubject }: Pick<ErasureWork, 'columns' | 'isSubject'>,
  known: Map<string, boolean>,
): Promise<readonly Digest[]> {
  const checked = await checkedFiles(store, snapshot, { read: false });
  const source = sourceOf(checked, snapshot);
  const way = canonicalJson({ format: snapshot.format, options: snapshot.options });
  const holding: Digest[] = [];
  for (const { file, ...found } of checked.filter(({ file: { rows } }) => rows > 0)) {
    // The same bytes may be read in another way.
    const reading = `${way} ${file.digest}`;
    const before = known.get(reading);
    const holds =
      before ??
      (await withSession(store.root, source.at([found], found.shown), async (session) => {
        const rows = await subjectRows(session, columns, isSubject);
        // A record that can't be read may be of a subject.
        return rows.found.length > 0 || session.problemCount > 0;
      }));
    known.set(reading, holds);
    if (holds) holding.push(file.digest);
  }
  if (holding.length > 0 || isReadAlone(snapshot)) return holding;
  const whole = await searchWhole(store, snapshot, checked, { columns, isSubject });
  const holds = whole.found.length > 0 || whole.problemCount > 0;
  return holds ? snapshot.files.map((file) => file.digest) : [];
}

/** True if a snapshot is nothing else than its files, each read alone. Files without types get those of all together. */
const isReadAlone = ({ format, files }: Snapshot): boolean =>
  format === 'parquet' || format === 'sqlite' || (files.length === 1 && files[0]?.rows !== 0);

/** Refuses a snapshot in whose files no subject was found, and of which the same can't be said of all together. */
async function refuseLeft(
  store: Store,
  snapshot: Snapshot,
  files: readonly SourceFile[],
  work: ErasureWork,
): Promise<void> {
  if (isReadAlone(snapshot)) return;
  const { found, problemCount } = await searchWhole(store, snapshot, files, work);
  const { name } = snapshot;
  if (problemCount > 0)
    throw new StoreError(
      'STORE_USAGE',
      `${name} has ${counted(problemCount, 'record')} that can't be read, and each of them may be of a subject. Record a snapshot of sound files first.`,
    );
  if (found.length > 0)
    throw new StoreError(
      'STORE_USAGE',
      `${found.length} rows of ${name} hold a subject if its files are read together, and none of its files does alone, since the columns then have other types: give the subject as each of them spells it.`,
    );
}

/** Searches a snapshot as its users read it. */
const searchWhole = (
  store: Store,
  snapshot: Snapshot,
  files: readonly SourceFile[],
  { columns, isSubject }: Pick<ErasureWork, 'columns' | 'isSubject'>,
) =>
  withSession(store.root, datasetOf(files, snapshot, snapshot.name), async (session) => ({
    ...(await subjectRows(session, columns, isSubject)),
    problemCount: session.problemCount,
    columns: session.columns.map(({ name, type }) => ({ name, type })),
  }));

function sourceOf(files: readonly SourceFile[], { name, ...format }: Snapshot): FileSource {
  const { source } = datasetOf(files, format, name);
  if (source) return source;
  throw new TypeError('a dataset of files has a source');
}

async function recorded(file: SnapshotFile, path: string, rows: number): Promise<SnapshotFile> {
  const { size } = await stat(path);
  return { name: file.name, bytes: size, digest: await digestOfFile(path), rows, path: null };
}

/** Reads the new snapshot as its users will: all rows that are to be there, no subject, nothing unreadable. */
async function prove(
  store: Store,
  made: Snapshot,
  files: readonly SourceFile[],
  work: ErasureWork,
): Promise<Snapshot['columns']> {
  if (made.rows === 0 && made.format === 'json') throw nothingLeft(made);
  const { rows, found, problemCount, columns } = await searchWhole(store, made, files, work);
  if (rows === made.rows && found.length === 0 && problemCount === 0) return columns;
  throw new StoreError(
    'STORE_UNUSABLE',
    `The new snapshot of ${made.name} is not right: it has ${rows} rows in place of ${made.rows}, ${found.length} of a subject, and ${problemCount} records that can't be read. Nothing was recorded.`,
  );
}

const nothingLeft = ({ name }: Snapshot) =>
  new StoreError(
    'STORE_USAGE',
    `All rows of ${name} are of these subjects, and JSON files without a record have no columns: record a snapshot of other data, move the tag to it, then erase again.`,
  );

const otherRows = (file: SnapshotFile, rows: number) =>
  new StoreError(
    'SNAPSHOT_CHANGED',
    `${file.path ?? file.name} has ${counted(rows, 'row')}, and ${file.rows} were recorded: check the snapshot by assay log --verify.`,
  );
