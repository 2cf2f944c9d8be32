import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { parquet } from '../../../src/dataset/parquet/parquet.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { diffOf } from '../../../src/store/diff/diff-of.ts';
import { openBoth } from '../../../src/store/diff/open-both.ts';
import { type ParquetFolder, parquetFolder } from '../../support/parquet-files.ts';

let files: ParquetFolder;
beforeAll(async () => {
  files = await parquetFolder();
});
afterAll(async () => {
  await closeEngines();
  files.remove();
});

const write = (name: string, from: number, to: number) =>
  files.write(
    name,
    `select x as id, x % 7 as y, 'text ' || x as z from range(${from}, ${to}) t(x)`,
  );

async function sharedBy(before: Dataset, after: Dataset) {
  const { shared, session } = await openBoth(before, after, [], { root: '/', now: new Date() });
  await session.close();
  return shared?.rows ?? null;
}

describe('a file of both', () => {
  test('is not joined, and its rows are unchanged', async () => {
    const [old, kept, now] = [
      await write('a/old', 0, 100),
      await write('a/kept', 100, 400),
      await write('a/now [1]', 50, 100),
    ];
    const [before, after] = [parquet([old, kept]), parquet([now, kept])];
    expect(await sharedBy(before, after)).toBe(300);
    expect((await diffOf(before, after, { key: ['id'] })).rows).toMatchObject({
      added: 0,
      removed: 50,
      changed: 0,
      unchanged: 350,
    });
    expect((await diffOf(before, after)).rows).toMatchObject({
      added: 0,
      removed: 50,
      unchanged: 350,
    });
  });

  test('is known by its bytes in another place', async () => {
    const one = await write('b/one', 0, 100);
    const copy = join(files.folder, 'b/copy [?].parquet');
    copyFileSync(one, copy);
    expect(await sharedBy(parquet(one), parquet(copy))).toBe(100);
    expect(await diffOf(parquet(one), parquet(copy), { key: ['id'] })).toMatchObject({
      isDifferent: false,
      rows: { unchanged: 100 },
      after: { rows: 100 },
    });
  });

  test('pairs with one file: the same bytes twice are more rows', async () => {
    const one = await write('c/one', 0, 10);
    const copy = join(files.folder, 'c/copy.parquet');
    copyFileSync(one, copy);
    expect(await sharedBy(parquet(one), parquet([one, copy]))).toBe(10);
    expect((await diffOf(parquet(one), parquet([one, copy]))).rows).toMatchObject({
      added: 10,
      removed: 0,
      unchanged: 10,
    });
    await expect(diffOf(parquet(one), parquet([one, copy]), { key: ['id'] })).rejects.toThrow(
      /10 rows of .* repeat the key of another\. Give/,
    );
  });

  test.each([
    [
      'of two rows of its own',
      'select 1 as id union all select 1',
      'select 2 as id',
      'select 3 as id',
    ],
    ['of a row of before', 'select 1 as id', 'select 1 as id union all select 5', 'select 3 as id'],
    ['of a row of after', 'select 1 as id', 'select 2 as id', 'select 1 as id union all select 5'],
    ['that is NULL', 'select null::integer as id', 'select 2 as id', 'select 3 as id'],
  ])('with a key %s is refused', async (name, shared, before, after) => {
    const folder = `d/${name.replaceAll(' ', '-')}`;
    const kept = await files.write(`${folder}/kept`, shared);
    const old = await files.write(`${folder}/old`, before);
    const now = await files.write(`${folder}/now`, after);
    await expect(
      diffOf(parquet([kept, old]), parquet([kept, now]), { key: ['id'] }),
    ).rejects.toMatchObject({ code: 'DIFF_KEY_AMBIGUOUS' });
  });

  test.each([
    ['columns in another order', 'select x as y, x as id from range(5) t(x)'],
    ['another type', 'select x::integer as id, x as y from range(5) t(x)'],
  ])('does not count beside %s', async (name, select) => {
    const folder = `e/${name.replaceAll(' ', '-')}`;
    const one = await files.write(`${folder}/one`, 'select x as id, x as y from range(5) t(x)');
    const other = await files.write(`${folder}/other`, select);
    expect(await sharedBy(parquet(one), parquet(other))).toBeNull();
  });

  test('does not count where folders give columns', async () => {
    const one = await write('f/part=1/one', 0, 10);
    const other = join(files.folder, 'f/part=2/one.parquet');
    await write('f/part=2/one', 0, 10);
    const read = (path: string) => parquet(path, { hivePartitioning: true });
    expect(await sharedBy(read(one), read(other))).toBeNull();
    expect((await diffOf(read(one), read(other), { key: ['id'] })).rows).toMatchObject({
      changed: 10,
    });
  });
});
