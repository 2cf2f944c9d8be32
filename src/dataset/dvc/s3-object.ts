import process from 'node:process';
import { Readable } from 'node:stream';
import { DatasetError } from '../dataset.ts';

type Sdk = typeof import('@aws-sdk/client-s3');

/** Returns the first of some keys that a remote on S3 has; null if it has none. */
export async function s3Object(
  remote: ReadonlyMap<string, string>,
  url: string,
  keys: readonly string[],
  shown: string,
): Promise<(() => Readable) | null> {
  const sdk = await loadSdk(shown);
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
  const client = clientOf(sdk, remote);
  for (const key of keys) {
    const Key = prefix === '' ? key : `${prefix}/${key}`;
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key }));
      if (Body instanceof Readable) return () => Body;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'an error';
      if (name === 'NoSuchKey' || name === 'NotFound') continue;
      throw new DatasetError(
        'DATASET_UNREADABLE',
        `${shown} can't be read from its remote s3://${bucket} (${name}): see if the credentials and the endpoint are right.`,
      );
    }
  }
  return null;
}

async function loadSdk(shown: string): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch {
    throw new DatasetError(
      'DATASET_UNREADABLE',
      `${shown} lies in a remote on S3, which is read by the AWS SDK: npm i -D @aws-sdk/client-s3, or run dvc fetch.`,
    );
  }
}

function clientOf(sdk: Sdk, remote: ReadonlyMap<string, string>) {
  const endpoint =
    remote.get('endpointurl') || process.env.AWS_ENDPOINT_URL_S3 || process.env.AWS_ENDPOINT_URL;
  const region =
    remote.get('region') ||
    process.env.AWS_REGION ||
    process.env.AWS_DEFAULT_REGION ||
    (endpoint ? 'us-east-1' : undefined);
  const [accessKeyId, secretAccessKey] = [
    remote.get('access_key_id'),
    remote.get('secret_access_key'),
  ];
  const sessionToken = remote.get('session_token');
  const profile = remote.get('profile');
  return new sdk.S3Client({
    followRegionRedirects: true,
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(region && { region }),
    ...(profile && { profile }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
      }),
  });
}
