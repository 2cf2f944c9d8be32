import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SourceFile } from '../../../src/dataset/dataset.ts';
import { outlet } from '../../../src/dataset/json/json-outlet.ts';
import { copyMembers } from '../../../src/dataset/json/json-takers.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { contract, json, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { folder as cachedFolder, cacheIn, forget, overwrite } from '../csv/kept.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf } from '../opened.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(forget);
afterAll(closeEngines);

const document =
  '{"type":"x","n":[1,{}],"o":{"a":1},\n"features":[\n{"id":1},\n5,{"id":2}\n],"z":null}';
const saidOf = (content: string, options: Parameters<typeof json>[1]) =>
  refusal(() => opened(json('x.json', options), { root: folder({ 'x.json': content }) }));

describe('records within a document', () => {
  test('have the lines that they have in it', async () => {
    const root = folder({ 'x.json': document, 'y.json.gz': gzipSync(document) });
    for (const name of ['x.json', 'y.json.gz']) {
      const session = await opened(json(name, { at: 'features' }), { root });
      expect(await rowsOf(session)).toEqual([{ id: 1n }, { id: 2n }]);
      expect(told(session)).toEqual([`${name}:4: the record is not an object but a number`]);
    }
  });

  test('may lie in an array, or by a key with a dot', async () => {
    const root = folder({ 'x.json': '[{"n":1},[{"id":7}]]', 'y.json': '{"a.b":{"":[{"id":7}]}}' });
    for (const dataset of [json('x.json', { at: '1' }), json('y.json', { at: ['a.b', ''] })])
      expect(await rowsOf(await opened(dataset, { root }))).toEqual([{ id: 7n }]);
  });

  test('may be none, of which the schema gives the columns', async () => {
    const root = folder({ 'x.json': '{"a":[ ]}' });
    const session = await opened(json('x.json', { at: 'a' }), { root, shape: { id: z.int() } });
    expect(await rowsOf(session)).toEqual([]);
    expect(session.problemCount).toBe(0);
  });

  test.each([
    [
      { at: 'items' },
      "x.json has nothing at 'items': it has type (text), n (an array of 2 values), o (an object of 1 key), features (an array of 3 values), z (null).",
    ],
    [{ at: 'o.items' }, "x.json has nothing at 'o.items': 'o' has a (a number)."],
    [
      { at: 'o' },
      "x.json has an object at 'o', and no array of records: name a key in it, or add { key: 'key' } if each of its keys has a record.",
    ],
    [{ at: 'z' }, "x.json has null at 'z', and no array of records."],
    [
      { at: 'features', key: 'id' },
      "x.json has an array at 'features', and { key } reads an object with a record for each key: leave key out.",
    ],
  ])('are not at %j', async (options, message) => {
    expect(await saidOf(document, options)).toBe(`DATASET_INVALID: ${message}`);
  });

  test.each([
    ['{"a":[1],\n"b":tru}', 2, 'a word or a number that JSON does not have'],
    ['{"a":[1],\n"b":[1,2}', 2, 'a bracket closes nothing'],
    ['{"a":[{"id":1}]}\n{}', 2, 'more follows the end of the document'],
    ['{"a":[{"id":1}],\n', 2, 'it ends in the middle of its document, so it was cut short'],
    ['{"a":[{"id":1}],,"b":1}', 1, 'a key is missing'],
    ['{"a":[{"id":1}]\n"b":1}', 2, 'a comma or a closing bracket is missing'],
    ['{"b" 1,"a":[{"id":1}]}', 1, 'the colon behind a key is missing'],
    ['{"b":,"a":[{"id":1}]}', 1, 'a value is missing'],
    ['{"b":"\t","a":[{"id":1}]}', 1, 'a text has a control character in it'],
    ['{"b":"\\x","a":[{"id":1}]}', 1, 'a text is broken'],
  ])('are not read from %j', async (content, line, why) => {
    expect(await saidOf(content, { at: 'a' })).toBe(
      `DATASET_UNREADABLE: x.json:${line} is no JSON of records: ${why}.`,
    );
  });

  test('are not read from UTF-16', async () => {
    const root = folder({ 'x.json': Buffer.from('\ufeff{"a":[{"id":1}]}', 'utf16le') });
    expect(await refusal(() => opened(json('x.json', { at: 'a' }), { root }))).toBe(
      'DATASET_UNREADABLE: x.json is UTF-16: convert it to UTF-8.',
    );
  });

  test('twice are an error', async () => {
    expect(await saidOf('{"a":[{"id":1}],"a":[{"id":2}]}', { at: 'a' })).toBe(
      "DATASET_INVALID: x.json names the key 'a' of at: 'a' 2 times.",
    );
  });

  test('need options that make sense', async () => {
    expect(await refusal(() => json('x.json', { at: 'a', format: 'lines' }))).toBe(
      'DATASET_INVALID: The option format of json() is for files of records, and at for files of one document: leave one of them out.',
    );
    expect(await refusal(() => json('x.json', { at: 'a..b' }))).toContain(
      'write the keys that lead',
    );
    expect(await refusal(() => json('https://example.org/x.json', { at: 'a' }))).toBe('no error');
  });

  test('of two places in one file are kept apart', async () => {
    const root = cachedFolder({ 'x.json': '{"a":[{"id":1},{"id":2}],"b":[{"id":5}]}' });
    const cache = cacheIn(root);
    const sums = contract('sums', { schema: z.object({ id: z.int() }) }, ({ column }) => [
      column('id').sum().atLeast(0),
      column('id').distinct({ exact: true }).atLeast(1),
    ]);
    const measured = async (at: string) => {
      await forget();
      const outcomes = await measureAll(sums, json('x.json', { at }), { root, cache });
      return outcomes
        .filter(({ origin }) => origin === 'declared')
        .map(({ value }) => Number(value));
    };
    for (const [at, values] of [
      ['a', [3, 2]],
      ['b', [5, 1]],
      ['a', [3, 2]],
      ['b', [5, 1]],
    ] as const)
      expect(await measured(at)).toEqual(values);
    overwrite(join(root, 'x.json'), '{"a":[{"id":1},{"id":4}],"b":[{"id":5}]}');
    expect(await measured('a')).toEqual([5, 2]);
  });

  test.each([
    [
      'an array',
      { at: 'a' },
      '{"x":1,"a":[{"id":1}, {"id":"]"},\n{"id":3} ],"z":[2]}',
      [1],
      [{ id: '1' }, { id: '3' }],
    ],
    [
      'an object',
      { key: 'k' },
      '{"x":{"id":1}, "y" : {"id":"}"} , "z":{"id":3} }',
      [0, 2],
      [{ k: 'y', id: '}' }],
    ],
    ['all', { key: 'k', at: 'a' }, '{"a":{"x":{"id":1}},"b":2}', [0], []],
  ] as const)(
    'of %s are left out of a copy, and no other byte of them',
    async (_, options, content, left, kept) => {
      const root = folder({ 'x.json.gz': gzipSync(content) });
      const file: SourceFile = { path: join(root, 'x.json.gz'), shown: 'x.json.gz' };
      const dataset = json('x.json.gz', options);
      const to = join(root, 'copy.json.gz');
      await dataset.source?.without?.(file, left, to);
      JSON.parse(gunzipSync((await import('node:fs')).readFileSync(to)).toString());
      const shape = { id: z.string(), ...('key' in options && { k: z.string() }) };
      const rows = await rowsOf(await opened(json('copy.json.gz', options), { root, shape }));
      expect(
        rows.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([k, v]) => [k, String(v).replaceAll('"', '')]),
          ),
        ),
      ).toEqual(kept);
    },
  );
});

describe('a document with none of the wanted columns', () => {
  test('says where its records may lie', async () => {
    const root = folder({
      'x.json': '{"data":{"items":[{"id":1},{"id":2}],"pages":3}}',
      'y.json': '{"a":{"id":1},"b":{"id":2}}',
    });
    const shape = { id: z.int(), name: z.string() };
    expect(await refusal(() => opened(json('x.json'), { root, shape }))).toBe(
      "DATASET_INVALID: x.json is one document, which has no column 'id' nor another one of the schema. Its records may lie within it: json('x.json', { at: 'data.items' }) reads an array of 2 records.",
    );
    expect(await refusal(() => opened(json('y.json'), { root, shape }))).toContain(
      "json('y.json', { key: 'key' }) reads an object with records for 2 keys.",
    );
  });

  test('says so where it begins with a byte order mark, for which it is read with more care', async () => {
    const root = folder({ 'x.json': '\ufeff{"items":[\n{"id":1},\n{"id":2}]}\n' });
    expect(await refusal(() => opened(json('x.json'), { root, shape: { id: z.int() } }))).toContain(
      "json('x.json', { at: 'items' }) reads an array of 2 records.",
    );
  });

  test('is read where it has one of them, or no records within', async () => {
    const root = folder({ 'x.json': '{"id":1,"items":[{"a":1}]}', 'y.json': '{"a":1}' });
    for (const name of ['x.json', 'y.json'])
      expect(await rowsOf(await opened(json(name), { root, shape: { id: z.int() } }))).toHaveLength(
        1,
      );
  });
});

describe('a document of more keys than a table has columns', () => {
  const byKey = (keys: number) =>
    JSON.stringify(
      Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, { n: at }])),
    );

  test('is not read as one row where nothing says which of them are wanted', async () => {
    const root = folder({ 'x.json': byKey(1001) });
    expect(await refusal(() => opened(json('x.json'), { root }))).toBe(
      "DATASET_INVALID: x.json is one document of 1,001 keys, each of which would be a column. Its records may lie within it: json('x.json', { key: 'key' }) reads an object with records for 1,001 keys.",
    );
  });

  test('is read where a schema wants one of them', async () => {
    const root = folder({ 'x.json': byKey(1001) });
    const shape = { k7: z.object({ n: z.int() }) };
    expect(await rowsOf(await opened(json('x.json'), { root, shape }))).toHaveLength(1);
  });
});

describe('a column of several kinds', () => {
  const problems = async (text: string, name: string, options = {}) => {
    const root = folder({});
    writeFileSync(join(root, name), text);
    const held = contract('kinds', { schema: z.object({ v: z.int() }) }, ({ column }) => [
      column('v').between(0, 9),
    ]);
    const outcomes = await measureAll(held, json(join(root, name), options));
    return outcomes.flatMap(({ problem, evidence, state }) =>
      state === 'passed' ? [] : [problem?.message ?? evidence?.notes.join() ?? ''],
    );
  };
  const many = Array.from({ length: 1998 }, (_, v) => `{"v":${v % 9}}`);

  test.each([
    ['x.ndjson', [...many, '{"v":"a"}', '{"v":null}', '{"v":"b"}'].join('\n'), {}, 1999],
    ['x.json', `[\n${[...many, '{"v":"a"}', '{"v":"b"}'].join(',\n')}]`, {}, 2000],
    ['x.json', `{"a":[\n${[...many, '{"v":"a"}', '{"v":"b"}'].join(',\n')}]}`, { at: 'a' }, 2000],
  ])('of %s says which, how many and where', async (name, text, options, line) => {
    const found = await problems(text, name, options);
    expect(found).toContain(
      `column 'v' is JSON, which is not a number: it holds numbers (1,998) and text (2, the first on line ${line})`,
    );
    expect(found.every((one) => !one.includes('undefined'))).toBe(true);
  });

  test('has its lines where records before were left out', async () => {
    const found = await problems('{"v":1}\n5\nbroken\n{"v":2}\n\n{"v":[1]}\n', 'x.ndjson');
    expect(found.join('\n')).toContain('it holds numbers (2) and arrays (1, on line 6)');
  });
});

test.each(['"a"', '"\\u0061"'])(
  'a record whose key %s another one has is a problem with its line',
  async (again) => {
    const content = `{\n"a":{"id":1},\n"b":{"id":2},\n${again}:{"id":3}\n}`;
    const session = await openFile('x.json', content, (path) => json(path, { key: 'k' }));
    expect(told(session)).toEqual(['x.json:4: the record names one of its keys twice']);
    expect(session.leftOut).toBe(1);
    expect((await rowsOf(session)).map(({ k }) => k)).toEqual(['a', 'b']);
  },
);

test('a key that is broken behind a backslash is an error with its line', async () => {
  expect(await saidOf('{\n"a":{"id":1},\n"b\\x":{"id":2}\n}', { key: 'k' })).toBe(
    'DATASET_UNREADABLE: x.json:3 is no JSON of records: a text is broken.',
  );
});

test('two halves of a pair as keys are two keys', async () => {
  const written = ['\\ud800', '\\udc00', '\ufffd'].map((key) => `"${key}":{"id":1}`).join(',');
  const copied = Buffer.from(`{${written}}`);
  const out = outlet(16);
  copyMembers('k', out).feed(copied, 0);
  expect(Buffer.from(out.take()).toString()).not.toMatch(/"k".*"k".*"k".*"k"/);
});
