import {
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { csv, duckdb, fromRows } from '../../src/index.ts';
import type { Digest, PromoteEntry } from '../../src/store/log/record.ts';
import { inFolder, openStore, storeOn } from '../../src/store/open-store.ts';
import { rollBack } from '../../src/store/roll-back.ts';
import type { Store } from '../../src/store/store.ts';
import { readOnlyFiles } from '../support/failing-files.ts';
import { makeProject } from './project.ts';

const rows = 'id,n\n1,2.5\n2,\n';
const more = 'id,n\n1,2.5\n2,\n3,7\n';

const failsWith = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

const promoted = (to: Digest, from: Digest | null): PromoteEntry => ({
  kind: 'promote',
  snapshot: to,
  source: 'candidate',
  moves: [{ tag: 'production', to, from }],
  outcome: null,
  counts: { passed: 1, warned: 0, failed: 0, errored: 0, notRun: 0 },
  evidence: null,
  approvers: [],
  policies: {},
});

describe('store.create', () => {
  test('keeps no value that stands in the place of the name of a column', async () => {
    const { store } = makeProject({ 'x.csv': 'ada@planted.example,1\neve@planted.example,2\n' });
    await expect(store.create('people', 'x.csv')).rejects.toThrow(/looks like a personal value/);
    const written = (await store.backend.list('')).map(({ key }) => key);
    expect(written.filter((key) => key.includes('people'))).toEqual([]);
    const named = csv('x.csv', { header: false, names: ['email', 'n'] });
    expect(await store.create('people', named)).toMatchObject({ rows: 2 });
  });

  test('records digests, schema, rows, parent and lineage', async () => {
    const { store, write } = makeProject({ 'raw.csv': rows, 'data/trips.csv': rows });
    const raw = await store.create('raw', 'raw.csv', { tag: 'production' });
    const first = await store.create('trips', 'data/trips.csv', {
      tag: 'candidate',
      step: 'clean.py',
      inputs: ['raw@production'],
    });
    expect(first).toMatchObject({
      name: 'trips',
      format: 'csv',
      rows: 2,
      columns: [
        { name: 'id', type: 'BIGINT' },
        { name: 'n', type: 'DOUBLE' },
      ],
      files: [{ name: 'trips.csv', bytes: rows.length, rows: 2, path: 'data/trips.csv' }],
      parent: null,
      lineage: { step: 'clean.py', inputs: [`raw@${raw.digest}`] },
    });
    write('data/trips.csv', more);
    const second = await store.create('trips', 'data/trips.csv', { tag: 'candidate' });
    expect(second.parent).toBe(first.digest);
    expect(await store.snapshot('trips@candidate')).toEqual(second);
    expect(await store.names()).toEqual(['raw', 'trips']);
  });

  test('gives the same content the same digest, wherever it lies and however it is kept', async () => {
    const { store } = makeProject({
      'a/trips.csv': rows,
      'b/c/trips.csv': rows,
      'other.csv': rows,
    });
    const one = await store.create('one', 'a/trips.csv');
    const copied = await store.create('two', 'b/c/trips.csv', { copy: true });
    const renamed = await store.create('three', 'other.csv');
    const read = await store.create('four', csv('a/trips.csv', { nullText: 'NA' }));
    expect(copied.digest).toBe(one.digest);
    expect(renamed.digest).not.toBe(one.digest);
    expect(read.digest).not.toBe(one.digest);
  });

  test('records nothing twice', async () => {
    const { store } = makeProject({ 'trips.csv': rows });
    const first = await store.create('trips', 'trips.csv', { tag: 'candidate' });
    expect(await store.create('trips', 'trips.csv', { tag: 'candidate' })).toEqual(first);
    expect(await store.log('trips')).toHaveLength(1);
  });

  test('keeps a copy although the same content is recorded in place later', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    await store.create('trips', 'trips.csv', { tag: 'production', copy: true });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    write('trips.csv', more);
    expect(await store.verify()).toEqual([]);
  });

  test('reads several files under the names that they have, folders of partitions among them', async () => {
    const { store } = makeProject({ 'd/part=1/x.csv': rows, 'd/part=2/x.csv': more });
    const { files, rows: count } = await store.create('trips', csv('d/*/*.csv'), { copy: true });
    expect(files.map(({ name, rows: own }) => [name, own])).toEqual([
      ['part=1/x.csv', 2],
      ['part=2/x.csv', 3],
    ]);
    expect(count).toBe(5);
  });

  test('refuses what it can not record', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows, 'b.parquet': 'no', 'empty.csv': '' });
    const outside = makeProject({ 'x.csv': rows });
    await expect(store.create('Trips', 'trips.csv')).rejects.toEqual(
      failsWith('STORE_USAGE', /small letters/),
    );
    await expect(store.create('trips', 'trips.csv', { tag: 'deadbeef' })).rejects.toEqual(
      failsWith('STORE_USAGE', /look like a digest/),
    );
    await expect(store.create('trips', 'none.csv')).rejects.toThrow(/does not exist/);
    await expect(store.create('trips', 'b.parquet')).rejects.toThrow(/b\.parquet/);
    await expect(store.create('trips', 'empty.csv')).rejects.toThrow(/empty \(0 bytes\)/);
    await expect(store.create('trips', ['trips.csv', 'b.parquet'])).rejects.toEqual(
      failsWith('STORE_USAGE', /one format/),
    );
    await expect(store.create('trips', fromRows([{ id: 1 }]))).rejects.toEqual(
      failsWith('STORE_USAGE', /no files/),
    );
    await expect(store.create('trips', duckdb('x.duckdb', 't'))).rejects.toEqual(
      failsWith('STORE_USAGE', /no files/),
    );
    await expect(store.create('trips', join(outside.root, 'x.csv'))).rejects.toEqual(
      failsWith('STORE_USAGE', /lies outside of .* --copy/),
    );
    symlinkSync(join(outside.root, 'x.csv'), join(root, 'link.csv'));
    await expect(store.create('trips', 'link.csv')).rejects.toEqual(
      failsWith('STORE_USAGE', /lies outside/),
    );
    await expect(
      store.create('trips', 'trips.csv', { inputs: ['raw@production'] }),
    ).rejects.toEqual(failsWith('STORE_NOT_FOUND', /no snapshot of 'raw'/));
    expect(await store.log('trips')).toEqual([]);
  });

  test('does not move a tag that a gate moves', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    const { digest } = await store.create('trips', 'trips.csv', { tag: 'candidate' });
    await store.append('trips', () => promoted(digest, null));
    write('trips.csv', more);
    await expect(store.create('trips', 'trips.csv', { tag: 'production' })).rejects.toEqual(
      failsWith('STORE_USAGE', /assay promote/),
    );
  });

  test('does not make a tag for which the config has a gate', async () => {
    const { store } = makeProject({
      'trips.csv': rows,
      'assay.config.mjs': 'export default { gates: { production: {} } };',
    });
    await expect(store.create('trips', 'trips.csv', { tag: 'production' })).rejects.toEqual(
      failsWith('STORE_USAGE', /assay promote/),
    );
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
  });
});

describe('store.snapshot', () => {
  test('finds by tag, digest and the first digits of it', async () => {
    const { store } = makeProject({ 'trips.csv': rows });
    const made = await store.create('trips', 'trips.csv', { tag: 'candidate' });
    for (const at of ['candidate', made.digest, made.digest.slice(7, 15)])
      expect(await store.snapshot(`trips@${at}`)).toEqual(made);
  });

  test('says what there is where it finds nothing', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows });
    await expect(store.snapshot('trips@x')).rejects.toEqual(
      failsWith('STORE_NOT_FOUND', /There is no store at \.assay/),
    );
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    await expect(store.snapshot('trips@candidat')).rejects.toEqual(
      failsWith('STORE_NOT_FOUND', /Did you mean 'candidate'/),
    );
    await expect(store.snapshot('tripz@candidate')).rejects.toEqual(
      failsWith('STORE_NOT_FOUND', /Did you mean 'trips'/),
    );
    await expect(store.snapshot('trips@00000000')).rejects.toEqual(
      failsWith('STORE_NOT_FOUND', /no snapshot 00000000/),
    );
    await expect(store.create('trips', 'trips.csv', { parent: 'users@candidate' })).rejects.toEqual(
      failsWith('STORE_USAGE', /users@candidate is no snapshot of trips/),
    );
    await expect(openStore('ftp://x/y', { root })).rejects.toEqual(failsWith('STORE_USAGE', /s3:/));
  });
});

describe('store.rollback', () => {
  test('moves a tag to what it named before, or to a given snapshot', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    const first = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    write('trips.csv', more);
    const second = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    await store.rollback('trips', 'candidate', { reason: 'wrong unit' });
    expect(await store.snapshot('trips@candidate')).toEqual(first);
    await store.rollback('trips', 'candidate', { to: second.digest });
    expect(await store.snapshot('trips@candidate')).toEqual(second);
  });

  test('goes further back each time, and never to what it went away from', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    const digests: string[] = [];
    for (const text of [rows, more, `${more}4,1\n`]) {
      write('trips.csv', text);
      const made = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
      digests.push(made.digest);
    }
    const [oldest, middle, latest] = digests;
    const back = async (to?: string) => {
      await store.rollback('trips', 'candidate', to === undefined ? {} : { to });
      return (await store.snapshot('trips@candidate')).digest;
    };
    expect(await back()).toBe(middle);
    expect(await back()).toBe(oldest);
    await expect(back()).rejects.toEqual(failsWith('STORE_NOT_FOUND', /no earlier snapshot/));
    expect(await back(latest)).toBe(latest);
    expect(await back()).toBe(oldest);
  });

  test('does not go back to what a tag named before its first gate', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    const unjudged = await store.create('trips', 'trips.csv', { tag: 'production', copy: true });
    const digests = [];
    for (const text of [more, `${more}4,1\n`]) {
      write('trips.csv', text);
      const { digest } = await store.create('trips', 'trips.csv', { copy: true });
      await store.append('trips', ({ tags }) =>
        promoted(digest, tags.get('production')?.snapshot ?? null),
      );
      digests.push(digest);
    }
    await store.rollback('trips', 'production');
    expect((await store.snapshot('trips@production')).digest).toBe(digests[0]);
    await expect(store.rollback('trips', 'production', { to: unjudged.digest })).rejects.toEqual(
      failsWith('STORE_USAGE', /since assay promote moves it/),
    );
  });

  test('refuses what an erasure deprecates while its files are read', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows });
    const held = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    write('trips.csv', more);
    await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    const append = store.append;
    const meanwhile: Store = {
      ...store,
      append: async (name, entry) => {
        await append(name, () => ({
          kind: 'erase',
          subjects: [],
          key: '',
          reason: 'ticket 17',
          created: [],
          moves: [],
          deprecated: [{ snapshot: held.digest, deadline: '2099-01-01T00:00:00.000Z', files: [] }],
        }));
        return append(name, entry);
      },
    };
    const state = await store.state('trips');
    await expect(rollBack(meanwhile, state, 'candidate', {})).rejects.toEqual(
      failsWith('STORE_USAGE', /rows that were erased/),
    );
  });

  test('refuses what the tag never named, and data that is gone', async () => {
    const { store, write } = makeProject({ 'trips.csv': rows, 'other.csv': more });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    const other = await store.create('trips', 'other.csv');
    await expect(store.rollback('trips', 'candidate')).rejects.toEqual(
      failsWith('STORE_NOT_FOUND', /none to roll back to/),
    );
    await expect(store.rollback('trips', 'candidate', { to: other.digest })).rejects.toEqual(
      failsWith('STORE_USAGE', /never named/),
    );
    write('trips.csv', `${more}4,1\n`);
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    await expect(store.rollback('trips', 'candidate')).rejects.toEqual(
      failsWith('SNAPSHOT_CHANGED', /trips\.csv is not the file/),
    );
  });
});

test('files of other tools beside the logs are no datasets', async () => {
  const { store, write } = makeProject({ 'trips.csv': rows });
  await store.create('trips', 'trips.csv');
  write('.assay/log/.DS_Store', '');
  expect(await store.names()).toEqual(['trips']);
});

describe('a store that is not as it was written', () => {
  test('names a log that was cut off, mixed or copied in part', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows, 'a.csv': more });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    await store.create('trips', 'a.csv', { tag: 'candidate' });
    const at = (path: string) => join(root, '.assay', path);
    renameSync(at('log/trips/00000001'), at('gone'));
    await expect(store.state('trips')).rejects.toEqual(
      failsWith('STORE_BROKEN', /00000001\/record\.json: it is missing/),
    );
    renameSync(at('gone'), at('log/trips/00000001'));
    renameSync(at('log/trips/00000002'), at('gone'));
    await expect(store.state('trips')).rejects.toEqual(failsWith('STORE_BROKEN', /cut off/));
    renameSync(at('gone'), at('log/trips/00000002'));
    rmSync(at('store/format.json'));
    await expect(store.state('trips')).rejects.toEqual(failsWith('STORE_BROKEN', /copied in part/));
  });

  test('names records of another store with the same name', async () => {
    const one = makeProject({ 'trips.csv': rows, 'a.csv': more });
    const other = makeProject({ 'trips.csv': rows });
    await other.store.create('trips', 'trips.csv', { tag: 'candidate' });
    await one.store.create('raw', 'trips.csv', { tag: 'candidate' });
    cpSync(join(other.root, '.assay/log/trips'), join(one.root, '.assay/log/trips'), {
      recursive: true,
    });
    await expect(one.store.state('trips')).rejects.toEqual(
      failsWith('STORE_BROKEN', /belongs to another store/),
    );
  });

  test('refuses a descriptor whose paths lead out of the project', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    const [file] = (await store.backend.list('snapshots/')).map(({ key }) =>
      join(root, '.assay', key),
    );
    const text = readFileSync(file ?? '', 'utf8');
    writeFileSync(file ?? '', text.replace('"path":"trips.csv"', '"path":"../trips.csv"'));
    const [problem] = await store.verify();
    expect(problem).toMatchObject({ file: expect.stringContaining('datapackage.json') });
  });

  test('says so if it can not be written', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows, 'a.csv': more });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    const readOnly = storeOn(inFolder('.assay', root, readOnlyFiles()), root);
    await expect(readOnly.create('trips', 'a.csv', { tag: 'candidate' })).rejects.toEqual(
      failsWith('STORE_UNUSABLE', /read-only file system/),
    );
    expect(await store.log('trips')).toHaveLength(1);
  });

  test('refuses a clock that was set back, and takes a small difference for none', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows, 'a.csv': more });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 60_000 });
    try {
      await store.create('trips', 'a.csv', { tag: 'candidate' });
      vi.setSystemTime(Date.now() - 3_600_000);
      await expect(store.rollback('trips', 'candidate')).rejects.toEqual(
        failsWith('STORE_CLOCK', /set the clock/),
      );
    } finally {
      vi.useRealTimers();
    }
    expect(await store.log('trips')).toHaveLength(2);
    expect(existsSync(join(root, '.assay'))).toBe(true);
  });
});
