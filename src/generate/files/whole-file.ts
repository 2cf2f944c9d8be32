import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { checkReplaceable } from '../../system/replaceable.ts';

/**
 * Lets a function write a file that is there as a whole or not at all; missing folders are made.
 *
 * @throws {Error} that of the function, and for a device, a pipe or a folder.
 */
export async function wholeFile(
  path: string,
  write: (part: string) => Promise<void>,
): Promise<void> {
  checkReplaceable(path);
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}.part${extname(path)}`;
  try {
    await write(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
