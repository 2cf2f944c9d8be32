import type { FileCalls } from './file-calls.ts';

/** Writes a new file and waits for the disk. A write that ends early is continued. */
export async function writeNew(calls: FileCalls, path: string, bytes: Uint8Array): Promise<void> {
  const file = await calls.create(path);
  try {
    let written = 0;
    while (written < bytes.length) {
      const more = await file.write(bytes, written);
      // A full disk may answer so, and would be asked for ever.
      if (more <= 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
      written += more;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Waits until the disk has a file that another call wrote, such as a copy. */
export async function syncFile(calls: FileCalls, path: string): Promise<void> {
  const file = await calls.reopen(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Waits until the disk knows the entries of a folder. Some systems have no such call, and the entries are there without
 * it: an error is no failure of what was written.
 */
export const syncFolder = (calls: FileCalls, path: string): Promise<void> =>
  syncFile(calls, path).catch(() => {});
