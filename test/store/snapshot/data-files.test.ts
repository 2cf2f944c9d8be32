import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileState } from '../../../src/dataset/files/file-state.ts';
import { checkedFiles } from '../../../src/store/snapshot/data-files.ts';
import type { Snapshot } from '../../../src/store/snapshot/snapshot-record.ts';
import { makeProject } from '../project.ts';

const rows = 'id,n\n1,2.5\n2,7\n';
const other = 'id,n\n1,2.5\n2,8\n';

test('a view of a copy that is a file of its own says nothing of the copy, nor the copy of it', async () => {
  const { store, root } = makeProject({ 'trips.csv': rows });
  const made = await store.create('trips', 'trips.csv', { tag: 'candidate', copy: true });
  const [found] = await checkedFiles(store, made, { read: true });
  const view = found?.path ?? '';
  // As on another disk, where there are no hard links between them.
  const replaced = (text: string) => {
    rmSync(view);
    writeFileSync(view, text);
  };
  replaced(other);
  expect(await store.verify()).toEqual([]);
  const [again] = await checkedFiles(store, made, { read: true });
  expect(readFileSync(again?.path ?? '', 'utf8')).toBe(rows);
  expect(await store.verify()).toEqual([]);

  replaced(rows);
  const objects = join(root, '.assay/objects');
  const [copy = ''] = readdirSync(objects, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /[0-9a-f]{62}$/.test(path),
  );
  writeFileSync(join(objects, copy), other);
  expect(await store.verify()).toEqual([
    { file: `objects/${copy}`, message: expect.stringContaining('its bytes are not those') },
  ]);
  await expect(checkedFiles(store, made, { read: true })).rejects.toThrow(
    /its bytes are not those/,
  );
});

test('a copy that many read at once, in two snapshots, does not look changed to any of them', async () => {
  const { store, write } = makeProject({ 'data/a.csv': rows });
  const first = await store.create('trips', 'data/*.csv', { tag: 'production', copy: true });
  write('data/b.csv', other);
  const second = await store.create('trips', 'data/*.csv', { tag: 'candidate', copy: true });
  const stateOfShared = async (made: Snapshot) => {
    const [found] = await checkedFiles(store, made, { read: false });
    return (await fileState(found?.path ?? '')).text;
  };
  const seen = await Promise.all(
    Array.from({ length: 16 }, (_, at) => stateOfShared(at % 2 === 0 ? first : second)),
  );
  expect(new Set(seen)).toEqual(new Set([await stateOfShared(first)]));
});
