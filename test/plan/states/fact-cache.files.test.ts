import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/plan/states/fact-cache.ts';
import { bytesFact, type Fact, type Facts, factBytes } from '../../../src/plan/states/facts.ts';
import { folder } from '../../dataset/folder.ts';

/** What a run knows, from its beginning. */
function known(): Facts {
  const facts = new Map<string, Map<string, Fact>>();
  return {
    get: (piece, question) => facts.get(piece)?.get(question),
    put: (piece, question, fact) => {
      facts.set(piece, (facts.get(piece) ?? new Map()).set(question, fact));
    },
    forget: (piece) => facts.delete(piece),
  };
}

/** A folder that is not there yet. */
const absent = () => join(folder(), 'cache');

/** Keep a fact of a piece, as a run of its own. */
async function kept(path: string, piece: string, fact: Fact, most?: number): Promise<void> {
  const cache = openCache(path, known(), most);
  cache.put(piece, 'sum', fact, false);
  await cache.flush();
  expect(cache.notices).toEqual([]);
}

const asked = (path: string, piece: string) => openCache(path, known()).get(piece, 'sum');

describe('a fact', () => {
  test('is known to the next run, of its own piece and question alone', async () => {
    const path = absent();
    await kept(path, 'a', { least: 1, greatest: '7' });
    const next = openCache(path, known());
    expect(next.get('a', 'sum')).toEqual({ least: 1, greatest: '7' });
    expect([next.get('a', 'min'), next.get('b', 'sum')]).toEqual([undefined, undefined]);
    expect(next.notices).toEqual([]);
  });

  test('of many bytes, which are no text and look like none, is known to the next run', async () => {
    const path = absent();
    const bytes = Uint8Array.from({ length: 60_000 }, (_, at) => (at * at) % 251);
    const fact = bytesFact(bytes);
    await kept(path, 'a', fact);
    expect(asked(path, 'a')).toEqual(fact);
    expect(factBytes(fact)).toEqual(Buffer.from(bytes));
  });

  test('of the run is newer than one of a file, and is told to the run', async () => {
    const path = absent();
    await kept(path, 'a', 1);
    const run = known();
    run.put('a', 'sum', 2, false);
    const cache = openCache(path, run);
    expect(cache.get('a', 'sum')).toBe(2);
    run.put('a', 'min', null, false);
    expect(cache.get('a', 'min')).toBeNull();
    cache.put('a', 'max', 3, false);
    expect(run.get('a', 'max')).toBe(3);
  });

  test.for<[string, Fact, boolean]>([
    ['is private', 5, true],
    ['looks personal', ['jane@example.com'], false],
  ])('that %s is known in this run alone', async ([, fact, isPrivate]) => {
    const path = absent();
    const cache = openCache(path, known());
    cache.put('a', 'sum', fact, isPrivate);
    expect(cache.get('a', 'sum')).toEqual(fact);
    await cache.flush();
    expect(existsSync(path)).toBe(false);
  });

  test('is kept beside those that were', async () => {
    const path = absent();
    await kept(path, 'a', 1);
    const cache = openCache(path, known());
    cache.put('a', 'max', 3, false);
    await cache.flush();
    expect([asked(path, 'a'), openCache(path, known()).get('a', 'max')]).toEqual([1, 3]);
  });
});

test('what is forgotten is known no more, and not written', async () => {
  const path = absent();
  const run = known();
  const cache = openCache(path, run);
  cache.put('a', 'sum', 5, false);
  cache.forget('a');
  expect([cache.get('a', 'sum'), run.get('a', 'sum')]).toEqual([undefined, undefined]);
  await cache.flush();
  expect(existsSync(path)).toBe(false);
});

test('what was only asked for is not written', async () => {
  const path = absent();
  const cache = openCache(path, known());
  cache.get('a', 'sum');
  await cache.flush();
  expect(existsSync(path)).toBe(false);
  cache.put('b', 'sum', 5, false);
  await cache.flush();
  expect(readdirSync(path)).toHaveLength(1);
});

test('what was written is written again only once there is more', async () => {
  const path = absent();
  const cache = openCache(path, known());
  cache.put('a', 'sum', 5, false);
  await cache.flush();
  const [name = ''] = readdirSync(path);
  rmSync(join(path, name));
  await cache.flush();
  expect(readdirSync(path)).toEqual([]);
  cache.put('a', 'max', 6, false);
  await cache.flush();
  expect([asked(path, 'a'), readdirSync(path)]).toEqual([5, [name]]);
});

test.for<[string, (text: string) => string, string]>([
  ['damaged', (text) => text.replace('5', '6'), 'it is damaged, or of other data'],
  [
    'of another version',
    (text) => text.replace('assay-facts-1 ', 'assay-facts-10 '),
    'it is of another version, or none of ours',
  ],
  [
    'of none that ends as ours begins',
    (text) => `x${text.replace('\n', ' assay-facts-1 \n')}`,
    'it is of another version, or none of ours',
  ],
  ['empty', () => '', 'it is of another version, or none of ours'],
])('a file that is %s is told of with the reason', async ([, spoiled, why]) => {
  const path = absent();
  await kept(path, 'a', 5);
  const file = join(path, readdirSync(path)[0] ?? '');
  writeFileSync(file, spoiled(readFileSync(file, 'utf8')));
  const cache = openCache(path, known());
  expect(cache.get('a', 'sum')).toBeUndefined();
  expect(cache.notices).toEqual([
    `The cached facts ${file} are ignored: ${why}. They are measured anew.`,
  ]);
  cache.get('a', 'max');
  expect(cache.notices).toHaveLength(1);
});

test('what can not be written is told of, with the code of the error where it has one', async () => {
  const file = join(folder({ 'a-file': '' }), 'a-file');
  const inFile = openCache(join(file, 'cache'), known());
  inFile.put('a', 'sum', 5, false);
  await inFile.flush();
  expect(inFile.notices).toEqual([
    expect.stringMatching(/^The cached facts .*: it can not be read\. They are measured anew\.$/),
    `The cache ${file}/cache can not be written (ENOTDIR): the next run measures anew.`,
  ]);
  const path = absent();
  const cache = openCache(path, known());
  cache.put('a', 'sum', 5n as unknown as Fact, false);
  await cache.flush();
  expect(cache.notices).toEqual([
    `The cache ${path} can not be written: the next run measures anew.`,
  ]);
});

describe('of more files than a cache may have', () => {
  const pieces = ['a', 'b', 'c', 'd'];

  /** Four pieces, of which this one was written last. */
  async function four(newest: string): Promise<string> {
    const path = absent();
    for (const piece of pieces) {
      const before = new Set(existsSync(path) ? readdirSync(path) : []);
      await kept(path, piece, piece);
      const [name = ''] = readdirSync(path).filter((one) => !before.has(one));
      utimesSync(join(path, name), 1000, piece === newest ? 9000 : 1000);
    }
    return path;
  }

  test.for(pieces)('the half stays that was written last, with %s', async (newest) => {
    const path = await four(newest);
    await kept(path, 'e', 'e', 4);
    const left = pieces.filter((piece) => asked(path, piece) !== undefined);
    expect([left, asked(path, 'e'), readdirSync(path).length]).toEqual([[newest], 'e', 2]);
  });

  test('what is none of the cache’s does not count, and stays', async () => {
    const path = await four('a');
    const hex = 'a'.repeat(64);
    const others = [
      'README.md',
      `${hex}.json.part`,
      `x${hex}.json`,
      `${hex}`,
      'a.json',
      `${'g'.repeat(64)}.json`,
    ];
    for (const name of others) {
      writeFileSync(join(path, name), '');
      utimesSync(join(path, name), 1, 1);
    }
    await kept(path, 'e', 'e', 4);
    const left = readdirSync(path);
    expect(left.filter((name) => others.includes(name)).toSorted()).toEqual(others.toSorted());
    expect(left).toHaveLength(others.length + 2);
  });

  test('none goes where there are as many', async () => {
    const path = await four('a');
    await kept(path, 'a', 'a again', 4);
    expect(pieces.map((piece) => asked(path, piece))).toEqual(['a again', 'b', 'c', 'd']);
  });
});
