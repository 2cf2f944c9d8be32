import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
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

/** Returns a digest of all bytes of a file. */
export async function contentDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
