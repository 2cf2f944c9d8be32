import { StoreError } from '../../store-error.ts';

/**
 * The meaning of an error of a request. `unsent`: no server was reached. `busy`: the server did not take it. `lost`: it may
 * have been carried out. `exists`, `raced`: the answers to an exclusive write. `refused`: trying again does not help.
 */
export type Failure = 'unsent' | 'busy' | 'lost' | 'exists' | 'raced' | 'absent' | 'refused';

/** Returns the meaning of an error of the AWS SDK. */
export function failureOf(error: unknown): Failure {
  const name = nameOf(error);
  const status = statusOf(error);
  if (status === null) {
    if (unreached.has(name)) return 'unsent';
    return name in reasons ? 'refused' : 'lost';
  }
  if (status === 412) return 'exists';
  if (status === 409) return 'raced';
  if (status === 404) return name === 'NoSuchBucket' ? 'refused' : 'absent';
  if (status === 429 || busy.has(name)) return 'busy';
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'lost';
}

/** Returns the error of a request that has changed nothing. */
export function unusable(what: string, shown: string, error: unknown): StoreError {
  return new StoreError(
    'STORE_UNUSABLE',
    `The store ${shown} could not be ${what}: ${reasonOf(error)}. Nothing was changed.`,
  );
}

/** Returns the error of a change of an object of which it is not known whether it landed. */
export function unknownChange(
  what: 'written to' | 'removed from',
  shown: string,
  key: string,
  error: unknown,
): StoreError {
  return new StoreError(
    'STORE_UNKNOWN',
    `It is not known whether ${key} was ${what} the store ${shown}: ${reasonOf(error)}. Nothing was cleaned up: look at the log (assay log) before you try again.`,
  );
}

// Only the name and the status of an error are shown: its text may quote an access key or a signed URL.
function reasonOf(error: unknown): string {
  const name = nameOf(error);
  const status = statusOf(error);
  const answer = status === null ? name : `${name}, HTTP ${status}`;
  const byStatus = status === null ? undefined : statuses[status];
  return `${reasons[name] ?? byStatus ?? 'the request failed'} (${answer})`;
}

/** Errors without an answer by which no request can have arrived. */
const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Answers of a server that carried nothing out. */
const busy = new Set(['SlowDown', 'ThrottlingException', 'RequestTimeout', 'RequestLimitExceeded']);

const noRegion = 'no region is set: set AWS_REGION';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no server listens at its endpoint: look at AWS_ENDPOINT_URL_S3',
  ENOTFOUND: 'its endpoint has no address: look at AWS_ENDPOINT_URL_S3, AWS_REGION and the network',
  EAI_AGAIN: 'the addresses of the network could not be asked: look at the network',
  CredentialsProviderError:
    'no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE',
  TokenProviderError: 'the sign-in has ended: sign in again (aws sso login)',
  CERT_HAS_EXPIRED: 'the certificate of its endpoint has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'the certificate of its endpoint is not trusted: set NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN:
    'the certificate of its endpoint is not trusted: set NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate of its endpoint is not trusted: set NODE_EXTRA_CA_CERTS',
  RegionMissing: noRegion,
  NoSuchBucket: 'there is no such bucket: create it, or name another one',
  InvalidAccessKeyId: 'the access key is not known there: look at AWS_ACCESS_KEY_ID',
  SignatureDoesNotMatch:
    'the secret key is not that of the access key: look at AWS_SECRET_ACCESS_KEY',
  ExpiredToken: 'the session has ended: sign in again',
  RequestTimeTooSkewed: 'the clock of this machine is wrong: set it',
  PermanentRedirect: 'the bucket is in another region: set AWS_REGION',
  AuthorizationHeaderMalformed: 'the bucket is in another region: set AWS_REGION',
};

const statuses: Readonly<Record<number, string>> = {
  401: 'the credentials were refused: look at AWS_ACCESS_KEY_ID and AWS_PROFILE',
  403: 'these credentials may not do that: s3:ListBucket on the bucket, s3:GetObject, s3:PutObject and s3:DeleteObject on its objects are needed',
  404: 'there is no such bucket: create it, or name another one',
  501: 'the server does not have what is needed',
};

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  if (error.message === 'Region is missing') return 'RegionMissing';
  if ('code' in error && typeof error.code === 'string' && error.name === 'Error')
    return error.code;
  if ('code' in error && error.name === 'AggregateError') return String(error.code);
  return error.name;
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return null;
  const { $metadata } = error;
  if (typeof $metadata !== 'object' || $metadata === null) return null;
  return 'httpStatusCode' in $metadata && typeof $metadata.httpStatusCode === 'number'
    ? $metadata.httpStatusCode
    : null;
}
