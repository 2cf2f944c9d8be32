import { randomUUID } from 'node:crypto';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';

/**
 * Write a file whole or not at all: whoever reads it meanwhile sees the old one or the new one. On a disk without room a
 * write may end early without an error; it goes on until all is there, or throws. `sync` waits for the disk.
 */
export async function writeWhole(path: string, text: string, sync = true): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(part, 'wx');
    try {
      await file.writeFile(text);
      if (sync) await file.sync();
    } finally {
      await file.close();
    }
    const old = await stat(path).catch(() => null);
    if (old?.isFile()) await chmod(part, old.mode);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
