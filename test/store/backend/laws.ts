import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Backend } from '../../../src/store/backend/backend.ts';
import { objectKey } from '../../../src/store/keys.ts';
import { StoreError } from '../../../src/store/store-error.ts';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

const textOf = (bytes: Uint8Array | null | undefined) =>
  bytes ? Buffer.from(bytes).toString() : null;

const odd = [
  'with space',
  'plus+percent%25&amp;?query#hash=1',
  'quote\'"`',
  'back\\slash',
  'Ünïcödé',
  'e\u0301 and \u00e9',
  '日本',
  '🦆',
  '-rf',
  'UPPER',
  'upper',
];

/**
 * The laws of a backend. `backend` returns a new one on a store that was empty before the tests, with a folder for files of
 * this machine.
 */
export function backendLaws(
  backend: () => Promise<{ readonly backend: Backend; readonly folder: string }>,
): void {
  const filed = (folder: string, bytes: Uint8Array) => {
    const path = join(folder, randomUUID());
    writeFileSync(path, bytes);
    const hex = createHash('sha256').update(bytes).digest('hex');
    return { path, key: objectKey(`sha256:${hex}`) };
  };

  test('an object that is not there is null, and is removed without an error', async () => {
    const { backend: store, folder } = await backend();
    expect(await store.read('log/none/1/record.json')).toBeNull();
    expect(await store.localFile('log/none/1/record.json', folder)).toBeNull();
    await store.remove('log/none/1/record.json');
    expect(await store.list('log/none/')).toEqual([]);
  });

  test('what was written is read, also by another backend, and over what was there', async () => {
    const { backend: store } = await backend();
    await store.write('log/written/head.json', bytesOf('1'));
    await store.write('log/written/head.json', bytesOf('22'));
    const { backend: other } = await backend();
    expect(textOf(await other.read('log/written/head.json'))).toBe('22');
    await other.remove('log/written/head.json');
    expect(await store.read('log/written/head.json')).toBeNull();
  });

  test('an object is created once, and stays as it was', async () => {
    const { backend: store } = await backend();
    const key = 'log/once/00000001/record.json';
    expect(await store.create(key, bytesOf('first'))).toBe(true);
    expect(await store.create(key, bytesOf('second'))).toBe(false);
    expect(await store.create(key, bytesOf('first'))).toBe(true);
    expect(textOf(await store.read(key))).toBe('first');
  });

  test('of twenty that create an object at once, one does', async () => {
    const stores = await Promise.all(Array.from({ length: 20 }, () => backend()));
    for (let round = 1; round <= 5; round += 1) {
      const key = `log/race/0000000${round}/record.json`;
      const won = await Promise.all(
        stores.map(({ backend: store }, index) => store.create(key, bytesOf(`${index}`))),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(textOf(await stores[0]?.backend.read(key))).toBe(`${won.indexOf(true)}`);
    }
  });

  test('names are kept as they are, and listed in the order of their keys', async () => {
    const { backend: store } = await backend();
    const keys = odd.map((name) => `log/odd/${name}/record.json`);
    for (const [index, key] of keys.entries())
      expect(await store.create(key, bytesOf('x'.repeat(index))), key).toBe(true);
    for (const [index, key] of keys.entries())
      expect(textOf(await store.read(key)), key).toBe('x'.repeat(index));
    expect(await store.list('log/odd/')).toEqual(
      [...keys].sort().map((key) => ({ key, bytes: keys.indexOf(key) })),
    );
    expect((await store.list('log/odd/u')).map(({ key }) => key)).toEqual([
      'log/odd/upper/record.json',
    ]);
  });

  test('an empty object is there', async () => {
    const { backend: store, folder } = await backend();
    expect(await store.create('log/empty/1/record.json', new Uint8Array())).toBe(true);
    expect(await store.create('log/empty/1/record.json', bytesOf('x'))).toBe(false);
    expect(await store.read('log/empty/1/record.json')).toHaveLength(0);
    const { path, key } = filed(folder, new Uint8Array());
    await store.putFile(key, path);
    expect(readFileSync((await store.localFile(key, folder)) ?? '')).toHaveLength(0);
  });

  test('twenty megabytes come back as they were', async () => {
    const { backend: store, folder } = await backend();
    const bytes = randomBytes(20_000_000);
    const { path, key } = filed(folder, bytes);
    await store.putFile(key, path);
    await store.putFile(key, path);
    expect(await store.list(key)).toEqual([{ key, bytes: bytes.length }]);
    const local = (await store.localFile(key, folder)) ?? '';
    expect(readFileSync(local).equals(bytes)).toBe(true);
    expect(await store.localFile(key, folder)).toBe(local);
    await store.remove(key);
    expect(await store.localFile(key, folder)).toBeNull();
  });

  test('a file that is not what its key says is refused, and not there', async () => {
    const { backend: store, folder } = await backend();
    const { key } = filed(folder, bytesOf('as it was hashed'));
    const { path } = filed(folder, bytesOf('as it is now ...'));
    await expect(store.putFile(key, path)).rejects.toMatchObject({ code: 'SNAPSHOT_CHANGED' });
    await expect(store.putFile(key, join(folder, 'gone'))).rejects.toBeInstanceOf(StoreError);
    expect(await store.read(key)).toBeNull();
  });
}
