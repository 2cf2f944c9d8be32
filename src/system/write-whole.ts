import { randomUUID } from 'node:crypto';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { checkReplaceable } from './replaceable.ts';

/**
 * Writes a file completely or not at all: readers see the old or the new content. On a full disk a write may end early
 * without an error; it is continued until all is written, or throws. `sync` waits for the disk.
 */
export async function writeWhole(path: string, text: string, sync = true): Promise<void> {
  checkReplaceable(path);
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
