import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/store/backend/backend.ts';
import { s3Backend } from '../../../src/store/backend/s3.ts';
import { digestOf } from '../../../src/store/digest.ts';
import { objectKey } from '../../../src/store/keys.ts';
import { StoreError } from '../../../src/store/store-error.ts';
import {
  type Drop,
  type DroppingProxy,
  droppingProxy,
  drops,
} from '../../support/dropping-proxy.ts';
import { type S3Server, startS3 } from '../../support/s3-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-s3-faults-'));
let server: S3Server;
let proxy: DroppingProxy;

beforeAll(async () => {
  server = await startS3();
  proxy = await droppingProxy(server.endpoint);
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const bytes = Buffer.from('a record, with a nonce\n'.repeat(100));
const record = 'log/trips/00000001/record.json';
const object = objectKey(digestOf(bytes));

/** An operation that changes a store, with the object by which it is seen whether it landed. */
interface Operation {
  readonly before?: (backend: Backend) => Promise<unknown>;
  readonly run: (backend: Backend) => Promise<unknown>;
  readonly landed: (backend: Backend) => Promise<boolean>;
}

const isThere = async (backend: Backend, key: string) =>
  Buffer.compare((await backend.read(key)) ?? Buffer.alloc(0), bytes) === 0;

const operations: Readonly<Record<string, Operation>> = {
  create: {
    run: async (backend) => expect(await backend.create(record, bytes)).toBe(true),
    landed: (backend) => isThere(backend, record),
  },
  write: {
    before: (backend) => backend.write(record, Buffer.from('before')),
    run: (backend) => backend.write(record, bytes),
    landed: (backend) => isThere(backend, record),
  },
  remove: {
    before: (backend) => backend.write(record, bytes),
    run: (backend) => backend.remove(record),
    landed: async (backend) => (await backend.read(record)) === null,
  },
  putFile: {
    before: async () => writeFileSync(join(folder, 'file'), bytes),
    run: (backend) => backend.putFile(object, join(folder, 'file')),
    landed: (backend) => isThere(backend, object),
  },
};

/** Runs an operation with failing requests, and tells what it said, and what is there. */
async function outcome(
  { before, run, landed }: Operation,
  drop: Drop,
  fails: (n: number) => boolean,
) {
  const place = `s3://${server.bucket}/${crypto.randomUUID()}`;
  const direct = await s3Backend(place, server.env);
  await before?.(direct);
  const dropped = await s3Backend(place, { ...server.env, AWS_ENDPOINT_URL_S3: proxy.endpoint });
  proxy.fail(drop, fails);
  const said = await run(dropped).then(() => 'landed', codeOf);
  return { said, count: proxy.count(), landed: await landed(direct) };
}

function codeOf(error: unknown): string {
  if (error instanceof StoreError) return error.code;
  throw error;
}

describe.each(Object.entries(operations))('%s', (_title, operation) => {
  // Of two in a row the second is that which reads back: the write is then made again, and meets itself.
  test.each(drops.flatMap((drop) => [[1, drop] as const, [2, drop] as const]))(
    'lands although of any %i requests in a row %s is dropped',
    async (inRow, drop) => {
      let injected = 0;
      for (let failing = 1; ; failing += 1) {
        const { said, count, landed } = await outcome(
          operation,
          drop,
          (number) => number >= failing && number < failing + inRow,
        );
        expect({ failing, said, landed }).toEqual({ failing, said: 'landed', landed: true });
        if (count < failing) break;
        injected += 1;
      }
      expect(injected).toBeGreaterThan(0);
    },
  );

  test.each(drops)(
    'says what is so, or that it is not known, if %s is dropped from then on',
    async (drop) => {
      for (let failing = 1; ; failing += 1) {
        const { said, count, landed } = await outcome(
          operation,
          drop,
          (number) => number >= failing,
        );
        if (count < failing) break;
        expect(said, `request ${failing}`).not.toBe('landed');
        // A file of content is referred to by nothing yet: a copy that is left behind is no change.
        if (said === 'STORE_UNUSABLE' && operation !== operations.putFile)
          expect(landed, `request ${failing}`).toBe(false);
        else if (operation !== operations.putFile) expect(said).toBe('STORE_UNKNOWN');
      }
    },
  );
});

test('of many that write at once through replies that are lost, none is lost', async () => {
  const place = `s3://${server.bucket}/race`;
  const env = { ...server.env, AWS_ENDPOINT_URL_S3: proxy.endpoint };
  const writers = await Promise.all(Array.from({ length: 10 }, () => s3Backend(place, env)));
  proxy.fail('the reply', (number) => number % 5 === 0);
  const won = Array.from({ length: 20 }, () => -1);
  const unknown: number[] = [];
  await Promise.all(
    writers.map(async (backend, writer) => {
      for (const round of won.keys()) {
        const said = await backend
          .create(`log/trips/${round}/record.json`, Buffer.from(`${writer}`))
          .catch(codeOf);
        if (said === 'STORE_UNKNOWN') unknown.push(round);
        else expect(said).toBeTypeOf('boolean');
        if (said !== true) continue;
        expect(won[round]).toBe(-1);
        won[round] = writer;
      }
    }),
  );
  // Five replies in a row are lost now and then.
  expect(unknown.length).toBeLessThan(10);
  const direct = await s3Backend(place, server.env);
  for (const [round, writer] of won.entries()) {
    const kept = Buffer.from((await direct.read(`log/trips/${round}/record.json`)) ?? []);
    if (writer !== -1 || !unknown.includes(round)) expect(kept.toString()).toBe(`${writer}`);
  }
});

test.each(drops)('what is read is whole although %s is dropped', async (drop) => {
  const place = `s3://${server.bucket}/${crypto.randomUUID()}`;
  const direct = await s3Backend(place, server.env);
  await direct.write(object, bytes);
  const env = { ...server.env, AWS_ENDPOINT_URL_S3: proxy.endpoint };
  for (let failing = 1; ; failing += 1) {
    const cache = join(folder, drop, String(failing));
    proxy.fail(drop, (number) => number === failing);
    const backend = await s3Backend(place, env);
    const local = await backend.localFile(object, cache);
    expect(digestOf((await backend.read(object)) ?? '')).toBe(digestOf(bytes));
    expect(await backend.list('objects/')).toEqual([{ key: object, bytes: bytes.length }]);
    expect(await (await s3Backend(place, env)).localFile(object, cache)).toBe(local);
    if (proxy.count() < failing) break;
  }
});

test('a server without exclusive writes is refused before anything is written', async () => {
  const careless = await droppingProxy(server.endpoint, 'if-none-match');
  try {
    const place = `s3://${server.bucket}/careless`;
    const backend = await s3Backend(place, {
      ...server.env,
      AWS_ENDPOINT_URL_S3: careless.endpoint,
    });
    for (const _ of [1, 2])
      await expect(backend.create(record, bytes)).rejects.toMatchObject({
        code: 'STORE_UNUSABLE',
        message: expect.stringContaining('does not know exclusive writes'),
      });
    expect(await backend.read(record)).toBeNull();
  } finally {
    await careless.stop();
  }
});
