import { randomUUID } from 'node:crypto';
import { StoreError } from '../../store-error.ts';
import type { Key } from '../backend.ts';
import { attempts } from './attempts.ts';
import type { Bucket } from './bucket.ts';
import { failureOf, unusable } from './failure.ts';
import { putObject } from './write-object.ts';

/** The object that is only there so that the server can refuse to write it again. */
const key: Key = 'store/exclusive-writes.txt';

const text = 'Assay writes this object twice, to see that the server refuses the second write.\n';

/**
 * Proves that a server refuses an exclusive write of an object that exists. Servers that do not know `If-None-Match` take
 * it, and of two processes that write at once one would be lost.
 *
 * @throws {StoreError} `STORE_UNUSABLE` for a server that takes it, and for one that can't be asked.
 */
export async function proveExclusive(bucket: Bucket): Promise<void> {
  const bytes = Buffer.from(`${text}${randomUUID()}\n`);
  if ((await isRefused(bucket, bytes)) || (await isRefused(bucket, bytes))) return;
  throw new StoreError(
    'STORE_UNUSABLE',
    `The server of the store ${bucket.shown} does not know exclusive writes: it took If-None-Match for an object that exists. Of two processes that write at once it would lose one. Use a server that has them, as S3, MinIO and R2 do, or a store in a folder.`,
  );
}

async function isRefused(bucket: Bucket, bytes: Uint8Array): Promise<boolean> {
  try {
    await attempts(() => putObject(bucket, key, bytes, true));
    return false;
  } catch (error) {
    if (failureOf(error) === 'exists') return true;
    throw unusable('written', bucket.shown, error);
  }
}
