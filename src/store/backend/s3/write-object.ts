import { createHash } from 'node:crypto';
import type { Key } from '../backend.ts';
import { attempts, pause, tries } from './attempts.ts';
import { type Bucket, named } from './bucket.ts';
import { failureOf, unknownChange, unusable } from './failure.ts';
import { readObject } from './read-object.ts';

/** Puts an object by one request, which fails where there is one if it is exclusive. */
export async function putObject(
  bucket: Bucket,
  key: Key,
  bytes: Uint8Array,
  exclusive: boolean,
): Promise<void> {
  const { PutObjectCommand } = bucket.sdk;
  await bucket.client.send(
    new PutObjectCommand({
      ...named(bucket, key),
      Body: bytes,
      ContentLength: bytes.length,
      ChecksumAlgorithm: 'SHA256',
      ChecksumSHA256: createHash('sha256').update(bytes).digest('base64'),
      ...(exclusive && { IfNoneMatch: '*' }),
    }),
  );
}

/**
 * Writes an object, and returns true once it is there. If it is exclusive, returns false if there is one with other bytes.
 * After a lost answer it reads back what is there; if there is nothing, the write may still arrive, so it is made again: the
 * same bytes twice are one write.
 */
export async function writeObject(
  bucket: Bucket,
  key: Key,
  bytes: Uint8Array,
  exclusive: boolean,
): Promise<boolean> {
  let mayHaveLanded = false;
  for (let tried = 1; ; tried += 1) {
    try {
      await putObject(bucket, key, bytes, exclusive);
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'exists' || failure === 'raced' || failure === 'lost') {
        const read = () => readObject(bucket, key);
        // A write that is made again asks again; at the end, and where there is something, only reading helps.
        const asked = failure === 'exists' || tried === tries ? attempts(read) : read();
        const found = await asked.catch(() => null);
        if (found !== null && Buffer.compare(found, bytes) === 0) return true;
        if (found !== null && exclusive) return false;
      }
      // An exclusive write may meet itself, sent twice by something on the way.
      mayHaveLanded ||= failure === 'lost' || failure === 'exists';
      if (failure === 'refused' || failure === 'absent' || tried === tries)
        throw mayHaveLanded
          ? unknownChange('written to', bucket.shown, key, error)
          : unusable('written', bucket.shown, error);
    }
    await pause(tried);
  }
}
