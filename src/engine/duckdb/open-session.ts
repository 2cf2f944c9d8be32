import { type Dataset, DatasetError } from '../../dataset/dataset.ts';
import type { OpenSession, Session } from '../engine.ts';
import { closeInstances } from './connection/instance.ts';
import { openReusable, type Reusable } from './duckdb-session.ts';

/** The dataset that was opened last, with its rows loaded, for a contract that wants the same. */
interface Kept {
  readonly key: string;
  readonly fingerprint: string;
  readonly reusable: Reusable;
}

const key = Symbol.for('assay.sessions');

/** One a worker, whichever copy of this module asks. */
const shared = globalThis as { [key]?: Kept | undefined };

/**
 * Open a dataset for a run. Sources that load their files (CSV, JSON) are loaded once for contracts that follow each
 * other: the last one stays open until another dataset is asked for. It is known again by its description, what the
 * contract makes of its columns, and the state of its files.
 */
export const openSession: OpenSession = async (dataset, hints, settings) => {
  const {
    signal: _signal,
    onQuery: _onQuery,
    onProgress: _onProgress,
    now: _now,
    recall: _recall,
    ...rest
  } = settings;
  const wanted = JSON.stringify([dataset.sharing?.key, hints, rest]);
  const fingerprint = await fingerprintOf(dataset, settings.root);
  const kept = shared[key];
  shared[key] = undefined;
  const isSame = kept !== undefined && kept.key === wanted && kept.fingerprint === fingerprint;
  if (kept && !isSame) await kept.reusable.session.close();
  if (isSame) kept.reusable.use(settings);
  const reusable = isSame ? kept.reusable : await openReusable(dataset, hints, settings);
  if (!isSame) await refuseChanged(dataset, settings.root, fingerprint, reusable);
  const { session } = reusable;
  const close = async () => {
    // What was stopped half way may hold less than it should.
    if (fingerprint === null || settings.signal?.aborted || reusable.isSpent())
      return session.close();
    await closeKept();
    shared[key] = { key: wanted, fingerprint, reusable };
  };
  return { ...session, now: settings.now, close } satisfies Session;
};

/** Refuses rows that were read in several goes, of files that changed between them: they are of no one state of the data. */
async function refuseChanged(
  dataset: Dataset,
  root: string,
  before: string | null,
  { session }: Reusable,
): Promise<void> {
  if (before === null || (await fingerprintOf(dataset, root)) === before) return;
  await session.close();
  throw new DatasetError(
    'DATASET_UNREADABLE',
    `${dataset.label} changed while it was read, so a result would mix two states of it: run again once it is written.`,
  );
}

/** Returns the state of a dataset's files; null where there is none. Opening reports files that are missing or can't be read. */
async function fingerprintOf({ sharing }: Dataset, root: string): Promise<string | null> {
  return (await sharing?.fingerprint(root).catch(() => null)) ?? null;
}

async function closeKept(): Promise<void> {
  const kept = shared[key];
  shared[key] = undefined;
  await kept?.reusable.session.close();
}

/** Closes all that this worker has open, at the end of a run: files are let go of and temporary folders removed. */
export async function closeEngines(): Promise<void> {
  await closeKept();
  await closeInstances();
}
