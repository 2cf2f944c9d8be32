import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { digestOfKey } from '../keys.ts';
import { StoreError } from '../store-error.ts';
import type { Backend, Key, Listed } from './backend.ts';
import { type FileCalls, nodeFiles } from './file-calls.ts';
import { fileCode, isMissing, unknownWrite, unusable } from './file-error.ts';
import { sweepDrafts } from './sweep-drafts.ts';
import { syncFile, syncFolder, writeNew } from './write-new.ts';

/** The folder of a store in which objects are prepared. What a killed process left there is never read, and is removed. */
const drafts = 'drafts';

/**
 * Returns the backend of a store in a folder. An object is written under another name, then renamed: it is there whole or
 * not at all. An exclusive object is renamed with the folder that it is alone in, which the system refuses where there is
 * one already; no hard links are needed.
 */
export function folderBackend(
  folder: string,
  shown: string = folder,
  calls: FileCalls = nodeFiles,
): Backend {
  const pathOf = (key: Key) => join(folder, ...key.split('/'));
  let isSwept = false;

  async function read(key: Key): Promise<Uint8Array | null> {
    try {
      return await calls.read(pathOf(key));
    } catch (error) {
      if (isMissing(error)) return null;
      throw unusable('read', shown, error);
    }
  }

  /**
   * Prepares something under a name of its own, then gives it its place, unless it is not needed any more (null). What could
   * not be placed is removed.
   */
  async function place(
    prepare: (draft: string) => Promise<string | null>,
    target: string,
  ): Promise<void> {
    const draft = join(folder, drafts, randomUUID());
    try {
      await calls.makeFolder(draft);
      const ready = await prepare(draft);
      if (ready !== null) {
        await calls.makeFolder(dirname(target));
        await calls.rename(ready, target);
      }
    } catch (error) {
      await calls.remove(draft).catch(() => {});
      throw error;
    }
    await syncFolder(calls, dirname(target));
    await calls.remove(draft).catch(() => {});
  }

  async function create(key: Key, bytes: Uint8Array): Promise<boolean> {
    const at = pathOf(key);
    try {
      await place(async (draft) => {
        await writeNew(calls, join(draft, nameOf(key)), bytes);
        await syncFolder(calls, draft);
        return draft;
      }, dirname(at));
    } catch (error) {
      return landed(key, bytes, error);
    }
    // Once is enough for a process: it is killed processes that leave drafts.
    if (!isSwept) await sweepDrafts(calls, join(folder, drafts));
    isSwept = true;
    return true;
  }

  /** Decides by what is there now whether a write landed whose answer was an error. */
  async function landed(key: Key, bytes: Uint8Array, error: unknown): Promise<boolean> {
    let found: Uint8Array | null;
    try {
      found = await read(key);
    } catch {
      throw unknownWrite(shown, key, error);
    }
    if (found !== null) return Buffer.compare(found, bytes) === 0;
    throw unusable('written', shown, error);
  }

  async function write(key: Key, bytes: Uint8Array): Promise<void> {
    try {
      await place(async (draft) => {
        const file = join(draft, nameOf(key));
        await writeNew(calls, file, bytes);
        return file;
      }, pathOf(key));
    } catch (error) {
      if (!(await landed(key, bytes, error))) throw unusable('written', shown, error);
    }
  }

  async function list(prefix: Key): Promise<readonly Listed[]> {
    const found = await listFolder(prefix.slice(0, prefix.lastIndexOf('/') + 1));
    return found
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async function listFolder(above: Key): Promise<Listed[]> {
    const found: Listed[] = [];
    try {
      for (const { name, isFolder } of await calls.list(pathOf(above))) {
        const key = `${above}${name}`;
        if (isFolder) found.push(...(await listFolder(`${key}/`)));
        else found.push({ key, bytes: await calls.size(pathOf(key)) });
      }
    } catch (error) {
      if (!isMissing(error)) throw unusable('read', shown, error);
    }
    return found;
  }

  async function remove(key: Key): Promise<void> {
    try {
      await calls.remove(pathOf(key));
    } catch (error) {
      // A purge may have removed others before: it is finished by the next one.
      throw unusable(
        'changed',
        shown,
        error,
        'What is still there is removed by the same command.',
      );
    }
  }

  async function putFile(key: Key, path: string): Promise<void> {
    const at = pathOf(key);
    if (await isWhole(key, at)) return;
    try {
      await place(async (draft) => {
        const file = join(draft, nameOf(key));
        await calls.copy(path, file);
        await syncFile(calls, file);
        await refuseOther(calls, key, file, path);
        // What another process put there meanwhile may be read already: in its place this one would be a change.
        return (await isWhole(key, at)) ? null : file;
      }, at);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      if (fileCode(error) === 'ENOENT' && (await isGone(path)))
        throw new StoreError('SNAPSHOT_CHANGED', `${path} went away while it was copied.`);
      if (!(await isWhole(key, at))) throw unusable('written', shown, error);
    }
  }

  const isGone = async (path: string): Promise<boolean> =>
    calls.size(path).then(
      () => false,
      (error) => isMissing(error),
    );

  const isWhole = async (key: Key, at: string): Promise<boolean> => {
    const wanted = digestOfKey(key);
    return wanted !== null && (await calls.digest(at).catch(() => null)) === wanted;
  };

  return {
    shown,
    read,
    create,
    write,
    list,
    remove,
    putFile,
    localFile: async (key) =>
      (await sizeOf(calls, pathOf(key), shown)) === null ? null : pathOf(key),
  };
}

const nameOf = (key: Key): string => key.slice(key.lastIndexOf('/') + 1);

async function sizeOf(calls: FileCalls, path: string, shown: string): Promise<number | null> {
  try {
    return await calls.size(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw unusable('read', shown, error);
  }
}

/** Refuses a copy that has other bytes than the key says, since the file changed after its digest was taken. */
async function refuseOther(calls: FileCalls, key: Key, copy: string, path: string): Promise<void> {
  const wanted = digestOfKey(key);
  if (wanted === null || (await calls.digest(copy)) === wanted) return;
  throw new StoreError(
    'SNAPSHOT_CHANGED',
    `${path} changed while it was copied: run again once it is written.`,
  );
}
