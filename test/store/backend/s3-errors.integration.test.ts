import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { s3Backend } from '../../../src/store/backend/s3.ts';
import { digestOf } from '../../../src/store/digest.ts';
import { objectKey } from '../../../src/store/keys.ts';
import { type S3Server, startS3 } from '../../support/s3-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-s3-errors-'));
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
let server: S3Server;

beforeAll(async () => {
  server = await startS3();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const record = 'log/trips/00000001/record.json';

/** Returns the error of a write, which holds no secret. */
async function errorOf(place: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const error: unknown = await s3Backend(place, { AWS_SECRET_ACCESS_KEY: secret, ...env })
    .then((backend) => backend.create(record, Buffer.from('x')))
    .catch((thrown: unknown) => thrown);
  expect(String(error)).not.toMatch(/wJalr|AKIA|hunter2/);
  return error;
}

test('each error of a store in a bucket says what to do', async () => {
  const { endpoint, env } = server;
  const gone = { ...env, AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' };
  expect(await errorOf('s3://assay-test', gone)).toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringContaining('no server listens at its endpoint'),
  });
  expect(await errorOf('s3://no-such-bucket/x', env)).toMatchObject({
    code: 'STORE_UNUSABLE',
    message:
      'The store s3://no-such-bucket/x could not be written: there is no such bucket: create it, or name another one (NoSuchBucket, HTTP 404). Nothing was changed.',
  });
  expect(
    await errorOf('s3://assay-test', {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_PROFILE: 'there-is-none',
    }),
  ).toMatchObject({
    code: 'STORE_UNUSABLE',
    message: expect.stringContaining('no credentials were found'),
  });
});

test.each([
  [403, 'AccessDenied', 'these credentials may not do that'],
  [403, 'InvalidAccessKeyId', 'look at AWS_ACCESS_KEY_ID'],
  [403, 'SignatureDoesNotMatch', 'look at AWS_SECRET_ACCESS_KEY'],
  [403, 'RequestTimeTooSkewed', 'the clock of this machine is wrong'],
  [400, 'ExpiredToken', 'sign in again'],
  [501, 'NotImplemented', 'the server does not have what is needed'],
])('HTTP %i %s is no unknown outcome', async (status, code, says) => {
  const refusing = createServer((message, response) => {
    message.resume();
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(
      `<Error><Code>${code}</Code><Message>AKIAIOSFODNN7EXAMPLE ${secret}</Message></Error>`,
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => refusing.once('listening', resolve));
  const { port } = refusing.address() as AddressInfo;
  try {
    const env = { ...server.env, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` };
    expect(await errorOf('s3://assay-test', env)).toMatchObject({
      code: 'STORE_UNUSABLE',
      message: expect.stringContaining(says),
    });
  } finally {
    refusing.closeAllConnections();
    refusing.close();
  }
});

test.each([
  's3://',
  's3://AKIA:hunter2@assay-test/x',
  's3://assay-test/../x',
  's3://assay-test//x',
  's3://assay-test/x?X-Amz-Signature=hunter2',
  's3://assay-test/x#AKIA',
])('%s is no place of a store, and is not repeated', async (place) => {
  expect(await errorOf(place, server.env)).toMatchObject({ code: 'STORE_USAGE' });
});

test('a data file that someone edited in the bucket is refused, and brought nowhere', async () => {
  const backend = await s3Backend('s3://assay-test/edited', server.env);
  const bytes = Buffer.from('id\n1\n');
  const key = objectKey(digestOf(bytes));
  const cache = join(folder, 'cache');
  await backend.write(key, Buffer.from('id\n2\n'));
  await expect(backend.localFile(key, cache)).rejects.toMatchObject({ code: 'STORE_BROKEN' });
  writeFileSync(join(folder, 'file'), bytes);
  await backend.putFile(key, join(folder, 'file'));
  const local = await backend.localFile(key, cache);
  writeFileSync(local ?? '', 'id\n3\n');
  expect(await backend.localFile(key, cache)).toBe(local);
  expect(digestOf((await backend.read(key)) ?? '')).toBe(digestOf(bytes));
  await backend.write(key, Buffer.from('id\n4\n'));
  await expect(backend.localFile(key, cache)).rejects.toMatchObject({ code: 'STORE_BROKEN' });
});
