import { type OpenStoreOptions, openStore as open } from './open-store.ts';
import type { SnapshotStore } from './store.ts';

/**
 * Opens a store: a folder, or `s3://bucket/prefix`. Where none is named, it is that of the environment variable
 * `ASSAY_STORE`, else that of `assay.config.ts`, else the folder `.assay`. A store comes into being with its first
 * snapshot.
 *
 * @throws {StoreError} `STORE_USAGE` for a location or a config that can't be, `STORE_UNUSABLE` for what can't be read.
 *
 * @example
 * const store = await openStore('.assay');
 * await store.create('trips', csv('data/trips.csv'), { tag: 'candidate' });
 */
export async function openStore(
  location?: string,
  options?: OpenStoreOptions,
): Promise<SnapshotStore> {
  return open(location, options);
}
