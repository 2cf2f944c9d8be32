import { digestOf } from './digest.ts';
import { descriptorKey, documentKey, objectKey, storeKey } from './keys.ts';
import { createdBy, foldLog } from './log/fold.ts';
import { inspectLog } from './log/read-log.ts';
import type { Digest, LogRecord } from './log/record.ts';
import { checkFile } from './snapshot/data-files.ts';
import { snapshotOf } from './snapshot/descriptor.ts';
import type { Snapshot } from './snapshot/snapshot-record.ts';
import type { DocumentKind, Store } from './store.ts';
import { StoreError } from './store-error.ts';
import { storeId } from './store-id.ts';
import type { StoreProblem } from './store-problem.ts';

/**
 * Reads everything of a dataset, or of all: the records of the log and their chain, descriptors, documents, and all bytes
 * of the data. Returns all that is not what was recorded, each with its file.
 */
export async function verifyStore(store: Store, name?: string): Promise<readonly StoreProblem[]> {
  const id = await storeId(store.backend).catch(problemOf);
  if (typeof id !== 'string') return id === null ? [] : [id];
  const problems: StoreProblem[] = [];
  for (const one of name === undefined ? await store.names() : [name]) {
    const { records, problems: found } = await inspectLog(store.backend, one, id);
    problems.push(...found, ...(await documents(store, records)));
    problems.push(...(await snapshots(store, one, records)));
  }
  return unique(problems);
}

const problemOf = (error: unknown): StoreProblem => {
  if (error instanceof StoreError) return { file: storeKey, message: error.message };
  throw error;
};

async function documents(
  store: Store,
  records: readonly LogRecord[],
): Promise<readonly StoreProblem[]> {
  const problems: StoreProblem[] = [];
  for (const record of records)
    for (const [kind, digest] of documentsOf(record)) {
      const key = documentKey(kind, digest);
      const found = await compare(store, key, digest);
      if (found !== null) problems.push(found);
    }
  return problems;
}

function documentsOf(record: LogRecord): readonly (readonly [DocumentKind, Digest])[] {
  if (record.kind !== 'promote' && record.kind !== 'refuse') return [];
  const { outcome, evidence } = record;
  return [
    ...(outcome === null ? [] : [['outcomes', outcome] as const]),
    ...(evidence === null ? [] : [['evidence', evidence] as const]),
  ];
}

/** Compares an object with its digest. Returns null if it is as it was written. */
async function compare(store: Store, key: string, digest: Digest): Promise<StoreProblem | null> {
  const bytes = await store.backend.read(key);
  if (bytes === null)
    return {
      file: key,
      message: 'it is missing: the store was copied in part, or someone removed it.',
    };
  if (digestOf(bytes) === digest) return null;
  return { file: key, message: 'it is not what was recorded: someone edited it.' };
}

async function snapshots(
  store: Store,
  name: string,
  records: readonly LogRecord[],
): Promise<readonly StoreProblem[]> {
  const { purged, deprecated, tags, snapshots: latest } = foldLog(name, records);
  const live = new Set([...tags.values()].map((tag) => tag.snapshot));
  const problems: StoreProblem[] = [];
  for (const [digest, descriptor] of records.flatMap(createdBy)) {
    const key = descriptorKey(name, digest, descriptor);
    const found = await compare(store, key, descriptor);
    if (found !== null) problems.push(found);
    else if (latest.get(digest) === descriptor && !purged.has(digest))
      problems.push(
        ...(await dataOf(
          store,
          key,
          live.has(digest),
          deprecated.has(digest) && !live.has(digest),
        )),
      );
  }
  return problems;
}

/**
 * Compares the data of a snapshot. Files in place that no tag stands for may have gone on to another state: such a snapshot
 * can't be read any more, and says so when it is asked for. Copies of erased rows may be gone: a purge that was stopped had
 * deleted them, and the next one records it.
 */
async function dataOf(
  store: Store,
  key: string,
  isLive: boolean,
  mayBeGone: boolean,
): Promise<readonly StoreProblem[]> {
  const bytes = await store.backend.read(key);
  const snapshot: Snapshot = snapshotOf(JSON.parse(Buffer.from(bytes ?? []).toString('utf8')), key);
  const problems: StoreProblem[] = [];
  for (const file of snapshot.files.filter(({ path }) => isLive || path === null))
    try {
      await checkFile(store, snapshot, file, true);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (mayBeGone && (await store.backend.list(objectKey(file.digest))).length === 0) continue;
      problems.push({ file: file.path ?? objectKey(file.digest), message: error.message });
    }
  return problems;
}

const unique = (problems: readonly StoreProblem[]): readonly StoreProblem[] => [
  ...new Map(problems.map((one) => [JSON.stringify(one), one])).values(),
];
