import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csv } from '../../../src/index.ts';
import { eraseSubjects } from '../../../src/store/erase/erase-subjects.ts';
import { purgeDeprecated } from '../../../src/store/erase/purge-deprecated.ts';
import { verifyErasures } from '../../../src/store/erase/verify-erasures.ts';
import { makeProject, type Project } from './project.ts';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

const erase = async (column: string, value: string) => {
  const options = { reason: 'ticket 17', key: project.key };
  const [done] = await eraseSubjects(project.store, ['trips'], [{ column, value }], options);
  return done?.record;
};

describe('a subject is found', () => {
  test('in a column that another snapshot spells in other letters', async () => {
    project.write('a.csv', 'who,n\nbob,1\n');
    await project.store.create('trips', 'a.csv', { tag: 'old' });
    project.write('b.csv', 'WHO,n\nann,1\nbob,2\n');
    await project.store.create('trips', 'b.csv', { tag: 'candidate' });
    expect(await erase('who', 'ann')).toMatchObject({ moves: [{ tag: 'candidate' }] });
    const { snapshots } = await verifyErasures(project.store, 'trips', project.key);
    expect(snapshots.map(({ missing }) => missing)).toEqual([[], []]);
  });

  test('in text that is written with other characters for the same', async () => {
    project.write('a.csv', 'who,n\nJose\u0301,1\nbob,2\n');
    await project.store.create('trips', 'a.csv', { tag: 'candidate' });
    expect((await erase('who', 'Jos\u00e9'))?.moves).toHaveLength(1);
  });

  test('in the same file that another snapshot reads in another way', async () => {
    project.write('a.csv', 'who;n,who\nann;1,x\nbob;2,ann\n');
    const some = [];
    for (const delimiter of [';', ','])
      some.push((await project.store.create('trips', csv('a.csv', { delimiter }))).digest);
    project.write('b.csv', 'who,n\nbob,2\n');
    await project.store.create('trips', 'b.csv', { tag: 'candidate' });
    const record = await erase('who', 'ann');
    expect(record?.deprecated.map(({ snapshot }) => snapshot)).toEqual(some);
  });
});

describe('a snapshot is read as a whole', () => {
  test('so that a file of which no record can be read is not passed over', async () => {
    project.write('a.csv', 'who,n\nbob,1\n');
    project.write('b.csv', 'who,n\n"ann"x"y,1,2,3\n');
    const files = csv(['a.csv', 'b.csv']);
    const made = await project.store.create('trips', files, { tag: 'candidate' });
    expect(made.files.map(({ rows }) => rows)).toEqual([1, 0]);
    await expect(erase('who', 'ann')).rejects.toThrow("1 record that can't be read");
  });

  test('so that a column of another type in one of its files hides nobody', async () => {
    project.write('a.csv', 'who,n\n0042,1\n43,1\n');
    project.write('b.csv', 'who,n\nX1,1\n');
    await project.store.create('trips', csv(['a.csv', 'b.csv']), { tag: 'candidate' });
    expect((await erase('who', '0042'))?.moves).toHaveLength(1);
  });
});

test('a purge deletes no link in place of data', async () => {
  project.write('data/a.csv', 'who,n\nann,1\nbob,2\n');
  await project.store.create('trips', 'data/a.csv', { tag: 'candidate' });
  await erase('who', 'ann');
  rmSync(join(project.root, 'data/a.csv'));
  project.write('real/a.csv', 'who,n\nann,1\nbob,2\n');
  symlinkSync(join(project.root, 'real/a.csv'), join(project.root, 'data/a.csv'));
  const { snapshots } = await purgeDeprecated(project.store, 'trips', { inPlace: true });
  expect(snapshots[0]).toMatchObject({ isPurged: false, files: [{ fate: 'in place' }] });
  expect(existsSync(join(project.root, 'data/a.csv'))).toBe(true);
});
