import { shortDigest } from './digest.ts';
import type { NameState } from './log/name-state.ts';
import type { Digest, LogRecord, RollbackEntry } from './log/record.ts';
import { checkFile } from './snapshot/data-files.ts';
import { readSnapshot, resolveDigest } from './snapshot/read-snapshot.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';

/**
 * Moves a tag back to a snapshot that it named before, whose files are read first: a tag never names data that is not
 * there.
 */
export async function rollBack(
  store: Store,
  state: NameState,
  tag: string,
  { to, reason }: { readonly to?: string; readonly reason?: string },
): Promise<LogRecord & RollbackEntry> {
  const { name } = state;
  const from = resolveDigest(state, tag);
  const target = targetOf(state, tag, to);
  refuseErased(state, target);
  const snapshot = await readSnapshot(store, state, target);
  for (const file of snapshot.files) await checkFile(store, snapshot, file, true);
  const sequence = state.tags.get(tag)?.sequence;
  const record = await store.append(name, (latest) => {
    if (latest.tags.get(tag)?.sequence !== sequence) throw movedMeanwhile(name, tag);
    // An erasure that moved other tags may have been first.
    refuseErased(latest, target);
    return {
      kind: 'rollback',
      snapshot: target,
      moves: [{ tag, to: target, from }],
      reason: reason ?? null,
    };
  });
  if (record.kind !== 'rollback') throw new TypeError('The log has another record.');
  return record;
}

function refuseErased({ name, deprecated, purged }: NameState, target: Digest): void {
  if (!deprecated.has(target) && !purged.has(target)) return;
  throw new StoreError(
    purged.has(target) ? 'SNAPSHOT_PURGED' : 'STORE_USAGE',
    `${name}@${shortDigest(target)} has rows that were erased: roll back to a later snapshot.`,
  );
}

/** Returns the snapshot to go back to: one that the tag named before. */
function targetOf(state: NameState, tag: string, to: string | undefined): Digest {
  const { name } = state;
  const { snapshot, before = [], earlier = [] } = state.tags.get(tag) ?? {};
  if (to === undefined) {
    const usable = earlier.find(
      (one) => one !== snapshot && !state.purged.has(one) && !state.deprecated.has(one),
    );
    if (usable !== undefined) return usable;
    throw new StoreError(
      'STORE_NOT_FOUND',
      `${name}@${tag} named no earlier snapshot${judged(state, tag)}: there is none to roll back to. --to goes to a later one that it named.`,
    );
  }
  const target = resolveDigest(state, to);
  if (target === snapshot)
    throw new StoreError('STORE_USAGE', `${name}@${tag} names ${shortDigest(target)} already.`);
  if (before.includes(target)) return target;
  throw new StoreError(
    'STORE_USAGE',
    `${name}@${tag} never named ${shortDigest(target)}${judged(state, tag)}: only assay promote moves a tag forward.`,
  );
}

const judged = ({ tags }: NameState, tag: string): string =>
  tags.get(tag)?.isGated === true ? ' since assay promote moves it' : '';

/** Returns the error of a tag that another process moved first. */
const movedMeanwhile = (name: string, tag: string): StoreError =>
  new StoreError(
    'STORE_CONFLICT',
    `${name}@${tag} was moved by another process meanwhile, so nothing was changed: look at assay log ${name}, and run again if it is still wanted.`,
  );
