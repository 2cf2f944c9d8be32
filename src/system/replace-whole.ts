import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkReplaceable } from './replaceable.ts';

/**
 * Writes a file completely or not at all, synchronously; missing folders are created. Readers see the old or the new
 * content.
 *
 * @throws {Error} for a device, a pipe or a folder, and if it can't be written.
 */
export function replaceWhole(path: string, text: string): void {
  checkReplaceable(path);
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${randomUUID()}.part`;
  try {
    writeFileSync(part, text, { flag: 'wx' });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
