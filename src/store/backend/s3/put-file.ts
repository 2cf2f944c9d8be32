import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { digestOfFile, hexOf } from '../../digest.ts';
import { digestOfKey } from '../../keys.ts';
import type { Digest } from '../../log/record.ts';
import { StoreError } from '../../store-error.ts';
import type { Key } from '../backend.ts';
import { fileCode, isMissing } from '../file-error.ts';
import { attempts } from './attempts.ts';
import { type Bucket, named } from './bucket.ts';
import { describeObject } from './describe-object.ts';
import { unusable } from './failure.ts';

/** The size of the largest object that one request can write. */
const largest = 5 * 2 ** 30;

/** Puts a file into a bucket, unless its bytes are there. A file that changes meanwhile is not written. */
export async function putFile(bucket: Bucket, key: Key, path: string): Promise<void> {
  const digest = digestOfKey(key) ?? (await digestOfFile(path).catch(unreadable(path)));
  const { size } = await stat(path).catch(unreadable(path));
  if (size > largest)
    throw new StoreError(
      'STORE_USAGE',
      `${path} has more than 5 GiB, which is too large for one object of a bucket: split it, or leave it in place (without --copy).`,
    );
  try {
    await attempts(async () => {
      const there = await describeObject(bucket, key);
      if (there?.bytes !== size || there.digest !== digest)
        await upload(bucket, key, path, size, digest);
    });
  } catch (error) {
    throw error instanceof StoreError ? error : unusable('written', bucket.shown, error);
  }
}

async function upload(bucket: Bucket, key: Key, path: string, size: number, digest: Digest) {
  const { PutObjectCommand } = bucket.sdk;
  const stop = new AbortController();
  const failed: unknown[] = [];
  // An error of a body does not end its request by itself.
  const body = Readable.from(chunks(path, size, digest)).on('error', (error) => {
    failed.push(error);
    stop.abort();
  });
  const command = new PutObjectCommand({
    ...named(bucket, key),
    Body: body,
    ContentLength: size,
    ChecksumAlgorithm: 'SHA256',
    ChecksumSHA256: Buffer.from(hexOf(digest), 'hex').toString('base64'),
  });
  try {
    await bucket.client.send(command, { abortSignal: stop.signal });
  } catch (error) {
    throw failed[0] ?? error;
  } finally {
    body.destroy();
  }
}

/** Reads a file. Its last bytes are held back until its digest is known, so that no server gets all of another file. */
async function* chunks(path: string, size: number, digest: Digest): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let held: Buffer | null = null;
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
      const bytes: Buffer = chunk;
      hash.update(bytes);
      read += bytes.length;
      if (held !== null) yield held;
      held = bytes;
    }
  } catch (error) {
    unreadable(path)(error);
  }
  if (read !== size || `sha256:${hash.digest('hex')}` !== digest)
    throw new StoreError(
      'SNAPSHOT_CHANGED',
      `${path} changed while it was copied: run again once it is written.`,
    );
  if (held !== null) yield held;
}

const unreadable =
  (path: string) =>
  (error: unknown): never => {
    throw new StoreError(
      'SNAPSHOT_CHANGED',
      isMissing(error)
        ? `${path} went away while it was copied.`
        : `${path} could not be read while it was copied (${fileCode(error)}).`,
    );
  };
