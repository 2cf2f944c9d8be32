import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { StoreError } from '../../store-error.ts';

/** The AWS SDK for S3, an optional peer. */
export type Sdk = typeof import('@aws-sdk/client-s3');

/** The environment that names the endpoint, the region and the credentials. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Loads the AWS SDK.
 *
 * @throws {StoreError} `STORE_UNUSABLE` if it is not installed.
 */
export async function loadSdk(): Promise<Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch {
    throw new StoreError(
      'STORE_UNUSABLE',
      'A store in a bucket needs the AWS SDK, which is not installed here: npm i -D @aws-sdk/client-s3',
    );
  }
}

const silent = () => {};

/**
 * Returns a client. What the environment does not set, the SDK finds in its own ways: profiles, single sign-on, the role of
 * a machine.
 */
export function s3Client(sdk: Sdk, env: Environment): S3Client {
  const endpoint = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || (endpoint ? 'us-east-1' : undefined);
  const credentials = credentialsOf(env);
  return new sdk.S3Client({
    // It would hide that an earlier try may have landed: attempts.ts tries again.
    maxAttempts: 1,
    // Other servers refuse or ignore checksums that they were not asked for.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    followRegionRedirects: true,
    // It warns on the console, in texts that may hold what a message must not.
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 20_000 },
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(region && { region }),
    ...(credentials && { credentials }),
  });
}

function credentialsOf(env: Environment): S3ClientConfig['credentials'] {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE } = env;
  if (AWS_PROFILE || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
}
