import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileState } from '../../../src/dataset/files/file-state.ts';
import { nodeFiles } from '../../../src/store/backend/file-calls.ts';
import { folderBackend } from '../../../src/store/backend/folder.ts';
import { digestOfFile } from '../../../src/store/digest.ts';
import { objectKey } from '../../../src/store/keys.ts';
import { backendLaws } from './laws.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-backend-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder', () => {
  backendLaws(async () => ({ backend: folderBackend(join(folder, 'store')), folder }));
});

test('a file that another process put into the store meanwhile stays as it is', async () => {
  const [store, file] = [join(folder, 'shared'), join(folder, 'a.csv')];
  writeFileSync(file, 'id\n1\n');
  const key = objectKey(await digestOfFile(file));
  let state = '';
  const calls = {
    ...nodeFiles,
    copy: async (from: string, to: string) => {
      await nodeFiles.copy(from, to);
      await folderBackend(store).putFile(key, file);
      state = (await fileState(join(store, key))).text;
    },
  };
  await folderBackend(store, store, calls).putFile(key, file);
  expect((await fileState(join(store, key))).text).toBe(state);
});
