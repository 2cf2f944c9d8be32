import type { Backend } from './backend/backend.ts';
import { documentBytes } from './canonical-json.ts';
import { digestOf } from './digest.ts';
import { logsPrefix, storeKey } from './keys.ts';
import { StoreError } from './store-error.ts';

/**
 * Returns the id of a store; null if there is none.
 *
 * @throws {StoreError} `STORE_BROKEN` for a format that this version does not know.
 */
export async function storeId(backend: Backend): Promise<string | null> {
  const bytes = await backend.read(storeKey);
  if (bytes === null) {
    if ((await backend.list(logsPrefix)).length === 0) return null;
    throw new StoreError(
      'STORE_BROKEN',
      `The store ${backend.shown} has logs and no ${storeKey}: it was copied in part. Copy the whole store again.`,
    );
  }
  const id = idOf(bytes);
  if (id !== null) return id;
  throw new StoreError(
    'STORE_BROKEN',
    `${storeKey} of the store ${backend.shown} is not that of a store of this version: it was edited, or written by a later version of Assay.`,
  );
}

function idOf(bytes: Uint8Array): string | null {
  try {
    const { id } = JSON.parse(Buffer.from(bytes).toString('utf8'));
    return typeof id === 'string' && Buffer.compare(bytes, formatBytes(id)) === 0 ? id : null;
  } catch {
    return null;
  }
}

/** Returns the bytes that make a folder a store, with a digest of the id, so that an edit is not blamed on the logs. */
export const formatBytes = (id: string): Uint8Array =>
  documentBytes({ format: 'assay-store', version: 1, id, check: digestOf(id) });
