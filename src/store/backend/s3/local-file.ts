import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { digestOf } from '../../digest.ts';
import { broughtName, digestOfKey, entityTagName } from '../../keys.ts';
import type { Digest } from '../../log/record.ts';
import { digestOfData } from '../../snapshot/hash-cache.ts';
import { StoreError } from '../../store-error.ts';
import type { Key } from '../backend.ts';
import { fileCode } from '../file-error.ts';
import { attempts } from './attempts.ts';
import { type Bucket, named } from './bucket.ts';
import { describeObject, type ObjectDescription } from './describe-object.ts';
import { failureOf, unusable } from './failure.ts';

/**
 * Brings an object to a folder, and returns its path there; null if there is no such object. A data file is compared with
 * the digest in its key. One that was brought before is not brought again, while the server still has it as it was.
 */
export async function localFile(bucket: Bucket, key: Key, folder: string): Promise<string | null> {
  const wanted = digestOfKey(key);
  const path = join(folder, broughtName(wanted ?? digestOf(bucket.shown + key)));
  try {
    return await attempts(async () => {
      const there = await describeObject(bucket, key);
      if (there === null) return null;
      if (wanted !== null && (await isBrought(path, folder, there, wanted))) return path;
      return download(bucket, key, path, folder);
    });
  } catch (error) {
    throw error instanceof StoreError ? error : unusable('read', bucket.shown, error);
  }
}

async function isBrought(
  path: string,
  folder: string,
  { etag }: ObjectDescription,
  wanted: Digest,
): Promise<boolean> {
  const brought = await readFile(entityTagName(path), 'utf8').catch(() => null);
  return brought !== null && brought === etag && isWhole(path, folder, wanted);
}

const isWhole = async (path: string, folder: string, wanted: Digest): Promise<boolean> =>
  (await digestOfData(path, join(folder, 'digests'), false).catch(() => null)) === wanted;

async function download(
  bucket: Bucket,
  key: Key,
  path: string,
  folder: string,
): Promise<string | null> {
  const { GetObjectCommand } = bucket.sdk;
  const draft = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  try {
    await mkdir(folder, { recursive: true }).catch(unwritable(folder));
    const { Body, ETag } = await bucket.client.send(new GetObjectCommand(named(bucket, key)));
    await pipeline(
      Body instanceof Readable ? Body : Readable.from([]),
      async function* (chunks) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(draft, { flags: 'wx' }),
    ).catch((error: unknown) => {
      throw isOfDisk(error) ? unwritable(folder)(error) : error;
    });
    const wanted = digestOfKey(key);
    if (wanted !== null && `sha256:${hash.digest('hex')}` !== wanted) throw edited(bucket, key);
    // What another process brought meanwhile may be read already: in its place this one would be a change.
    if (wanted !== null && (await isWhole(path, folder, wanted))) return path;
    await rename(draft, path).catch(unwritable(folder));
    // Without it the file is brought again.
    await writeFile(entityTagName(path), ETag ?? '').catch(() => {});
    return path;
  } catch (error) {
    if (failureOf(error) === 'absent') return null;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** True for an error of the file that is written, and false for one of the connection. */
const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && ['open', 'write'].includes(String(error.syscall));

const unwritable =
  (folder: string) =>
  (error: unknown): never => {
    throw new StoreError(
      'STORE_UNUSABLE',
      `${folder} could not be written (${fileCode(error)}): data of the store is brought there before it is read.`,
    );
  };

const edited = ({ shown }: Bucket, key: Key) =>
  new StoreError(
    'STORE_BROKEN',
    `${key} of the store ${shown} has other bytes than its name says: someone edited it. Restore it from a copy of the store.`,
  );
