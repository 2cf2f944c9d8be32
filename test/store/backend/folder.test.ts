import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { folderBackend } from '../../../src/store/backend/folder.ts';
import { backendLaws } from './laws.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-backend-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder', () => {
  backendLaws(async () => ({ backend: folderBackend(join(folder, 'store')), folder }));
});
