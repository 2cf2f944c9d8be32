import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type Contract, contract, json, type Outcome, z } from '../../../src/index.ts';
import type { CacheSettings } from '../../../src/plan/states/fact-cache.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { measureAll } from '../../support/measured.ts';
import { cachedText, cacheIn, folder, forget, overwrite } from '../csv/kept.ts';

// What is known of a JSON file that has not changed is not read again, and whatever has changed is.

beforeEach(forget);
afterAll(closeEngines);

const schema = z.object({
  id: z.int(),
  x: z.number().nullable(),
  s: z.string(),
  d: z.date(),
  o: z.unknown(),
});
const held = contract('kept', { schema }, ({ rows, column }) => [
  rows.count().between(3, 3),
  column('id').max().atMost(3),
  column('x').nulls().atMost(1),
  column('d').distinct().atMost(3),
]);
const other = contract('other', { schema }, ({ column }) => [column('s').in(['a', 'b', 'c'])]);
const line = (id: number, x: number | null, s: string, d = '2024-01-01T10:00:00Z') =>
  JSON.stringify({ id, x, s, d, o: { k: [id, null], m: { '10': x } } });
const text = [line(1, 1.5, 'a'), line(2, null, 'b'), line(3, 2.5, 'c')].join('\n');
const broken = text.replace('"id":3', '"id":9');
const source = json('x.ndjson');

interface Run {
  readonly outcomes: readonly Outcome[];
  /** The names of the files that the engine read, once for each time. */
  readonly reads: readonly string[];
}

async function measured(
  of: Contract,
  dataset: Dataset,
  root: string,
  cache: CacheSettings | null,
): Promise<Run> {
  const trace = startTrace();
  const outcomes = await measureAll(of, dataset, { root, cache, trace });
  const { passes } = trace.measurement({ contract: of.name, dataset: dataset.label });
  const reads = passes
    .flatMap((pass) => pass.sql.map((one) => String(one)))
    .filter((sql) => /^(?:copy|create temp table) .*read_json/is.test(sql))
    .flatMap((sql) => [...sql.matchAll(/\w+\.ndjson/g)].map(([name]) => name));
  return { outcomes, reads };
}

const statesOf = ({ outcomes }: Run) => [...new Set(outcomes.map(({ state }) => state))];
const timeless = ({ outcomes }: Run) => outcomes.map(({ durationMs: _, ...one }) => one);

async function knownFolder(content = text, how: CacheSettings['identity'] = 'footer') {
  const root = folder({ 'x.ndjson': content });
  const cache = cacheIn(root, how);
  const first = await measured(held, source, root, cache);
  expect([statesOf(first), new Set(first.reads)]).toEqual([['passed'], new Set(['x.ndjson'])]);
  await forget();
  return { root, cache, path: join(root, 'x.ndjson'), first };
}

describe('a JSON file that has not changed', () => {
  test.for(['footer', 'content'] as const)('is not read again, by its %s', async (identity) => {
    const { root, cache, first } = await knownFolder(text, identity);
    const again = await measured(held, source, root, cache);
    expect(again.reads).toEqual([]);
    expect(timeless(again)).toEqual(timeless(first));
  });

  test('is read for a question that is new, and judged by its rows', async () => {
    const { root, cache } = await knownFolder();
    const asked = await measured(other, source, root, cache);
    expect([statesOf(asked), asked.reads]).toEqual([['passed'], ['x.ndjson']]);
    await forget();
    const fresh = await measured(other, source, root, null);
    expect(timeless(asked)).toEqual(timeless(fresh));
    await forget();
    expect((await measured(other, source, root, cache)).reads).toEqual([]);
  });

  test('is judged by its rows where a new question finds a fault, each time', async () => {
    const { root, cache } = await knownFolder(text.replace('"s":"c"', '"s":"z"'));
    for (let run = 0; run < 2; run++) {
      const asked = await measured(other, source, root, cache);
      const [found] = asked.outcomes.filter(({ state }) => state === 'failed');
      expect([found?.violations, asked.reads]).toEqual([1, ['x.ndjson']]);
      await forget();
    }
  });

  test('has nested numbers that DOUBLE would round, which is told again', async () => {
    const root = folder({
      'x.ndjson': '{"id":1,"o":{"v":1.5}}\n{"id":2,"o":{"v":9007199254740993}}\n',
    });
    const ids = contract('ids', { schema: z.object({ id: z.int() }) }, () => []);
    const first = await measured(ids, source, root, cacheIn(root));
    await closeEngines();
    const again = await measured(ids, source, root, cacheIn(root));
    expect(JSON.stringify(first.outcomes)).toContain('stay JSON');
    expect(again.reads).toEqual([]);
    expect(timeless(again)).toEqual(timeless(first));
  });

  test('has a key whose name is changed for SQL, which is told again', async () => {
    const root = folder({ 'x.ndjson': '{"id":1,"ID":2,"":3}\n' });
    const cache = cacheIn(root);
    const few = contract('few', { schema: z.object({ id: z.int() }) }, ({ rows }) => [
      rows.count().atLeast(1),
    ]);
    const first = await measured(few, source, root, cache);
    await forget();
    expect(timeless(await measured(few, source, root, cache))).toEqual(timeless(first));
  });
});

describe('a JSON file that is another one now', () => {
  test.for(['footer', 'content'] as const)(
    'is judged by what it is, by its %s, with the time put back',
    async (identity) => {
      const { root, cache, path } = await knownFolder(text, identity);
      overwrite(path, broken);
      const again = await measured(held, source, root, cache);
      expect(statesOf(again)).toContain('failed');
      expect(again.reads).not.toEqual([]);
    },
  );

  test.for([
    ['a field that can not be read', text.replace('2024-01-01T10:00:00Z', 'Jane')],
    ['a record that can not be read', `${text}\n{"id":`],
  ])('with %s is red, and read in each run', async ([, content = '']) => {
    const { root, cache, path } = await knownFolder();
    overwrite(path, content);
    for (let run = 0; run < 3; run++) {
      const again = await measured(held, source, root, cache);
      expect(again.reads).not.toEqual([]);
      const told = again.outcomes.find(({ title }) => title === 'every record is read');
      expect(told?.state).toBe('failed');
      await forget();
    }
  });

  test.for([
    ['as many records', broken],
    ['more records', `${broken}\n${line(4, 1, 'z')}`],
  ])('and is known, and read late with %s, is not judged', async ([, content = '']) => {
    const { root, cache, path } = await knownFolder();
    const { sharing: _, ...rest } = source;
    const written: Dataset = {
      ...rest,
      open: async (reader, hints, at) => {
        const opened = await source.open(reader, hints, at);
        overwrite(path, content);
        return opened;
      },
    };
    const first = await measured(other, written, root, cache);
    expect(first.reads).toEqual(['x.ndjson']);
    expect(statesOf(first)).toEqual(['errored']);
    expect(JSON.stringify(first.outcomes)).toContain('changed while');
    await forget();
    expect(statesOf(await measured(held, source, root, cache))).toContain('failed');
  });

  test('is read with other options, and with another type of a column', async () => {
    const { root, cache } = await knownFolder();
    const texts = contract('texts', { schema: schema.extend({ d: z.string() }) }, ({ column }) => [
      column('d').in(['2024-01-01T10:00:00Z']),
    ]);
    const again = await measured(texts, source, root, cache);
    expect(statesOf(again)).toEqual(['passed']);
    expect(again.reads).not.toEqual([]);
    await forget();
    const otherwise = json('x.ndjson', { maxRecordSize: 1000 });
    expect((await measured(held, otherwise, root, cache)).reads).not.toEqual([]);
  });
});

test('a record count that differs from the kept one is an error', async () => {
  const { root, cache } = await knownFolder();
  const { sharing: _, ...rest } = source;
  const wrong: Dataset = {
    ...rest,
    open: (reader, hints, at) => {
      const { recall } = reader;
      if (!recall) return source.open(reader, hints, at);
      const get: typeof recall.get = (files, question) => {
        const fact = recall.get(files, question) as readonly [unknown, number[][]] | undefined;
        if (!files.startsWith('json') || fact === undefined) return fact as never;
        return [
          fact[0],
          fact[1].map(([records, ...more]) => [(records ?? 0) + 1, ...more]),
        ] as never;
      };
      return source.open({ ...reader, recall: { ...recall, get } }, hints, at);
    },
  };
  const asked = await measured(other, wrong, root, cache);
  expect(statesOf(asked)).toEqual(['errored']);
  expect(JSON.stringify(asked.outcomes)).toContain('has 3 records where an earlier run found 4');
});

test('values of columns that are masked, or look personal, are in no file', async () => {
  const masked = contract(
    'masked',
    {
      schema: z.object({
        salary: z.number().meta({ classification: 'pii' }),
        ssn: z.int(),
        id: z.int(),
      }),
    },
    ({ column }) => [column('salary').nulls().atMost(0), column('ssn').nulls().atMost(0)],
  );
  const root = folder({
    'x.ndjson':
      '{"salary":73912.25,"ssn":4111111111111111,"id":515151}\n{"salary":88123.5,"ssn":4111111111111111,"id":626262}\n',
  });
  const cache = cacheIn(root);
  const first = await measured(masked, source, root, cache);
  expect(statesOf(first)).toEqual(['passed']);
  const cached = cachedText(root);
  expect(cached).toContain('salary');
  for (const value of ['73912.25', '88123.5', '4111111111111111'])
    expect(cached).not.toContain(value);
  await forget();
  // Without their ends, some of their questions are answered by the rows.
  expect(statesOf(await measured(masked, source, root, cache))).toEqual(['passed']);
});

test.for([
  ['a masked column', 'Lucrezia'],
  ['any column, if they look personal,', 'lucrezia@example.org'],
])('the nested keys of %s are in no file', async ([, key = '']) => {
  const isMasked = !key.includes('@');
  const who = isMasked ? z.unknown().meta({ classification: 'pii' }) : z.unknown();
  const nested = contract('nested', { schema: z.object({ id: z.int(), who }) }, ({ column }) => [
    column('id').max().atMost(3),
  ]);
  const root = folder({ 'x.ndjson': `{"id":1,"who":{"by":[{"${key}":5}]}}\n` });
  const cache = cacheIn(root);
  for (let run = 0; run < 2; run++) {
    const found = await measured(nested, source, root, cache);
    expect(statesOf(found)).toEqual(['passed']);
    expect(found.reads).not.toEqual([]);
    if (existsSync(cache.folder)) expect(cachedText(root)).not.toContain(key);
    await forget();
  }
});

test('files of one dataset are known together, and one that changed is read', async () => {
  const root = folder({
    'a.ndjson': line(1, 1, 'a'),
    'b.ndjson': [line(2, 2, 'b'), line(3, 3, 'c')].join('\n'),
  });
  const cache = cacheIn(root);
  const both = json('*.ndjson');
  const first = await measured(held, both, root, cache);
  expect(statesOf(first)).toEqual(['passed']);
  await forget();
  const again = await measured(held, both, root, cache);
  expect([timeless(again), again.reads]).toEqual([timeless(first), []]);
  await forget();
  writeFileSync(join(root, 'b.ndjson'), [line(2, 2, 'b'), line(9, 3, 'c')].join('\n'));
  const changed = await measured(held, both, root, cache);
  expect(statesOf(changed)).toContain('failed');
  expect(changed.reads).toContain('b.ndjson');
});
