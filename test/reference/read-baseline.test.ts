import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { printBaseline } from '../../src/reference/baseline-file.ts';
import { baselineFolderBeside, baselinePath } from '../../src/reference/baseline-path.ts';
import { readBaseline } from '../../src/reference/read-baseline.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-baselines-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (path: string) => readBaseline(path, 'trips', '__baselines__/trips.json');

test('a baseline lies beside the file that declares its contract', () => {
  const declaredIn = join(folder, 'contracts/trips.contract.ts');
  expect(baselinePath('trips', baselineFolderBeside(declaredIn))).toBe(
    join(folder, 'contracts/__baselines__/trips.json'),
  );
});

test('a file that is not there is no problem, and a folder in its place is one', async () => {
  expect(read(join(folder, 'none.json'))).toBeNull();
  await mkdir(join(folder, 'folder.json'));
  expect(read(join(folder, 'folder.json'))).toEqual({
    code: 'BASELINE_UNREADABLE',
    message:
      'the baseline __baselines__/trips.json is a folder: put the file there that was recorded, or remove it and record anew with npx vitest -u --project contracts.',
  });
});

test('a file is read', async () => {
  const path = join(folder, 'trips.json');
  const file = { contract: 'trips', datasets: { 'a.csv': {} } };
  await writeFile(path, printBaseline(file));
  expect(read(path)).toEqual(file);
});
