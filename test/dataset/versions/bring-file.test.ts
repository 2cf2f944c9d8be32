import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fileState } from '../../../src/dataset/files/file-state.ts';
import { bringFile, knownBy } from '../../../src/dataset/versions/bring-file.ts';

const bytes = Buffer.from('id\n1\n2\n');
const known = knownBy('sha256', createHash('sha256').update(bytes).digest('hex'));

const folder = () => mkdtemp(join(tmpdir(), 'assay-bring-'));

test('a file that another process brought meanwhile, and may be reading, stays as it is', async () => {
  const target = join(await folder(), 'objects', 'a.csv');
  let state = '';
  await bringFile(target, known, 'a.csv', () =>
    Readable.from(
      (async function* () {
        await bringFile(target, known, 'a.csv', () => Readable.from([bytes]));
        state = (await fileState(target)).text;
        yield bytes;
      })(),
    ),
  );
  expect((await fileState(target)).text).toBe(state);
  expect(readdirSync(join(target, '..'))).toEqual(['a.csv']);
});

test('a file of the cache with other bytes is brought again', async () => {
  const target = join(await folder(), 'a.csv');
  writeFileSync(target, 'id\n1\n3\n');
  await bringFile(target, known, 'a.csv', () => Readable.from([bytes]));
  expect(readFileSync(target)).toEqual(bytes);
});

test('bytes that are not those of the digest are refused, and nothing is left of them', async () => {
  const at = await folder();
  await expect(
    bringFile(join(at, 'a.csv'), known, 'a.csv', () => Readable.from([Buffer.from('id\n')])),
  ).rejects.toMatchObject({
    code: 'DATASET_UNREADABLE',
    message: expect.stringContaining('a.csv is damaged where it is kept'),
  });
  expect(readdirSync(at)).toEqual([]);
});
