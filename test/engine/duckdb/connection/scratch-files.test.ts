import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { Dataset, Opened, Reader } from '../../../../src/dataset/dataset.ts';
import { scratchFiles } from '../../../../src/engine/duckdb/connection/scratch-files.ts';
import { closeEngines, openSession } from '../../../../src/engine/duckdb/open-session.ts';
import { csv } from '../../../../src/index.ts';
import { folder } from '../../../dataset/folder.ts';

// The rows of text files lie in Parquet files while a dataset is open: private, and gone with it.

afterEach(closeEngines);
afterAll(closeEngines);

const settings = (root: string, spillDirectory: string) => ({
  root,
  now: new Date(0),
  spillDirectory,
});

/** All files below a folder. */
const filesIn = (spill: string) =>
  readdirSync(spill, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.parquet'),
  );

test('scratch files lie in a folder of this user alone, and are gone after the session', async () => {
  const spill = folder();
  const root = folder({ 'x.csv': 'a,b\n1,x\n2,y\n', 'y.csv': 'a,b\n1,x\nz,y\n' });
  for (const name of ['x.csv', 'y.csv']) {
    const session = await openSession(csv(name), [], settings(root, spill));
    const files = filesIn(spill);
    expect(files.length).toBeGreaterThan(0);
    const [inside = ''] = readdirSync(spill);
    expect(statSync(join(spill, inside)).mode & 0o777).toBe(0o700);
    await session.close();
    await closeEngines();
    expect(readdirSync(spill)).toEqual([]);
  }
});

test('two sessions remove their own files alone', async () => {
  const spill = folder();
  const root = folder({ 'x.csv': 'a\n1\n', 'y.csv': 'a\n2\n3\n' });
  const one = await openSession(csv('x.csv'), [], settings(root, spill));
  const other = await openSession(csv('y.csv'), [], settings(root, spill));
  await one.close();
  const [row] = await other.query(`select count(*) as n from ${other.relation}`);
  expect(Number(row?.n)).toBe(2);
  await other.close();
  await closeEngines();
  expect(readdirSync(spill)).toEqual([]);
});

/** A dataset that fails once it has written a file. */
const failing = (dataset: Dataset): Dataset => ({
  ...dataset,
  open: async (reader: Reader, hints, root): Promise<Opened> => {
    await dataset.open(reader, hints, root);
    throw new Error('on purpose');
  },
});

test('scratch files of a dataset that could not be opened are gone', async () => {
  const spill = folder();
  const root = folder({ 'x.csv': 'a,b\n1,x\n2,y\n' });
  const { sharing: _, ...plain } = csv('x.csv');
  await expect(openSession(failing(plain), [], settings(root, spill))).rejects.toThrow(
    'on purpose',
  );
  expect(filesIn(spill)).toEqual([]);
  await closeEngines();
  expect(readdirSync(spill)).toEqual([]);
});

test('where the engine has no folder that is ours, the files have one of their own', () => {
  const files = scratchFiles(null);
  const [one, other] = [files.fresh(), files.fresh()];
  expect(one).not.toBe(other);
  const own = join(one, '..');
  expect(statSync(own).mode & 0o777).toBe(0o700);
  writeFileSync(one, '');
  files.remove();
  expect(() => statSync(own)).toThrow('ENOENT');
  files.remove();
});
