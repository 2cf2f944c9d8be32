import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { IdentityKind } from '../dataset.ts';
import { fileState } from '../files/file-state.ts';
import { firstBytes } from '../files/find/find-files.ts';

/** The size of the footer's length and the magic number, at the end of the file. */
const tail = 8;

/**
 * Returns the identity of a Parquet file: its path with size, times and a digest of its footer (which has place, size
 * and statistics of every column chunk), or its path with a digest of all its bytes.
 */
export async function identifyParquet(path: string, kind: IdentityKind): Promise<string> {
  if (kind === 'content') return `${path} ${await digestOf(path)}`;
  const { size, text } = await fileState(path);
  const end = await firstBytes(path, tail, size - tail);
  const length = Math.min(end.readUInt32LE(0) + tail, size);
  const footer = await firstBytes(path, length, size - length);
  return `${text} ${createHash('sha256').update(footer).digest('hex')}`;
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
