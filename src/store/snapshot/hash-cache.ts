import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../system/write-whole.ts';
import { digestOfFile, isDigest } from '../digest.ts';
import type { Digest } from '../log/record.ts';

/** A file that changed more recently, in milliseconds, may change again within the same tick of its clock. */
const settled = 2000;

/**
 * Returns the digest of a file. A file whose size, time of change and inode are as they were is not read again, unless
 * `read` is true; without a folder to remember digests in, it always is.
 */
export async function digestOfData(
  path: string,
  folder: string | null,
  read: boolean,
): Promise<Digest> {
  const at =
    folder === null
      ? null
      : join(folder, `${createHash('sha256').update(path).digest('hex')}.json`);
  const before = await stateOf(path);
  const known = at === null || read ? null : await remembered(at, before);
  if (known !== null) return known;
  const digest = await digestOfFile(path);
  const after = await stateOf(path);
  if (before !== after) return digestOfData(path, folder, true);
  if (at !== null && folder !== null && Date.now() - changedAt(after) > settled) {
    // A digest that can't be remembered is taken again the next time.
    await mkdir(folder, { recursive: true })
      .then(() => writeWhole(at, JSON.stringify({ state: after, digest }), false))
      .catch(() => {});
  }
  return digest;
}

async function stateOf(path: string): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino, dev } = await stat(path, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino, dev].join(' ');
}

const changedAt = (state: string): number => Number(state.split(' ')[2]) / 1e6;

async function remembered(at: string, state: string): Promise<Digest | null> {
  try {
    const { state: known, digest } = JSON.parse(await readFile(at, 'utf8'));
    return known === state && isDigest(digest) ? digest : null;
  } catch {
    return null;
  }
}
