import { closest } from '../value/closest.ts';
import type { Backend } from './backend/backend.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';
import { storeId } from './store-id.ts';

/**
 * Returns what the log of a dataset says.
 *
 * @throws {StoreError} `STORE_NOT_FOUND` if there is no store, or no such dataset in it.
 */
export async function knownState(store: Store, name: string): ReturnType<Store['state']> {
  if ((await storeId(store.backend)) === null) throw noStore(store.backend);
  const state = await store.state(name);
  if (state.head !== null) return state;
  const names = await store.names();
  const near = closest(name, names);
  throw new StoreError(
    'STORE_NOT_FOUND',
    `The store ${store.location} has no snapshot of '${name}'.${near === undefined ? '' : ` Did you mean '${near}'?`} ${names.length === 0 ? 'It is empty.' : `It has ${names.join(', ')}.`} assay snapshot create ${name} FILES makes one.`,
  );
}

/** Returns the error of a store that does not exist. */
export const noStore = ({ shown }: Backend) =>
  new StoreError(
    'STORE_NOT_FOUND',
    `There is no store at ${shown}: assay snapshot create NAME FILES makes one, and ASSAY_STORE or store in assay.config.ts name another.`,
  );
