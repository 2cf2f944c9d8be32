import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IdentityKind } from '../../src/dataset/dataset.ts';
import { contract, type Dataset, parquet, z } from '../../src/index.ts';
import { asMuch, measureAll } from '../support/measured.ts';
import { type ParquetFolder, parquetFolder } from '../support/parquet-files.ts';

let files: ParquetFolder;
beforeAll(async () => {
  files = await parquetFolder();
});
afterAll(() => files.remove());

const held = contract('held', { schema: z.object({ id: z.bigint() }) }, ({ column }) => [
  column('id').unique(),
]);

/** A dataset whose files can't be read to know them again, though the engine reads them. */
const unidentified = (dataset: Dataset, unread: IdentityKind): Dataset => ({
  ...dataset,
  open: async (...how) => {
    const opened = await dataset.open(...how);
    const { parts = null } = opened;
    if (parts === null) throw new Error('It has no files.');
    const list = parts.list.map((part) => ({
      ...part,
      identify: async (kind: IdentityKind) => {
        if (kind === unread) throw new Error('too many open files');
        return await part.identify(kind);
      },
    }));
    return { ...opened, parts: { ...parts, list } };
  },
});

describe('a file that can not be known again', () => {
  test.for<[IdentityKind, IdentityKind]>([
    ['footer', 'footer'],
    ['content', 'content'],
    ['footer', 'content'],
  ])('by its %s is not judged, nor is anything kept of it', async ([unread, identity]) => {
    const path = await files.write('unread', 'select range as id from range(9)');
    const cache = { folder: join(mkdtempSync(join(files.folder, 'cache-')), 'facts'), identity };
    const outcomes = await measureAll(held, unidentified(parquet(path), unread), {
      cache,
      few: asMuch,
    });
    expect(new Set(outcomes.map(({ problem }) => problem?.code))).toEqual(
      new Set(['DATA_CHANGED']),
    );
    expect(existsSync(cache.folder)).toBe(false);
    const known = await measureAll(held, parquet(path), { cache, few: asMuch });
    expect(new Set(known.map(({ state }) => state))).toEqual(new Set(['passed']));
    expect(existsSync(cache.folder)).toBe(true);
  });
});
