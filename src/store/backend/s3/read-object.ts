import type { Key } from '../backend.ts';
import { type Bucket, named } from './bucket.ts';
import { failureOf } from './failure.ts';

/** Returns the bytes of an object, by one request; null if there is none. Errors are those of the SDK. */
export async function readObject(bucket: Bucket, key: Key): Promise<Uint8Array | null> {
  try {
    const { GetObjectCommand } = bucket.sdk;
    const { Body } = await bucket.client.send(new GetObjectCommand(named(bucket, key)));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    if (failureOf(error) === 'absent') return null;
    throw error;
  }
}
