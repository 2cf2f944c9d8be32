import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAfter } from '../../run/engine-use.ts';
import { documentBytes } from '../canonical-json.ts';
import { digestOf } from '../digest.ts';
import { descriptorKey, objectKey } from '../keys.ts';
import { knownState } from '../known-state.ts';
import type { NameState } from '../log/name-state.ts';
import type { Deprecation, Digest, EraseEntry, LogRecord } from '../log/record.ts';
import { checkName } from '../names.ts';
import { descriptorOf } from '../snapshot/descriptor.ts';
import { readDescriptor } from '../snapshot/read-snapshot.ts';
import type { Snapshot } from '../snapshot/snapshot-record.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { columnKey } from './column-key.ts';
import { type DerivedSnapshot, derivedFrom } from './derived-from.ts';
import {
  type ErasedSnapshot,
  type ErasureWork,
  eraseFromSnapshot,
  filesHolding,
} from './erase-snapshot.ts';
import {
  erasedSubject,
  erasuresOf,
  fingerprintOf,
  ledgerTest,
  refuseOtherKey,
  type Subject,
} from './ledger.ts';
import type { LedgerKey } from './ledger-key.ts';

/** The options of `eraseSubjects`. */
export interface EraseOptions {
  /** The reason, which is kept in the log: it must not hold the value of a subject. */
  readonly reason: string;
  readonly key: LedgerKey;
  /** The time until which the data of older snapshots has to be deleted, in milliseconds; 30 days unless given. */
  readonly deadline?: number;
  readonly now?: Date;
}

/** The changes that an erasure made to a dataset. */
export interface Erasure {
  readonly name: string;
  readonly record: LogRecord & EraseEntry;
  /** The number of rows that were left out, by the tag. A tag that held none of the subjects is not among them. */
  readonly rows: ReadonlyMap<string, number>;
  /** The snapshots that were made from those that hold the subjects, and have to be made again. */
  readonly derived: readonly DerivedSnapshot[];
}

/** The days until which the data of older snapshots has to be deleted. */
const usualDeadline = 30 * 86_400_000;

/** The number of times that other processes may move tags while new snapshots are made. */
const tries = 10;

/**
 * Erases the rows of subjects from the snapshots that tags name. The data of the new snapshots comes first, then their
 * descriptors, then the record that moves the tags: if it is stopped before that, nothing has changed.
 *
 * @throws {StoreError} `STORE_USAGE` for a column that no snapshot has, `STORE_CONFLICT` if tags move all the time.
 */
export async function eraseSubjects(
  store: Store,
  names: readonly string[],
  subjects: readonly Subject[],
  options: EraseOptions,
): Promise<readonly Erasure[]> {
  refuseReason(options.reason, subjects);
  const states: NameState[] = [];
  for (const name of new Set(names)) states.push(await knownState(store, checkName(name)));
  await refuseColumns(store, states, subjects, options.key);
  return closeAfter(async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'assay-erase-'));
    try {
      const done: Erasure[] = [];
      for (const { name } of states)
        done.push(await eraseFromName(store, name, subjects, options, scratch));
      return done;
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

async function eraseFromName(
  store: Store,
  name: string,
  subjects: readonly Subject[],
  { reason, key, deadline = usualDeadline, now = new Date() }: EraseOptions,
  scratch: string,
): Promise<Erasure> {
  const ledger = subjects.map((subject) => erasedSubject(subject, key));
  const work: ErasureWork = {
    columns: [...new Set(subjects.map(({ column }) => column))],
    isSubject: ledgerTest(ledger, key),
    scratch: join(scratch, name),
    now,
  };
  const found: Found = { live: new Map(), files: new Map() };
  for (let tried = 0; tried < tries; tried += 1) {
    const state = await knownState(store, name);
    await search(store, state, work, found);
    const until = new Date(now.getTime() + deadline).toISOString();
    const deprecated = await deprecations(store, state, work, found, until);
    const held = deprecated.map(({ snapshot }) => snapshot);
    // Before the record: once it has landed, nothing that fails may say that nothing was changed.
    const derived = await derivedFrom(store, name, held);
    const record = await store
      .append(name, (latest): EraseEntry => {
        if (stateText(latest) !== stateText(state)) throw new Moved();
        return {
          kind: 'erase',
          subjects: ledger,
          key: fingerprintOf(key),
          reason,
          created: createdOf(state, found),
          moves: movesOf(state, found),
          deprecated,
        };
      })
      .catch((error: unknown) => {
        if (error instanceof Moved) return null;
        throw error;
      });
    if (record?.kind !== 'erase') continue;
    return {
      name,
      record,
      rows: erasedRows(state, found),
      derived,
    };
  }
  throw new StoreError(
    'STORE_CONFLICT',
    `The tags of ${name} were moved ${tries} times while its rows were erased, and nothing was changed: run it again.`,
  );
}

/** Another process appended a record while the snapshots were made. */
class Moved extends Error {}

/** Snapshots that were searched, and files of others. */
interface Found {
  readonly live: Map<
    Digest,
    ErasedSnapshot & { readonly descriptor: Digest | null; readonly before: Snapshot }
  >;
  readonly files: Map<string, boolean>;
}

/** Makes the new snapshots of all tags, and puts their data and descriptors into the store. */
async function search(store: Store, state: NameState, work: ErasureWork, { live }: Found) {
  for (const digest of liveIn(state)) {
    if (live.has(digest)) continue;
    const before = await readDescriptor(store, state, digest);
    refuseFolders(before, work.columns);
    const erased = await eraseFromSnapshot(store, before, work);
    live.set(digest, { ...erased, before, descriptor: await put(store, erased) });
  }
}

async function put(store: Store, { made }: ErasedSnapshot): Promise<Digest | null> {
  if (made === null) return null;
  const { snapshot, files } = made;
  for (const { path, digest } of files) await store.backend.putFile(objectKey(digest), path);
  const bytes = documentBytes(descriptorOf(snapshot));
  const descriptor = digestOf(bytes);
  await store.backend.write(descriptorKey(snapshot.name, snapshot.digest, descriptor), bytes);
  return descriptor;
}

/** Finds all snapshots that still hold a subject. One that can't be searched any more counts as one that does. */
async function deprecations(
  store: Store,
  state: NameState,
  work: ErasureWork,
  { live, files: known }: Found,
  deadline: string,
): Promise<readonly Deprecation[]> {
  const found: Deprecation[] = [];
  for (const snapshot of state.snapshots.keys()) {
    if (state.purged.has(snapshot)) continue;
    const before = state.deprecated.get(snapshot);
    const files =
      live.get(snapshot)?.holding ?? (await holding(store, state, snapshot, work, known));
    if (files.length === 0) continue;
    found.push({
      snapshot,
      // An earlier erasure may have set an earlier day.
      deadline: before !== undefined && before.deadline < deadline ? before.deadline : deadline,
      files: [...new Set([...(before?.files ?? []), ...files])].sort(),
    });
  }
  return found;
}

async function holding(
  store: Store,
  state: NameState,
  digest: Digest,
  work: ErasureWork,
  known: Map<string, boolean>,
): Promise<readonly Digest[]> {
  const snapshot = await readDescriptor(store, state, digest);
  try {
    return await filesHolding(store, snapshot, work, known);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'SNAPSHOT_CHANGED') throw error;
    return snapshot.files.map((file) => file.digest);
  }
}

const liveIn = ({ tags }: NameState): ReadonlySet<Digest> =>
  new Set([...tags.values()].map(({ snapshot }) => snapshot));

/** A text that differs if a tag was moved or a snapshot recorded. */
const stateText = ({ head }: NameState): string => String(head?.sequence);

function createdOf(state: NameState, { live }: Found): EraseEntry['created'] {
  return [...liveIn(state)].flatMap((replaces) => {
    const { made, descriptor } = live.get(replaces) ?? { made: null, descriptor: null };
    if (made === null || descriptor === null) return [];
    return [{ snapshot: made.snapshot.digest, descriptor, replaces }];
  });
}

const movesOf = ({ tags }: NameState, { live }: Found): EraseEntry['moves'] =>
  [...tags].flatMap(([tag, { snapshot: from }]) => {
    const made = live.get(from)?.made;
    return made == null ? [] : [{ tag, from, to: made.snapshot.digest }];
  });

const erasedRows = ({ tags }: NameState, { live }: Found): ReadonlyMap<string, number> =>
  new Map(
    [...tags].flatMap(([tag, { snapshot }]) => {
      const found = live.get(snapshot);
      return found?.made == null ? [] : [[tag, found.before.rows - found.made.snapshot.rows]];
    }),
  );

/** The reason stays in the log for good. */
function refuseReason(reason: string, subjects: readonly Subject[]) {
  if (reason.trim() === '')
    throw new StoreError(
      'STORE_USAGE',
      "An erasure has a reason: --reason 'request of 1 December'.",
    );
  const words = new Set(reason.split(/[^\p{L}\p{N}@._+-]+/u));
  const isNamed = ({ value }: Subject) =>
    words.has(value) || (value.length >= 5 && reason.includes(value));
  if (subjects.some(isNamed))
    throw new StoreError(
      'STORE_USAGE',
      'The reason holds the value of a subject, and would keep it in the log: name the request, such as the number of a ticket.',
    );
}

async function refuseColumns(
  store: Store,
  states: readonly NameState[],
  subjects: readonly Subject[],
  key: LedgerKey,
) {
  const known = new Set<string>();
  for (const state of states) {
    refuseOtherKey(state.name, erasuresOf(await store.log(state.name)), key);
    for (const digest of state.snapshots.keys())
      for (const { name } of (await readDescriptor(store, state, digest)).columns) known.add(name);
  }
  const keys = new Set([...known].map(columnKey));
  const missing = subjects.findIndex(({ column }) => !keys.has(columnKey(column)));
  if (missing < 0) return;
  // Not the column as it was given: whoever writes VALUE=COLUMN would read the value in the logs of a CI.
  throw new StoreError(
    'STORE_USAGE',
    `No snapshot of ${states.map(({ name }) => name).join(', ')} has the column of ${subjects.length === 1 ? 'the subject' : `the ${missing + 1}. subject`}: the columns are ${[...known].sort().join(', ')}. Write COLUMN=VALUE.`,
  );
}

/** Refuses a column that is made of folders, whose names would stay in descriptors and in the log. */
function refuseFolders({ name, options, files }: Snapshot, columns: readonly string[]) {
  if (options.hivePartitioning !== true) return;
  const folder = columns.find((column) =>
    files.some((file) =>
      file.name.split('/').some((part) => columnKey(part).startsWith(`${columnKey(column)}=`)),
    ),
  );
  if (folder === undefined) return;
  throw new StoreError(
    'STORE_USAGE',
    `Column "${folder}" of ${name} is the name of folders, which the store keeps of each snapshot: persons can't be erased from it. Write the data anew with that column in its files, and record it under another name.`,
  );
}
