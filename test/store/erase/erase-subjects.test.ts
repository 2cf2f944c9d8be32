import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv, json, parquet } from '../../../src/index.ts';
import { derivedFrom } from '../../../src/store/erase/derived-from.ts';
import { eraseSubjects } from '../../../src/store/erase/erase-subjects.ts';
import { ledgerKey } from '../../../src/store/erase/ledger-key.ts';
import { purgeDeprecated } from '../../../src/store/erase/purge-deprecated.ts';
import { verifyErasures } from '../../../src/store/erase/verify-erasures.ts';
import { withSession } from '../../../src/store/erase/with-session.ts';
import { objectKey } from '../../../src/store/keys.ts';
import { datasetOfSnapshot } from '../../../src/store/snapshot/snapshot-dataset.ts';
import { makeProject, type Project } from './project.ts';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

const ann = { column: 'who', value: 'ann.miller@example.org' } as const;
const rowsOf = (people: readonly string[]) =>
  `who,n\n${people.map((who, at) => `${who},${at}\n`).join('')}`;

const erase = (subjects = [ann as { column: string; value: string }], more = {}) =>
  eraseSubjects(project.store, ['trips'], subjects, {
    reason: 'ticket 17',
    key: project.key,
    ...more,
  });

/** The rows of a snapshot, as its users read them. */
async function read(ref: string) {
  const found = await project.store.snapshot(ref);
  const dataset = await datasetOfSnapshot(project.store, found, ref);
  return withSession(project.root, dataset, (session) =>
    session.query(`select * from ${session.relation} order by n`),
  );
}

async function twoFiles() {
  project.write('data/a.csv', rowsOf(['bob', ann.value, 'eve']));
  project.write('data/b.csv', rowsOf(['bob', 'dan']));
  return project.store.create('trips', csv(['data/a.csv', 'data/b.csv']), { tag: 'candidate' });
}

describe('a subject is erased', () => {
  test('from each live tag, and only the files that hold it are written anew', async () => {
    const before = await twoFiles();
    const a = readFileSync(join(project.root, 'data/a.csv'));
    const [done] = await erase();
    expect(done?.record).toMatchObject({
      kind: 'erase',
      reason: 'ticket 17',
      created: [{ replaces: before.digest }],
      moves: [{ tag: 'candidate', from: before.digest }],
      deprecated: [{ snapshot: before.digest, files: [before.files[0]?.digest] }],
    });
    expect(done?.rows).toEqual(new Map([['candidate', 1]]));
    const after = await project.store.snapshot('trips@candidate');
    expect(after).toMatchObject({ rows: 4, parent: before.digest });
    expect(after.files[1]).toEqual(before.files[1]);
    expect(after.files[0]).toMatchObject({ name: 'a.csv', rows: 2, path: null });
    expect((await read('trips@candidate')).map(({ who }) => who)).not.toContain(ann.value);
    expect(readFileSync(join(project.root, 'data/a.csv'))).toEqual(a);
    expect(await project.store.verify()).toEqual([]);
  });

  test('from older snapshots too, which are deprecated until their deadline', async () => {
    const first = await twoFiles();
    project.write('data/c.csv', rowsOf(['zoe']));
    const clean = await project.store.create('trips', 'data/c.csv', { tag: 'candidate' });
    const [done] = await erase([ann], { now: new Date('2026-12-01T00:00:00Z') });
    expect(done?.record).toMatchObject({
      created: [],
      moves: [],
      deprecated: [{ snapshot: first.digest, deadline: '2026-12-31T00:00:00.000Z' }],
    });
    expect((await project.store.snapshot('trips@candidate')).digest).toBe(clean.digest);
  });

  test('one that nobody holds is on record all the same', async () => {
    await twoFiles();
    const [done] = await erase([{ column: 'who', value: 'nobody' }]);
    expect(done?.record).toMatchObject({ created: [], moves: [], deprecated: [] });
    expect(done?.record.subjects).toHaveLength(1);
  });

  test.for(['parquet', 'json', 'ndjson'] as const)('in %s', async (ending) => {
    project.write('data/a.csv', rowsOf(['bob', ann.value, 'eve']));
    const dataset = csv('data/a.csv');
    const path = join(project.root, `data/a.${ending}`);
    await withSession(project.root, dataset, async (session) => {
      if (ending === 'parquet') {
        const stored = await session.store?.write(
          `from ${session.relation}`,
          (from) => `from ${from}`,
        );
        await stored?.keep(path);
      }
    });
    const records = ['bob', ann.value, 'eve'].map((who, n) => JSON.stringify({ who, n }));
    if (ending === 'json') project.write('data/a.json', `[${records.join(',')}]`);
    if (ending === 'ndjson') project.write('data/a.ndjson', `${records.join('\n')}\n`);
    const made = ending === 'parquet' ? parquet(path) : json(path);
    await project.store.create('trips', made, { tag: 'production', copy: true });
    await erase();
    expect((await read('trips@production')).map(({ who }) => who)).toEqual(['bob', 'eve']);
  });
});

describe('what can not be erased is refused, and nothing changes', () => {
  const head = async () => (await project.store.state('trips')).head?.sequence;

  test('a column that no snapshot has, without a word of the subject', async () => {
    await twoFiles();
    const before = await head();
    const error = await erase([{ column: ann.value, value: 'who' }]).catch(String);
    expect(error).toContain('the columns are n, who');
    expect(error).not.toContain(ann.value);
    expect(await head()).toBe(before);
  });

  test('a reason that names the subject', async () => {
    await twoFiles();
    const error = await erase([ann], { reason: `asked by ${ann.value} today` }).catch(String);
    expect(error).toMatch(/holds the value/);
    expect(error).not.toContain(ann.value);
  });

  test('another key than that of the ledger', async () => {
    await twoFiles();
    await erase();
    const key = ledgerKey(
      Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64'),
      'x',
    );
    await expect(erase([{ column: 'who', value: 'bob' }], { key })).rejects.toMatchObject({
      code: 'STORE_USAGE',
    });
    await expect(verifyErasures(project.store, 'trips', key)).rejects.toMatchObject({
      code: 'STORE_USAGE',
    });
  });

  test('a live snapshot whose file has changed', async () => {
    await twoFiles();
    project.write('data/a.csv', rowsOf(['x']));
    const before = await head();
    await expect(erase()).rejects.toMatchObject({ code: 'SNAPSHOT_CHANGED' });
    expect(await head()).toBe(before);
  });

  test('a column that is made of folders', async () => {
    project.write('data/a.csv', rowsOf(['bob']));
    for (const who of ['ann', 'bob'])
      await withSession(project.root, csv('data/a.csv'), async (session) => {
        const stored = await session.store?.write(
          `select n from ${session.relation}`,
          (from) => `from ${from}`,
        );
        await stored?.keep(join(project.root, `hive/who=${who}/a.parquet`));
      });
    await project.store.create('trips', parquet('hive/**/*.parquet', { hivePartitioning: true }), {
      tag: 'candidate',
    });
    await expect(erase([{ column: 'who', value: 'ann' }])).rejects.toThrow(/name of folders/);
  });
});

test('tags that move meanwhile are searched again', async () => {
  await twoFiles();
  let raced = false;
  const { store } = project;
  const racing = {
    ...store,
    append: async (...args: Parameters<typeof store.append>) => {
      if (!raced) {
        raced = true;
        project.write('data/late.csv', rowsOf([ann.value, 'late']));
        await store.create('trips', csv('data/late.csv'), { tag: 'candidate' });
      }
      return store.append(...args);
    },
  };
  const [done] = await eraseSubjects(racing, ['trips'], [ann], { reason: 'r', key: project.key });
  expect(done?.record.moves).toHaveLength(1);
  expect((await read('trips@candidate')).map(({ who }) => who)).toEqual(['late']);
  expect(done?.record.deprecated).toHaveLength(2);
});

describe('erasures are verified', () => {
  test('red for a subject that came back, and for a deadline that is past', async () => {
    await twoFiles();
    await erase();
    const now = new Date();
    const verify = (at = now) => verifyErasures(project.store, 'trips', project.key, at);
    expect(await verify()).toMatchObject({
      isKept: true,
      subjects: 1,
      snapshots: [{ found: 0, rows: 4 }],
    });
    const late = new Date(now.getTime() + 31 * 86_400_000);
    expect(await verify(late)).toMatchObject({ isKept: false, deprecated: [{ isPast: true }] });
    project.write('data/d.csv', rowsOf(['dan', ann.value]));
    await project.store.create('trips', 'data/d.csv', { tag: 'candidate' });
    expect(await verify()).toMatchObject({
      isKept: false,
      snapshots: [{ found: 1, tags: ['candidate'] }],
    });
  });

  test('red if a tag names a deprecated snapshot again', async () => {
    await twoFiles();
    await erase();
    await project.store.create('trips', csv(['data/a.csv', 'data/b.csv']), { tag: 'candidate' });
    expect(await verifyErasures(project.store, 'trips', project.key)).toMatchObject({
      isKept: false,
    });
  });
});

describe('deprecated data is purged', () => {
  const copied = async () => {
    project.write('data/a.csv', rowsOf(['bob', ann.value, 'eve']));
    project.write('data/b.csv', rowsOf(['bob', 'dan']));
    return project.store.create('trips', csv(['data/a.csv', 'data/b.csv']), {
      tag: 'candidate',
      copy: true,
    });
  };

  test('copies go, files that live snapshots need stay', async () => {
    const before = await copied();
    await read('trips@candidate');
    await erase();
    const trial = await purgeDeprecated(project.store, 'trips', { isTrial: true });
    expect(trial).toMatchObject({
      record: null,
      snapshots: [{ isPurged: true, files: [{ fate: 'deleted' }, { fate: 'needed' }] }],
    });
    expect(project.bytes('.assay')).toContain(ann.value);
    const { record } = await purgeDeprecated(project.store, 'trips');
    expect(record).toMatchObject({ snapshots: [before.digest], files: [before.files[0]?.digest] });
    expect(project.bytes('.assay')).not.toContain(ann.value);
    expect(project.bytes('node_modules')).not.toContain(ann.value);
    expect(await read('trips@candidate')).toHaveLength(4);
    expect(await project.store.verify()).toEqual([]);
    expect(await verifyErasures(project.store, 'trips', project.key)).toMatchObject({
      isKept: true,
      deprecated: [],
    });
    expect(await purgeDeprecated(project.store, 'trips')).toMatchObject({
      snapshots: [],
      record: null,
    });
  });

  test('files in place are listed, and go with inPlace if they are as they were', async () => {
    await twoFiles();
    await erase();
    const listed = await purgeDeprecated(project.store, 'trips');
    expect(listed).toMatchObject({
      record: null,
      snapshots: [
        { isPurged: false, files: [{ fate: 'in place', where: 'data/a.csv' }, { fate: 'needed' }] },
      ],
    });
    await purgeDeprecated(project.store, 'trips', { inPlace: true });
    expect(existsSync(join(project.root, 'data/a.csv'))).toBe(false);
    expect(existsSync(join(project.root, 'data/b.csv'))).toBe(true);
    expect(await read('trips@candidate')).toHaveLength(4);
  });

  test('a file in place that was copied later is listed as well', async () => {
    await twoFiles();
    await erase();
    await project.store.create('trips', csv(['data/a.csv', 'data/b.csv']), { copy: true });
    const { record, snapshots } = await purgeDeprecated(project.store, 'trips');
    expect(record).toBeNull();
    expect(snapshots[0]?.isPurged).toBe(false);
    expect(snapshots[0]?.files).toContainEqual(
      expect.objectContaining({ fate: 'in place', where: 'data/a.csv' }),
    );
    const again = await purgeDeprecated(project.store, 'trips', { inPlace: true });
    expect(again.snapshots[0]?.isPurged).toBe(true);
    expect(existsSync(join(project.root, 'data/a.csv'))).toBe(false);
  });

  test('a file in place that has other bytes now is left alone', async () => {
    await twoFiles();
    await erase();
    project.write('data/a.csv', 'who,n\nnew,1\n');
    const { snapshots } = await purgeDeprecated(project.store, 'trips', { inPlace: true });
    expect(snapshots).toMatchObject([
      { isPurged: true, files: [{ fate: 'gone' }, { fate: 'needed' }] },
    ]);
    expect(readFileSync(join(project.root, 'data/a.csv'), 'utf8')).toBe('who,n\nnew,1\n');
  });

  test('a file that another dataset lives on stays, and the snapshot is not said to be purged', async () => {
    await copied();
    await project.store.create('other', 'data/a.csv', { tag: 'candidate', copy: true });
    await erase();
    const { record, snapshots } = await purgeDeprecated(project.store, 'trips');
    expect(record).toBeNull();
    expect(snapshots).toMatchObject([
      { isPurged: false, files: [{ fate: 'needed', holds: true }, { fate: 'needed' }] },
    ]);
    expect(await project.store.verify()).toEqual([]);
    await eraseSubjects(project.store, ['other'], [ann], { reason: 'r', key: project.key });
    await purgeDeprecated(project.store, 'trips');
    await purgeDeprecated(project.store, 'other');
    expect(project.bytes('.assay')).not.toContain(ann.value);
  });

  test('a copy that is recorded while it is deleted is put back, or the purge says so', async () => {
    await copied();
    await erase();
    const { store } = project;
    const record = () => store.create('other', 'data/a.csv', { tag: 'candidate', copy: true });
    const before = {
      ...store.backend,
      remove: async (key: string) => {
        await record();
        await store.backend.remove(key);
      },
    };
    await expect(purgeDeprecated({ ...store, backend: before }, 'trips')).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
      message: expect.stringMatching(/other@sha256:.* was recorded while a file of it was deleted/),
    });
    const [found] = await store.verify('other');
    expect(found?.message).toMatch(/the store has no copy/);
    await record();
    await store.backend.remove(
      objectKey((await store.snapshot('other')).files[0]?.digest ?? 'sha256:'),
    );
    await store.create('other', 'data/a.csv', { tag: 'again', copy: true });
    expect(await store.verify('other')).toEqual([]);
  });

  test('a purge that was stopped is finished by the next one', async () => {
    await copied();
    await erase();
    const { store } = project;
    const stopped = { ...store, append: () => Promise.reject(new Error('killed')) };
    await expect(purgeDeprecated(stopped, 'trips')).rejects.toThrow('killed');
    expect(await store.verify()).toEqual([]);
    expect(await read('trips@candidate')).toHaveLength(4);
    expect((await store.state('trips')).deprecated.size).toBe(1);
    expect((await purgeDeprecated(store, 'trips')).record).not.toBeNull();
    expect(await store.verify()).toEqual([]);
  });

  test('nothing of a snapshot that a tag names is deleted', async () => {
    await copied();
    await erase();
    await project.store.create('trips', csv(['data/a.csv', 'data/b.csv']), {
      tag: 'again',
      copy: true,
    });
    expect(await purgeDeprecated(project.store, 'trips', { inPlace: true })).toMatchObject({
      record: null,
      snapshots: [{ isLive: true, isPurged: false }],
    });
    expect(await read('trips@again')).toHaveLength(5);
  });
});

test('what was made from a deprecated snapshot is listed, also through others', async () => {
  const raw = await twoFiles();
  project.write('clean.csv', rowsOf(['bob']));
  project.write('model.csv', 'w,n\n0.5,1\n');
  const clean = await project.store.create('clean', 'clean.csv', {
    tag: 'candidate',
    inputs: ['trips@candidate'],
    step: 'clean.py',
  });
  const model = await project.store.create('model', 'model.csv', {
    tag: 'production',
    inputs: ['clean@candidate'],
    step: 'train.py',
  });
  const [done] = await erase();
  expect(done?.derived).toEqual([
    {
      name: 'clean',
      snapshot: clean.digest,
      step: 'clean.py',
      tags: ['candidate'],
      from: `trips@${raw.digest}`,
    },
    {
      name: 'model',
      snapshot: model.digest,
      step: 'train.py',
      tags: ['production'],
      from: `clean@${clean.digest}`,
    },
  ]);
  expect(await derivedFrom(project.store, 'trips', [])).toEqual([]);
});

test('no value of a subject is in the store, but for the data that is to be deleted', async () => {
  await twoFiles();
  const before = project.bytes('data');
  await erase([ann, { column: 'who', value: 'dan' }]);
  expect(project.bytes('data')).toBe(before);
  expect(project.bytes('.assay')).not.toContain(ann.value);
  expect(project.bytes('.assay')).not.toContain('dan,');
  expect(project.bytes('.assay')).not.toContain(project.keyText);
});
