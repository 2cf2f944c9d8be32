import type { Backend, Key, Listed } from './backend.ts';
import { attempts } from './s3/attempts.ts';
import { type Bucket, named } from './s3/bucket.ts';
import { type Environment, loadSdk, s3Client } from './s3/client.ts';
import { failureOf, unknownChange, unusable } from './s3/failure.ts';
import { localFile } from './s3/local-file.ts';
import { bucketLocation } from './s3/location.ts';
import { proveExclusive } from './s3/prove-exclusive.ts';
import { putFile } from './s3/put-file.ts';
import { readObject } from './s3/read-object.ts';
import { writeObject } from './s3/write-object.ts';

/**
 * Returns the backend of a store in a bucket of S3, or of a server with its interface. No request is made yet.
 *
 * @throws {StoreError} `STORE_USAGE` for a URL other than `s3://bucket/prefix`, `STORE_UNUSABLE` without the AWS SDK.
 */
export async function s3Backend(url: string, env: Environment): Promise<Backend> {
  const location = bucketLocation(url);
  const sdk = await loadSdk();
  const bucket: Bucket = { ...location, sdk, client: s3Client(sdk, env) };
  const { shown } = location;
  let proof: Promise<void> | null = null;

  async function request<T>(what: string, send: () => Promise<T>): Promise<T> {
    try {
      return await attempts(send);
    } catch (error) {
      throw unusable(what, shown, error);
    }
  }

  /** Proves once that the server has exclusive writes; again if it could not be asked. */
  function proven(): Promise<void> {
    proof ??= proveExclusive(bucket).catch((error: unknown) => {
      proof = null;
      throw error;
    });
    return proof;
  }

  return {
    shown,
    read: (key) => request('read', () => readObject(bucket, key)),
    create: async (key, bytes) => {
      await proven();
      return writeObject(bucket, key, bytes, true);
    },
    write: async (key, bytes) => {
      await writeObject(bucket, key, bytes, false);
    },
    list: (prefix) => request('read', () => listObjects(bucket, prefix)),
    remove: (key) => removeObject(bucket, key),
    putFile: (key, path) => putFile(bucket, key, path),
    localFile: (key, folder) => localFile(bucket, key, folder),
  };
}

async function listObjects(bucket: Bucket, prefix: Key): Promise<readonly Listed[]> {
  const { sdk, client, prefix: root } = bucket;
  const found: Listed[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket.bucket,
        Prefix: root + prefix,
        ContinuationToken: next,
      }),
    );
    for (const { Key: key = '', Size: bytes = 0 } of page.Contents ?? [])
      found.push({ key: key.slice(root.length), bytes });
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function removeObject(bucket: Bucket, key: Key): Promise<void> {
  try {
    await attempts(async () => {
      await bucket.client.send(new bucket.sdk.DeleteObjectCommand(named(bucket, key)));
    });
  } catch (error) {
    throw failureOf(error) === 'lost'
      ? unknownChange('removed from', bucket.shown, key, error)
      : unusable('changed', bucket.shown, error);
  }
}
