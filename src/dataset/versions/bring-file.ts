import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../value/thrown.ts';
import { DatasetError } from '../dataset.ts';

/** A digest that a file's bytes must have. */
export interface KnownBytes {
  /** Starts a digest of the bytes. */
  readonly hash: () => Hashing;
  /** The digest as hex text. */
  readonly digest: string;
}

/** A digest of bytes that are still to come. */
export interface Hashing {
  update(chunk: Buffer): unknown;
  digest(encoding: 'hex'): string;
}

/** Returns what is known by a digest of Node, over some text and then the bytes. */
export const knownBy = (algorithm: string, digest: string, before = ''): KnownBytes => ({
  hash: () => createHash(algorithm).update(before),
  digest,
});

/**
 * Brings a file into the cache, completely or not at all. One that is there is read and compared with its digest, since
 * anything may have written into the cache; only if it differs is it brought again.
 *
 * @throws {DatasetError} `DATASET_UNREADABLE` if the bytes are not those of the digest, or can't be written.
 */
export async function bringFile(
  target: string,
  known: KnownBytes,
  shown: string,
  open: () => Readable,
): Promise<void> {
  if (await isKnown(target, known)) return;
  const part = `${target}.${randomUUID()}.part`;
  try {
    await mkdir(dirname(target), { recursive: true });
    const digest = await copied(open(), part, known);
    if (digest !== known.digest)
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `${shown} is damaged where it is kept: its bytes are not those of its digest ${known.digest}.`,
      );
    // What another process brought meanwhile may be read already: in its place this one would be a change.
    if (!(await isKnown(target, known))) await rename(part, target);
  } catch (error) {
    if (error instanceof DatasetError) throw error;
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} could not be brought into the cache folder ${dirname(target)}: ${messageOf(error)}.`,
    );
  } finally {
    await rm(part, { force: true });
  }
}

/** True if a file has the bytes that are known. */
export async function isKnown(path: string, known: KnownBytes): Promise<boolean> {
  const status = await stat(path).catch(() => null);
  if (!status?.isFile()) return false;
  const hash = known.hash();
  for await (const chunk of createReadStream(path, { highWaterMark })) hash.update(chunk as Buffer);
  return hash.digest('hex') === known.digest;
}

const highWaterMark = 1024 * 1024;

async function copied(from: Readable, part: string, known: KnownBytes): Promise<string> {
  const hash = known.hash();
  await pipeline(
    from,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(part, { flags: 'wx' }),
  );
  return hash.digest('hex');
}
