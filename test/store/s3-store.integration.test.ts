import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { contract, snapshot, z } from '../../src/index.ts';
import { runContract } from '../../src/run/run-contract.ts';
import { s3Backend } from '../../src/store/backend/s3.ts';
import { digestOfFile } from '../../src/store/digest.ts';
import { eraseSubjects } from '../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../src/store/erase/ledger-key.ts';
import { purgeDeprecated } from '../../src/store/erase/purge-deprecated.ts';
import { objectKey } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/open-store.ts';
import { checkedFiles } from '../../src/store/snapshot/data-files.ts';
import type { Store } from '../../src/store/store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { type Drop, type DroppingProxy, droppingProxy, drops } from '../support/dropping-proxy.ts';
import { type S3Server, startS3 } from '../support/s3-server.ts';
import { makeProject } from './project.ts';

const root = mkdtempSync(join(tmpdir(), 'assay-s3-store-'));
let server: S3Server;
let proxy: DroppingProxy;

beforeAll(async () => {
  server = await startS3();
  proxy = await droppingProxy(server.endpoint);
  mkdirSync(join(root, 'data'));
  for (const name of ['a', 'b', 'c'])
    writeFileSync(join(root, 'data', `${name}.csv`), `id,n\n1,${name.charCodeAt(0)}\n2,0\n`);
  const template = await open('template');
  await template.create('trips', 'data/a.csv', { tag: 'candidate', copy: true });
  await template.create('trips', 'data/b.csv', { tag: 'candidate' });
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
  rmSync(root, { recursive: true, force: true });
});

const placeOf = (name: string) => `s3://${server.bucket}/${name}`;

const open = (name: string) => openStore(placeOf(name), { root, env: server.env });

const openDropping = (name: string) =>
  openStore(placeOf(name), {
    root,
    env: { ...server.env, AWS_ENDPOINT_URL_S3: proxy.endpoint },
  });

async function copyOfTemplate(): Promise<string> {
  const name = `copy-${crypto.randomUUID()}`;
  const [from, to] = [
    await s3Backend(placeOf('template'), server.env),
    await s3Backend(placeOf(name), server.env),
  ];
  const keys = await from.list('');
  await Promise.all(
    keys.map(async ({ key }) => to.write(key, (await from.read(key)) ?? new Uint8Array())),
  );
  return name;
}

test('a snapshot in a bucket is read through copies, which are brought once', async () => {
  const project = makeProject({ 'data/a.csv': 'id\n1\n', 'data/b.csv': 'id\n2\n3\n' });
  const env = { ...server.env, AWS_ENDPOINT_URL_S3: proxy.endpoint };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  proxy.fail('the reply', () => false);
  const store = await openStore(placeOf('read'), { root: project.root });
  await store.create('trips', 'data/*.csv', { tag: 'candidate', copy: true });
  rmSync(join(project.root, 'data'), { recursive: true });

  const trips = contract('trips', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
    rows.key('id'),
    rows.count().between(3, 3),
  ]);
  const dataset = snapshot('trips@candidate', { store: placeOf('read') });
  const states = async () => {
    const { outcomes } = await runContract(trips, dataset, { root: project.root });
    return [...new Set(outcomes.map(({ state }) => state))];
  };
  expect(await states()).toEqual(['passed']);
  // One that someone edits is found, though there is a copy here.
  const backend = await s3Backend(placeOf('read'), env);
  const [first] = await backend.list('objects/');
  await backend.write(first?.key ?? '', Buffer.from('id\n9\n'));
  const [problem] = await (await openStore(placeOf('read'), { root: project.root })).verify();
  expect(problem?.message).toContain('someone edited it');
  await backend.remove(first?.key ?? '');
  expect(await states()).toEqual(['errored']);
});

test('a purge deletes what was brought here from a bucket, and the names that it was read by', async () => {
  const project = makeProject({ 'a.csv': 'who,n\nbob,1\nann.miller,2\n' });
  const store = await openStore(placeOf('purged'), { root: project.root, env: server.env });
  const before = await store.create('trips', 'a.csv', { tag: 'candidate', copy: true });
  rmSync(join(project.root, 'a.csv'));
  const [read] = await checkedFiles(store, before, { read: true });
  expect(readFileSync(read?.path ?? '', 'utf8')).toContain('ann.miller');
  const subject = { column: 'who', value: 'ann.miller' };
  const key = ledgerKey(randomBytes(32).toString('hex'), 'a test');
  await eraseSubjects(store, ['trips'], [subject], { reason: 'ticket 17', key });
  await purgeDeprecated(store, 'trips');
  const left = readdirSync(join(project.root, 'node_modules'), {
    recursive: true,
    withFileTypes: true,
  }).filter((entry) => entry.isFile());
  const holding = left.filter(({ parentPath, name }) =>
    readFileSync(join(parentPath, name), 'utf8').includes('ann.miller'),
  );
  expect(holding.map(({ name }) => name)).toEqual([]);
  const live = await checkedFiles(store, await store.snapshot('trips@candidate'), { read: true });
  expect(live.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(['who,n\nbob,1\n']);
});

test('a file that is in the bucket is not uploaded again', async () => {
  const file = join(root, 'data/a.csv');
  const key = objectKey(await digestOfFile(file));
  const backend = await s3Backend(placeOf('uploads'), {
    ...server.env,
    AWS_ENDPOINT_URL_S3: proxy.endpoint,
  });
  await backend.putFile(key, file);
  proxy.fail('the reply', () => false);
  await backend.putFile(key, file);
  expect(proxy.count()).toBe(1);
});

/** An operation on a store, which starts from a store with two snapshots, or from none. */
interface Operation {
  readonly run: (store: Store) => Promise<unknown>;
  readonly fromEmpty?: true;
}

const operations: Readonly<Record<string, Operation>> = {
  'create, of a new store': {
    fromEmpty: true,
    run: (store) => store.create('trips', 'data/a.csv', { tag: 'candidate' }),
  },
  'create with a copy': {
    run: (store) => store.create('trips', ['data/a.csv', 'data/c.csv'], { tag: 'new', copy: true }),
  },
  rollback: { run: (store) => store.rollback('trips', 'candidate') },
};

/** Runs an operation with failing requests. Returns the code of its error, and what there is then. */
async function outcome({ run, fromEmpty }: Operation, drop: Drop, fails: (n: number) => boolean) {
  const name = fromEmpty ? `new-${crypto.randomUUID()}` : await copyOfTemplate();
  const sound = await open(name);
  const before = (await sound.log('trips')).length;
  const dropping = await openDropping(name);
  proxy.fail(drop, fails);
  const said = await run(dropping).then(() => 'landed', codeOf);
  const count = proxy.count();
  proxy.fail(drop, () => false);
  const landed = (await sound.log('trips')).length - before;
  const problems = await sound.verify();
  // Whatever it was, the same again, or the next operation, finds a whole store.
  if (landed === 0) await run(sound);
  return { said, landed, problems, count };
}

function codeOf(error: unknown): string {
  if (error instanceof StoreError) return error.code;
  throw error;
}

describe.each(Object.entries(operations))('%s', (_title, operation) => {
  test.each(drops)('lands once although %s of any one request is dropped', async (drop) => {
    let injected = 0;
    for (let failing = 1; ; failing += 1) {
      const { count, ...seen } = await outcome(operation, drop, (number) => number === failing);
      expect({ failing, ...seen }).toEqual({ failing, said: 'landed', landed: 1, problems: [] });
      if (count < failing) break;
      injected += 1;
    }
    expect(injected).toBeGreaterThan(5);
  });

  test('says what is so, or that it is not known, if all replies are lost from then on', async () => {
    for (let failing = 1; ; failing += 1) {
      const { count, said, ...seen } = await outcome(
        operation,
        'the reply',
        (number) => number >= failing,
      );
      if (count < failing) break;
      expect(seen.problems, `request ${failing}`).toEqual([]);
      // The hint at the last record may fail, when the record has landed.
      if (said === 'landed') expect(seen.landed, `request ${failing}`).toBe(1);
      else if (said !== 'STORE_UNKNOWN') {
        expect(said).toBe('STORE_UNUSABLE');
        expect(seen.landed, `request ${failing}`).toBe(0);
      }
    }
  });
});
