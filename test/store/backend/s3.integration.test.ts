import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { s3Backend } from '../../../src/store/backend/s3.ts';
import { type S3Server, startS3 } from '../../support/s3-server.ts';
import { backendLaws } from './laws.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-s3-'));
let server: S3Server;

beforeAll(async () => {
  server = await startS3();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a bucket', () => {
  backendLaws(async () => ({
    backend: await s3Backend(`s3://${server.bucket}/team/store`, server.env),
    folder,
  }));
});
