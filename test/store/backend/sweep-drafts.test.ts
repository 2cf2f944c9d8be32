import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inFolder, storeOn } from '../../../src/store/open-store.ts';
import { makeProject } from '../project.ts';

const dayAgo = new Date(Date.now() - 25 * 3_600_000);

test('drafts that nobody wrote to for a day go away with the first record of a process', async () => {
  const { root, store, write } = makeProject({ 'a.csv': 'id\n1\n', 'b.csv': 'id\n2\n' });
  await store.create('trips', 'a.csv', { tag: 'candidate' });
  const drafts = join(root, '.assay/drafts');
  const draft = (name: string, files: Readonly<Record<string, Date>>, written: Date) => {
    mkdirSync(join(drafts, name), { recursive: true });
    for (const [file, at] of Object.entries(files)) {
      writeFileSync(join(drafts, name, file), 'half a cop');
      utimesSync(join(drafts, name, file), at, at);
    }
    utimesSync(join(drafts, name), written, written);
  };
  draft('abandoned', { 'record.json': dayAgo }, dayAgo);
  draft('empty', {}, dayAgo);
  draft('new', { 'record.json': new Date() }, new Date());
  // A large copy may take longer than a day.
  draft('growing', { copy: new Date() }, dayAgo);
  write('.assay/drafts/.DS_Store', 'not ours');
  await storeOn(inFolder('.assay', root), root).create('trips', 'b.csv', { tag: 'candidate' });
  const left = ['abandoned', 'empty', 'new', 'growing'].filter((name) =>
    existsSync(join(drafts, name)),
  );
  expect(left).toEqual(['new', 'growing']);
  expect(await store.verify()).toEqual([]);
});
