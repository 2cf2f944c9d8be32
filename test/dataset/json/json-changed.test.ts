import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { datasetOfFiles } from '../../../src/dataset/files/dataset-of-files.ts';
import { checkedPlaces } from '../../../src/dataset/files/location.ts';
import { openJsonCarefully } from '../../../src/dataset/json/json-careful.ts';
import { openJsonOnce } from '../../../src/dataset/json/json-once.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type Contract, contract, z } from '../../../src/index.ts';
import type { CacheSettings } from '../../../src/plan/states/fact-cache.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { measureAll } from '../../support/measured.ts';
import { cachedText, cacheIn, folder, forget, overwrite } from '../csv/kept.ts';

// Of several JSON files one is read that has changed, where that gives what reading them all would give.

beforeEach(forget);
afterAll(closeEngines);

/** JSON files that are read by a guess, however small they are. */
const files = (): Dataset =>
  datasetOfFiles(
    {
      kind: { source: 'json', suggestion: '*.ndjson' },
      options: {},
      load: async () => async (reader, found, hints) =>
        (await openJsonOnce(reader, found, {}, hints, -1)) ??
        openJsonCarefully(reader, found, {}, hints, 'json'),
    },
    checkedPlaces('json', '*.ndjson'),
  );

const schema = z.object({ id: z.int(), x: z.number().nullish(), s: z.string(), d: z.date() });
const held = contract('kept', { schema }, ({ rows, column }) => [
  rows.count().between(1, 12),
  column('id').max().atMost(60),
  column('id').unique(),
  column('x').nulls().atMost(3),
  column('x').mean().between(0, 50),
  column('s').in(['a', 'b', 'c']),
  column('s').distinct().atMost(2),
  column('d').distinct().atMost(3),
]);

async function measured(of: Contract, root: string, cache: CacheSettings | null) {
  await forget();
  const trace = startTrace();
  const outcomes = await measureAll(of, files(), { root, cache, trace });
  const { passes } = trace.measurement({ contract: of.name, dataset: 'json' });
  const reads = passes
    .flatMap((pass) => pass.sql.map(String))
    .filter((sql) => /^copy .*read_json/is.test(sql))
    .flatMap((sql) => [...sql.matchAll(/\w+\.ndjson/g)].map(([name]) => name));
  const told = outcomes.map(({ durationMs: _, ...one }) => one);
  return { told, reads, states: [...new Set(outcomes.map(({ state }) => state))] };
}

const line = (id: number, more: object = {}) =>
  JSON.stringify({ id, x: id / 2, s: 'ab'[id % 2], d: `2024-01-0${1 + (id % 3)}`, ...more });
const text = (...ids: readonly number[]) => ids.map((id) => `${line(id)}\n`).join('');
const three = { 'a.ndjson': text(1, 2), 'b.ndjson': text(3, 4), 'c.ndjson': text(5, 6) };

test('the file that has changed is read alone, and its values are judged', async () => {
  const root = folder(three);
  const cache = cacheIn(root);
  expect(await measured(held, root, cache)).toMatchObject({ states: ['passed'] });
  overwrite(join(root, 'b.ndjson'), text(3, 61));
  const max = contract('max', { schema }, ({ column }) => [column('id').max().atMost(60)]);
  const changed = await measured(max, root, cache);
  expect(changed.reads).toEqual(['b.ndjson']);
  expect(changed.states).toContain('failed');
  // The first one as well, by whose texts the types are guessed.
  overwrite(join(root, 'a.ndjson'), text(1, 9));
  expect((await measured(max, root, cache)).reads).toEqual(['a.ndjson']);
  const again = await measured(held, root, cache);
  expect(again.told).toEqual((await measured(held, root, null)).told);
});

test.for([
  ['another type of a column', line(3, { x: 'much' })],
  ['a column more', line(3, { y: 1 })],
  ['a text that is no date', line(3, { d: 'soon' })],
  [
    'an integer of 19 digits',
    line(3, { n: 12_345, big: 1 }).replace(':1}', ':1234567890123456789}'),
  ],
  ['a broken record', '{"id": 3'],
  ['a key that is there twice', '{"id":3,"id":4,"x":1,"s":"a","d":"2024-01-01"}'],
  ['no record', ''],
] as const)('a file with %s has all of them read as without a cache', async ([, record]) => {
  const root = folder(three);
  const cache = cacheIn(root);
  await measured(held, root, cache);
  overwrite(join(root, 'b.ndjson'), `${line(4)}\n${record}\n`);
  const changed = await measured(held, root, cache);
  expect(changed.told).toEqual((await measured(held, root, null)).told);
});

test('the values of keys that look personal are in no file', async () => {
  const root = folder({
    'a.ndjson': `${line(1, { o: { 'jane@example.com': 1 } })}\n`,
    'b.ndjson': text(2),
  });
  await measured(held, root, cacheIn(root));
  expect(cachedText(root)).not.toContain('jane');
});

test('whatever changes, each number is that of a run without a cache', {
  timeout: 120_000,
}, async () => {
  const record = fc.record({
    id: fc.integer({ min: 0, max: 30 }),
    x: fc.option(
      fc.oneof(fc.integer({ min: 0, max: 90 }), fc.double({ min: 0, max: 9, noNaN: true })),
    ),
    s: fc.constantFrom('a', 'b', 'c', 'd'),
    d: fc.constantFrom('2024-01-01', '2024-01-02', '2024-01-03'),
  });
  const odd = fc.oneof(
    { weight: 9, arbitrary: record.map((one) => JSON.stringify(one)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('{"id":1}', '{"x":"a"}', '[1]', '{"id":', '{"id":2,"y":[1]}'),
    },
  );
  const content = fc
    .array(odd, { minLength: 1, maxLength: 4 })
    .map((lines) => `${lines.join('\n')}\n`);
  const change = fc.record({
    at: fc.integer({ min: 0, max: 4 }),
    content: fc.option(content, { freq: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 2, maxLength: 4 }),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      async (contents, changes) => {
        const name = (at: number) => `f${at}.ndjson`;
        const root = folder(Object.fromEntries(contents.map((one, at) => [name(at), one])));
        const cache = cacheIn(root);
        await measured(held, root, cache);
        for (const { at, content: next } of changes) {
          if (next === null) rmSync(join(root, name(at)), { force: true });
          else writeFileSync(join(root, name(at)), next);
          const kept = await measured(held, root, cache);
          expect(kept.told).toEqual((await measured(held, root, null)).told);
        }
      },
    ),
    { numRuns: 10 },
  );
});
