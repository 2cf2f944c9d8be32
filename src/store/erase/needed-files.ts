import type { NameState } from '../log/name-state.ts';
import type { Digest } from '../log/record.ts';
import { refOf } from '../names.ts';
import { readDescriptor } from '../snapshot/read-snapshot.ts';
import type { Store } from '../store.ts';

/**
 * Returns the files that must stay, each with a snapshot that needs it: those of all snapshots of all names that a tag
 * names, and of all others that hold no erased rows.
 */
export async function neededFiles(store: Store): Promise<ReadonlyMap<Digest, string>> {
  const needed = new Map<Digest, string>();
  for (const name of await store.names()) {
    const state = await store.state(name);
    for (const digest of state.snapshots.keys()) {
      const isLive = isNamed(state, digest);
      if (!isLive && (state.purged.has(digest) || state.deprecated.has(digest))) continue;
      for (const file of (await readDescriptor(store, state, digest)).files)
        needed.set(file.digest, refOf(name, digest));
    }
  }
  return needed;
}

/** True if a tag names the snapshot. */
export const isNamed = ({ tags }: NameState, digest: Digest): boolean =>
  [...tags.values()].some(({ snapshot }) => snapshot === digest);
