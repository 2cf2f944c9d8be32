import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileKind } from './data-file.ts';
import { findFiles } from './find/find-files.ts';
import type { Place } from './location.ts';

/** Returns a digest of each file that is the same for copies of it; null if one of them is remote. */
export async function fileDigests(
  places: readonly Place[],
  root: string,
  kind: FileKind,
): Promise<readonly string[] | null> {
  const files = await findFiles(places, root, kind);
  if (files.some(({ remote }) => remote)) return null;
  const digest = kind.digest ?? contentDigest;
  const digests: string[] = [];
  for (const { path } of files) digests.push(await digest(path));
  return digests;
}

/** The bytes that are read at a time: larger reads are no faster. */
const atOnce = 1 << 20;

/** Returns the SHA-256 digest of all bytes of a file. The next bytes are read while the last ones are hashed. */
export async function contentDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    let [buffer, other] = [Buffer.allocUnsafe(atOnce), Buffer.allocUnsafe(atOnce)];
    let reading = file.read(buffer, 0, atOnce, null);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return hash.digest('hex');
      reading = file.read(other, 0, atOnce, null);
      hash.update(buffer.subarray(0, bytesRead));
      [buffer, other] = [other, buffer];
    }
  } finally {
    await file.close();
  }
}
