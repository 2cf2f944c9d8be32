import type { Dataset } from '../../dataset/dataset.ts';
import type { CataloguedSnapshot } from '../../outcome/catalogue/catalogue.ts';
import type { SnapshotDataset } from '../../store/snapshot/snapshot-dataset.ts';
import { StoreError } from '../../store/store-error.ts';

const isSnapshot = (dataset: Dataset): dataset is SnapshotDataset => dataset.kind === 'snapshot';

/**
 * Returns what the tags of the snapshots name that datasets are, and what those were made from. A store that is not on this
 * machine, and a snapshot that is not there, are no lineage.
 */
export async function lineageOf(
  datasets: readonly Dataset[],
): Promise<readonly CataloguedSnapshot[]> {
  const refs = datasets.filter(isSnapshot).map(({ snapshotRef }) => snapshotRef);
  const names = new Map(refs.map((ref) => [JSON.stringify([ref.name, ref.store ?? null]), ref]));
  const found: CataloguedSnapshot[] = [];
  for (const { name, store } of names.values()) found.push(...(await tagsOf(name, store)));
  return found;
}

async function tagsOf(
  name: string,
  location: string | undefined,
): Promise<readonly CataloguedSnapshot[]> {
  const { openStore } = await import('../../store/open-store.ts');
  try {
    const store = await openStore(location);
    const { tags } = await store.state(name);
    return await Promise.all(
      [...tags.keys()].map(async (tag) => {
        const { digest, created, rows, lineage, commit } = await store.snapshot(`${name}@${tag}`);
        return { dataset: name, tag, digest, created, rows, ...lineage, commit };
      }),
    );
  } catch (error) {
    if (error instanceof StoreError && error.code !== 'STORE_BROKEN') return [];
    throw error;
  }
}
