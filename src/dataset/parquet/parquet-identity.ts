import { createHash } from 'node:crypto';
import type { IdentityKind } from '../dataset.ts';
import { contentDigest } from '../files/file-digests.ts';
import { fileState } from '../files/file-state.ts';
import { firstBytes } from '../files/find/find-files.ts';

/** The size of the footer's length and the magic number, at the end of the file. */
const tail = 8;

/**
 * Returns the identity of a Parquet file: its path with size, times and a digest of its footer (which has place, size
 * and statistics of every column chunk), or its path with a digest of all its bytes.
 */
export async function identifyParquet(path: string, kind: IdentityKind): Promise<string> {
  if (kind === 'content') return `${path} ${await contentDigest(path)}`;
  const { size, text } = await fileState(path);
  return `${text} ${await digestOfFooter(path, size)}`;
}

/** Returns a digest of a Parquet file's size and footer, which is the same for copies of the file. */
export async function footerDigest(path: string): Promise<string> {
  const { size } = await fileState(path);
  return `${size} ${await digestOfFooter(path, size)}`;
}

async function digestOfFooter(path: string, size: number): Promise<string> {
  const end = await firstBytes(path, tail, size - tail);
  const length = Math.min(end.readUInt32LE(0) + tail, size);
  const footer = await firstBytes(path, length, size - length);
  return createHash('sha256').update(footer).digest('hex');
}
