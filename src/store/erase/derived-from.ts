import type { Digest } from '../log/record.ts';
import { refOf } from '../names.ts';
import type { Store } from '../store.ts';

/** A snapshot that was made from others. */
export interface DerivedSnapshot {
  readonly name: string;
  readonly snapshot: Digest;
  /** The step that made it, such as `train.py`; null if none was named. */
  readonly step: string | null;
  /** The tags that name it now. */
  readonly tags: readonly string[];
  /** The snapshot that it was made from: `trips@sha256:...`. */
  readonly from: string;
}

/**
 * Returns the snapshots of all names in the store that were made from some snapshots, directly or through others. Those
 * whose data was deleted are passed over, though not what was made from them.
 */
export async function derivedFrom(
  store: Store,
  name: string,
  snapshots: Iterable<Digest>,
): Promise<readonly DerivedSnapshot[]> {
  const all = await madeFromOthers(store);
  const found = new Map<string, DerivedSnapshot & { readonly isPurged: boolean }>();
  let sources = new Set([...snapshots].map((digest) => refOf(name, digest)));
  const seen = new Set(sources);
  while (sources.size > 0) {
    const next = new Set<string>();
    for (const one of all) {
      const ref = refOf(one.name, one.snapshot);
      const from = one.inputs.find((input) => sources.has(input));
      if (from === undefined || seen.has(ref)) continue;
      seen.add(ref);
      next.add(ref);
      found.set(ref, { ...one, from });
    }
    sources = next;
  }
  return [...found.values()]
    .filter(({ isPurged }) => !isPurged)
    .map(({ name: made, snapshot, step, tags, from }) => ({
      name: made,
      snapshot,
      step,
      tags,
      from,
    }));
}

async function madeFromOthers(store: Store) {
  const all = [];
  for (const name of await store.names()) {
    const { tags, purged } = await store.state(name);
    const tagsOf = (digest: Digest) =>
      [...tags].flatMap(([tag, { snapshot }]) => (snapshot === digest ? [tag] : []));
    for (const record of await store.log(name)) {
      if (record.kind !== 'create') continue;
      const { snapshot, lineage } = record;
      all.push({
        name,
        snapshot,
        step: lineage.step,
        inputs: lineage.inputs,
        tags: tagsOf(snapshot),
        isPurged: purged.has(snapshot),
      });
    }
  }
  return all;
}
