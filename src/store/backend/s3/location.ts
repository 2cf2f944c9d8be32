import { StoreError } from '../../store-error.ts';

/** The place of a store in a bucket. */
export interface BucketLocation {
  readonly bucket: string;
  /** The beginning of all keys: empty, or with a slash at its end. */
  readonly prefix: string;
  /** The place in messages. */
  readonly shown: string;
}

/**
 * Parses `s3://bucket/prefix`.
 *
 * @throws {StoreError} `STORE_USAGE` for anything else. The message does not repeat it, since it may hold a secret.
 */
export function bucketLocation(url: string): BucketLocation {
  const [, bucket, path = ''] = /^s3:\/\/([a-z0-9][\w.-]+)(?:\/([^?#]*))?$/i.exec(url) ?? [];
  if (bucket === undefined) throw unfit('has something else');
  const names = path.replace(/\/$/, '').split('/');
  const isEmpty = names.length === 1 && names[0] === '';
  if (!isEmpty && names.some((name) => ['', '.', '..'].includes(name)))
    throw unfit('has an empty name, . or ..');
  const prefix = isEmpty ? '' : `${names.join('/')}/`;
  return { bucket, prefix, shown: `s3://${bucket}/${prefix}`.replace(/\/$/, '') };
}

const unfit = (what: string) =>
  new StoreError(
    'STORE_USAGE',
    `A store in a bucket is named s3://bucket/prefix, and the given URL ${what}. Credentials and the endpoint are set by the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3.`,
  );
