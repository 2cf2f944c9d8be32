import { createHash } from 'node:crypto';
import { contentDigest } from '../dataset/files/file-digests.ts';
import type { Digest } from './log/record.ts';

/** Returns the SHA-256 digest of some bytes. */
export const digestOf = (bytes: Uint8Array | string): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Returns the SHA-256 digest of a file, all of which is read. */
export const digestOfFile = async (path: string): Promise<Digest> =>
  `sha256:${await contentDigest(path)}`;

/** True for a digest as it is written here. */
export const isDigest = (value: unknown): value is Digest =>
  typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);

/** Returns the hexadecimal digits of a digest. */
export const hexOf = (digest: Digest): string => digest.slice('sha256:'.length);

/** Returns a digest as people read it: its first twelve digits. */
export const shortDigest = (digest: Digest): string => hexOf(digest).slice(0, 12);
