import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Backend } from './backend/backend.ts';
import type { FileCalls } from './backend/file-calls.ts';
import { folderBackend } from './backend/folder.ts';
import { s3Backend } from './backend/s3.ts';
import { loadConfig } from './config/load-config.ts';
import { digestOf, shortDigest } from './digest.ts';
import { documentKey, logsPrefix, storeKey } from './keys.ts';
import { knownState, noStore } from './known-state.ts';
import { appendRecord } from './log/append.ts';
import { foldLog } from './log/fold.ts';
import { readLog } from './log/read-log.ts';
import { checkName, checkTag, defaultTag, isName, parseRef } from './names.ts';
import { rollBack } from './roll-back.ts';
import { createSnapshot } from './snapshot/create-snapshot.ts';
import { readSnapshot, resolveDigest } from './snapshot/read-snapshot.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';
import { formatBytes, storeId } from './store-id.ts';
import { verifyStore } from './verify-store.ts';

/** The options of `openStore`. */
export interface OpenStoreOptions {
  /** The folder that relative paths start from, and that files in place lie in. The default is the working directory. */
  readonly root?: string;
  /** The environment. The default is that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The store of a project without a configuration. */
const usualStore = '.assay';

/** Opens a store with all that its parts need; see `openStore` of the public surface. */
export async function openStore(
  location?: string,
  { root = process.cwd(), env = process.env }: OpenStoreOptions = {},
): Promise<Store> {
  const base = resolve(root);
  const place = location ?? (env.ASSAY_STORE || (await loadConfig(base)).store) ?? usualStore;
  return storeOn(await backendOf(place, base, env), base);
}

/** Returns the backend of a location. */
async function backendOf(
  location: string,
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Backend> {
  if (location.startsWith('s3://')) return s3Backend(location, env);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(location))
    throw new StoreError(
      'STORE_USAGE',
      `A store is a folder or s3://bucket/prefix, and ${location.split('//')[0]} is neither.`,
    );
  return inFolder(location, root);
}

/** Returns the backend of a store in a folder, on the given calls to the file system. */
export const inFolder = (location: string, root: string, calls?: FileCalls): Backend =>
  folderBackend(resolve(root, location), location, calls);

/** Returns the store on a backend. */
export function storeOn(backend: Backend, root: string): Store {
  const state: Store['state'] = async (name) => foldLog(name, await store.log(name));
  const store: Store = {
    location: backend.shown,
    root,
    backend,
    state,
    create: async (name, data, options = {}) => {
      await initialise(backend);
      return createSnapshot(store, name, data, options);
    },
    snapshot: async (ref) => {
      const { name, tag, digits } = parseRef(ref);
      const known = await knownState(store, name);
      return readSnapshot(store, known, resolveDigest(known, tag ?? digits ?? defaultTag));
    },
    names: async () => {
      const listed = await backend.list(logsPrefix);
      // Tools leave files of their own in folders that they show.
      return [...new Set(listed.map(({ key }) => key.split('/')[1] ?? ''))].filter(isName).sort();
    },
    log: async (name) => {
      checkName(name);
      const id = await storeId(backend);
      return id === null ? [] : readLog(backend, name, id);
    },
    rollback: async (name, tag, options = {}) => {
      checkTag(tag);
      return rollBack(store, await knownState(store, checkName(name)), tag, options);
    },
    verify: async (name) => verifyStore(store, name),
    append: async (name, entry) => {
      const id = await storeId(backend);
      if (id === null) throw noStore(backend);
      return appendRecord(backend, id, checkName(name), entry);
    },
    putDocument: async (kind, bytes) => {
      const digest = digestOf(bytes);
      await backend.write(documentKey(kind, digest), bytes);
      return digest;
    },
    document: async (kind, digest) => {
      const key = documentKey(kind, digest);
      const bytes = await backend.read(key);
      if (bytes === null || digestOf(bytes) === digest) return bytes;
      throw new StoreError(
        'STORE_BROKEN',
        `${key} of the store ${backend.shown} is not the document ${shortDigest(digest)}: someone edited it. Restore it from a copy of the store.`,
      );
    },
  };
  return store;
}

/** Makes a store of a folder that is none yet. */
async function initialise(backend: Backend): Promise<void> {
  if ((await storeId(backend)) !== null) return;
  await backend.create(storeKey, formatBytes(randomUUID()));
}
