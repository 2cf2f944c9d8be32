import { appendFileSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract, csv, type Dataset, snapshot, z } from '../../../src/index.ts';
import { runContract } from '../../../src/run/run-contract.ts';
import { pinSnapshot } from '../../../src/store/snapshot/pin-snapshot.ts';
import { makeProject } from '../project.ts';

const rows = 'id,n\n1,2.5\n2,7\n';
const more = 'id,n\n1,2.5\n2,7\n3,9\n';
const trips = contract(
  'trips',
  { schema: z.object({ id: z.int(), n: z.number() }) },
  ({ rows: all }) => [all.count().atLeast(1)],
);

const countOf = async (dataset: Dataset, root: string) => {
  const run = await runContract(trips, dataset, { root });
  const last = run.outcomes.at(-1);
  return last?.problem ?? last?.value;
};

describe('snapshot', () => {
  test('reads the files that were recorded, by tag, digest and default', async () => {
    const { store, root, write } = makeProject({ 'trips.csv': rows });
    const first = await store.create('trips', 'trips.csv', { tag: 'production', copy: true });
    write('trips.csv', more);
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    expect(await countOf(snapshot('trips@production'), root)).toBe('2');
    expect(await countOf(snapshot(`trips@${first.digest}`), root)).toBe('2');
    expect(await countOf(snapshot('trips'), root)).toBe('3');
    expect(await countOf(snapshot('trips@production', { store: '.assay' }), root)).toBe('2');
  });

  test('reads with the options that were recorded, and knows folders of partitions', async () => {
    const { store, root } = makeProject({
      'd/part=1/x.csv': 'id;n\n1;2\n',
      'd/part=2/x.csv': 'id;n\n2;NA\n',
    });
    await store.create('trips', csv('d/*/*.csv', { delimiter: ';', nullText: 'NA' }), {
      tag: 'candidate',
      copy: true,
    });
    rmSync(join(root, 'd'), { recursive: true });
    const run = await runContract(trips, snapshot('trips@candidate'), { root });
    expect(run.outcomes.at(-1)).toMatchObject({ state: 'passed', value: '2' });
    expect(
      run.outcomes.find(({ title }) => title.includes("'n'") && title.includes('null'))?.state,
    ).not.toBe('errored');
  });

  test('never reads other data: a file that changed or is gone is an error that names it', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    const file = join(root, 'trips.csv');
    expect(await countOf(snapshot('trips'), root)).toBe('2');
    const { atime, mtime } = statSync(file);
    // The same size and times, other bytes.
    writeFileSync(file, readFileSync(file, 'utf8').replace('7', '8'));
    utimesSync(file, atime, mtime);
    expect(await countOf(snapshot('trips'), root)).toMatchObject({
      code: 'SNAPSHOT_CHANGED',
      message: expect.stringMatching(
        /trips\.csv is not the file of the snapshot trips@[0-9a-f]{12}: its bytes/,
      ),
    });
    appendFileSync(file, '3,1\n');
    expect(await countOf(snapshot('trips'), root)).toMatchObject({ code: 'SNAPSHOT_CHANGED' });
    rmSync(file);
    expect(await countOf(snapshot('trips'), root)).toMatchObject({
      code: 'SNAPSHOT_CHANGED',
      message: expect.stringMatching(/not there any more/),
    });
  });

  test('is an error that says what there is, for a store, a dataset or a tag that is not', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows });
    expect(await countOf(snapshot('trips'), root)).toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
      message: expect.stringMatching(/no store at \.assay/),
    });
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    expect(await countOf(snapshot('trip'), root)).toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
      message: expect.stringMatching(/Did you mean 'trips'/),
    });
    expect(await countOf(snapshot('trips@live'), root)).toMatchObject({
      code: 'SNAPSHOT_NOT_FOUND',
    });
    expect(() => snapshot('trips@a@b')).toThrow(/names no snapshot/);
    // @ts-expect-error there is no such option
    expect(() => snapshot('trips', { stor: 'x' })).toThrow(/Did you mean store/);
  });

  test('is found damaged in the store', async () => {
    const { store, root } = makeProject({ 'trips.csv': rows });
    await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    expect(await countOf(snapshot('trips'), root)).toBe('2');
    const [object] = await store.backend.list('objects/');
    writeFileSync(join(root, '.assay', object?.key ?? ''), rows.replace('7', '8'));
    expect(await countOf(snapshot('trips'), root)).toMatchObject({ code: 'SNAPSHOT_CHANGED' });
  });
});

describe('pinSnapshot', () => {
  test('makes a tag stand for a digest, whatever it names by then', async () => {
    const { store, root, write } = makeProject({ 'trips.csv': rows });
    const first = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
    write('trips.csv', more);
    await store.create('trips', 'trips.csv', { tag: 'candidate' });
    const pins = { name: 'trips', tags: { candidate: first.digest } };
    const pinned = pinSnapshot(snapshot('trips'), pins);
    expect(await countOf(pinned, root)).toBe('2');
    expect(pinned.label).toBe('trips');
    const others = [snapshot('trips@production'), snapshot('fares'), csv('trips.csv')];
    for (const other of others) expect(pinSnapshot(other, pins)).toBe(other);
  });
});
