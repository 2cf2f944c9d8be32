import type { S3Client } from '@aws-sdk/client-s3';
import type { Key } from '../backend.ts';
import type { Sdk } from './client.ts';
import type { BucketLocation } from './location.ts';

/** A bucket with the client that reaches it. */
export interface Bucket extends BucketLocation {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/** Returns what names an object in a request. */
export const named = ({ bucket, prefix }: Bucket, key: Key) => ({
  Bucket: bucket,
  Key: prefix + key,
});
