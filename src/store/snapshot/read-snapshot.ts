import { closest } from '../../value/closest.ts';
import { digestOf, hexOf, shortDigest } from '../digest.ts';
import { descriptorKey } from '../keys.ts';
import type { NameState } from '../log/name-state.ts';
import type { Digest } from '../log/record.ts';
import { defaultTag, parseAt, parseRef, type SnapshotRef } from '../names.ts';
import type { Store } from '../store.ts';
import { StoreError } from '../store-error.ts';
import { contentDigestOf } from './content-digest.ts';
import { snapshotOf } from './descriptor.ts';
import type { Snapshot } from './snapshot-record.ts';

/**
 * Returns the digest that a tag or the first digits of a digest name.
 *
 * @throws {StoreError} `STORE_NOT_FOUND`; `STORE_USAGE` for a reference to another dataset
 */
export function resolveDigest(state: NameState, at: string): Digest {
  const { tag, digits } = at.includes('@') ? ownRef(state, at) : parseAt(at);
  if (tag !== null) return tagged(state, tag);
  const found = [...state.snapshots.keys()].filter((digest) =>
    hexOf(digest).startsWith(digits ?? ''),
  );
  if (found[0] !== undefined && found.length === 1) return found[0];
  throw new StoreError(
    'STORE_NOT_FOUND',
    found.length > 1
      ? `${found.length} snapshots of ${state.name} begin with ${digits}: write more digits.`
      : `${state.name} has no snapshot ${digits}: assay log ${state.name} lists them.`,
  );
}

function ownRef({ name }: NameState, ref: string): SnapshotRef {
  const parsed = parseRef(ref);
  if (parsed.name === name) return parsed;
  throw new StoreError(
    'STORE_USAGE',
    `${ref} is no snapshot of ${name}: write ${name}@ and a tag or digest.`,
  );
}

function tagged({ name, tags }: NameState, tag: string): Digest {
  const found = tags.get(tag);
  if (found) return found.snapshot;
  const near = closest(tag, [...tags.keys()]);
  const known = tags.size === 0 ? 'It has no tags.' : `It has ${[...tags.keys()].join(', ')}.`;
  throw new StoreError(
    'STORE_NOT_FOUND',
    `${name} has no tag '${tag}'.${near === undefined ? '' : ` Did you mean '${near}'?`} ${known} ${tag === defaultTag ? `assay snapshot create ${name} FILES --tag ${tag}` : `assay promote ${name} --from candidate --to ${tag}`} makes one.`,
  );
}

/**
 * Reads the descriptor of a recorded snapshot.
 *
 * @throws {StoreError} `STORE_BROKEN` for a descriptor that is missing or is not what was recorded, `SNAPSHOT_PURGED` for
 * a snapshot whose data was deleted.
 */
export async function readSnapshot(
  store: Store,
  state: NameState,
  digest: Digest,
): Promise<Snapshot> {
  if (state.purged.has(digest))
    throw new StoreError(
      'SNAPSHOT_PURGED',
      `The data of ${state.name}@${shortDigest(digest)} was deleted, since rows in it were erased: use a later snapshot.`,
    );
  return readDescriptor(store, state, digest);
}

/** Reads the descriptor of a snapshot as {@link readSnapshot} does, also if its data was deleted. */
export async function readDescriptor(
  store: Store,
  { name, snapshots }: NameState,
  digest: Digest,
): Promise<Snapshot> {
  const descriptor = snapshots.get(digest);
  if (descriptor === undefined)
    throw new StoreError('STORE_NOT_FOUND', `${name} has no snapshot ${shortDigest(digest)}.`);
  const key = descriptorKey(name, digest, descriptor);
  const bytes = await store.backend.read(key);
  if (bytes === null)
    throw broken(store, key, 'it is missing: the store was copied in part, or someone removed it');
  if (digestOf(bytes) !== descriptor)
    throw broken(store, key, 'it is not what was recorded: someone edited it');
  const snapshot = snapshotOf(JSON.parse(Buffer.from(bytes).toString('utf8')), key);
  if (snapshot.name !== name || contentDigestOf(snapshot) !== digest)
    throw broken(store, key, 'it describes another snapshot');
  return snapshot;
}

const broken = (store: Store, key: string, why: string) =>
  new StoreError(
    'STORE_BROKEN',
    `${key} of the store ${store.location} can't be relied on: ${why}. Restore it from a copy of the store.`,
  );
