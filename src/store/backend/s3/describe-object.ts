import type { Digest } from '../../log/record.ts';
import type { Key } from '../backend.ts';
import { type Bucket, named } from './bucket.ts';
import { failureOf } from './failure.ts';

/** The server's words on an object. */
export interface ObjectDescription {
  readonly bytes: number;
  /** The digest that the server compared with the bytes when they were written; null if it keeps none. */
  readonly digest: Digest | null;
  /** The entity tag, which is another one once the object is written again with other bytes. */
  readonly etag: string | null;
}

/** Asks a server for an object, without its bytes, by one request; null if there is none. */
export async function describeObject(bucket: Bucket, key: Key): Promise<ObjectDescription | null> {
  try {
    const { HeadObjectCommand } = bucket.sdk;
    const { ContentLength, ChecksumSHA256, ETag } = await bucket.client.send(
      new HeadObjectCommand({ ...named(bucket, key), ChecksumMode: 'ENABLED' }),
    );
    return {
      bytes: ContentLength ?? 0,
      digest: digestOfChecksum(ChecksumSHA256),
      etag: ETag ?? null,
    };
  } catch (error) {
    if (failureOf(error) === 'absent') return null;
    throw error;
  }
}

/** Returns the digest of a checksum in base64. That of an upload in parts, with their number, is none of the bytes. */
function digestOfChecksum(checksum: string | undefined): Digest | null {
  const bytes = Buffer.from(checksum?.includes('-') ? '' : (checksum ?? ''), 'base64');
  return bytes.length === 32 ? `sha256:${bytes.toString('hex')}` : null;
}
