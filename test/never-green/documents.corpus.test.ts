import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, fromRows, json, z } from '../../src/index.ts';
import { folder } from '../dataset/folder.ts';
import { measureAll } from '../support/measured.ts';
import { differencesInSql } from '../support/plain-duckdb.ts';

const schema = z.object({ id: z.int(), v: z.int().nullish() });
const held = contract('documents', { schema }, ({ rows, column }) => [
  rows.count().equals(3),
  rows.key('id'),
  column('v').between(0, 9),
  column('v').nulls().atMost(1),
]);

const redOf = async (one: Contract, dataset: Dataset) =>
  (await measureAll(one, dataset)).filter(({ state }) => state !== 'passed');

const good =
  '{"meta":{"n":3},"data":{"items":[\n{"id":1,"v":1},\n{"id":2,"v":null},\n{"id":3,"v":9}\n]},"end":true}\n';

const documents: Readonly<Record<string, string>> = {
  'the path is not there': good.replace('"items"', '"rows"'),
  'the path is there twice': good.replace('"end":true', '"data":{"items":[]}'),
  'the array is there twice': good.replace(']}', '],"items":[]}'),
  'an object lies there': good.replace('[\n', '{"a":[\n').replace(']}', ']}}'),
  'the array is empty': '{"data":{"items":[]}}',
  'a record more': good.replace(']}', ',{"id":4}]}'),
  'a record that is none': good.replace('{"id":2,"v":null}', '5'),
  'a record that is broken': good.replace('"v":null', '"v":nul'),
  'a record that names a key twice': good.replace('"v":null', '"v":1,"v":2'),
  'a text among numbers': good.replace('"v":9', '"v":"9"'),
  'a value beyond its bound': good.replace('"v":9', '"v":10'),
  'a key twice': good.replace('"id":3', '"id":1'),
  'cut within the records': good.slice(0, 60),
  'cut behind the records': good.slice(0, good.indexOf('"end"')),
  'broken before the records': good.replace('"n":3', '"n":03'),
  'broken behind the records': good.replace('true', 'tru'),
  'more behind the document': `${good}{}`,
  'one bracket more': good.replace('}\n]}', '}\n]}}'),
};

test('records within a document are green where they are right, packed or not', async () => {
  const root = folder({ 'x.json': good, 'x.json.gz': gzipSync(good), 'y.json': gzipSync(good) });
  for (const name of ['x.json', 'x.json.gz', 'y.json'])
    for (const at of ['data.items', ['data', 'items']])
      expect(await redOf(held, json(join(root, name), { at }))).toEqual([]);
});

test.each(Object.entries(documents))('never green: %s', async (_, content) => {
  const root = folder({ 'x.json': content });
  expect(await redOf(held, json(join(root, 'x.json'), { at: 'data.items' }))).not.toEqual([]);
});

const keyed = '{\n"a":{"id":1,"v":1},\n"b":{"id":2},\n"c":{"id":3,"v":9}\n}';
const byKey = contract(
  'by key',
  { schema: schema.extend({ k: z.enum(['a', 'b', 'c']) }) },
  ({ rows }) => [rows.count().equals(3), rows.key('k')],
);

test('records by their keys are green where they are right', async () => {
  const root = folder({ 'x.json': keyed, 'y.json': `{"data":${keyed}}` });
  expect(await redOf(byKey, json(join(root, 'x.json'), { key: 'k' }))).toEqual([]);
  expect(await redOf(byKey, json(join(root, 'y.json'), { at: 'data', key: 'k' }))).toEqual([]);
});

test.each(
  Object.entries({
    'a key twice': keyed.replace('"b"', '"a"'),
    'a key twice, written otherwise': keyed.replace('"b"', '"\\u0061"'),
    'a key that is not wanted': keyed.replace('"b"', '"d"'),
    'a record with that key': keyed.replace('"id":2', '"id":2,"k":"b"'),
    'a value that is no record': keyed.replace('{"id":2}', '[]'),
    'a comma too many': keyed.replace('9}\n', '9},\n'),
    'a comma too few': keyed.replace('1},', '1}'),
    'no colon': keyed.replace('"b":', '"b"'),
    'an array of records': '[{"id":1}]',
    'cut short': keyed.slice(0, -1),
  }),
)('never green: by keys, %s', async (_, content) => {
  const root = folder({ 'x.json': content });
  expect(await redOf(byKey, json(join(root, 'x.json'), { key: 'k' }))).not.toEqual([]);
});

test('a document gives what its records give, and so does the SQL that is shown', async () => {
  const value = fc.option(
    fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom('x', 'é"\\', '}]{[')),
  );
  const row = fc.record({ id: fc.integer({ min: 0, max: 5 }), v: value }, { requiredKeys: ['id'] });
  const key = fc.stringMatching(/^[a-z.~/"\\ {}[\]:,é]{1,4}$/);
  const other = fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 3 });
  const measured = contract('all', { schema: z.object({ id: z.int() }) }, ({ rows, column }) => [
    rows.count().atMost(3),
    column('id').sum().atMost(4),
    column('id').duplicates().equals(0),
  ]);
  const said = async (dataset: Dataset) =>
    (await measureAll(measured, dataset)).map(({ title, state, value: found }) => [
      title,
      state,
      found,
    ]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.array(key, { minLength: 1, maxLength: 3 }),
      other,
      fc.constantFrom(undefined, 1),
      async (rows, path, beside, space) => {
        const document = path.reduceRight<unknown>(
          (inner, name) => ({ ...beside, [name]: inner }),
          rows,
        );
        const root = folder({ 'x.json': JSON.stringify(document, null, space) });
        const dataset = json(join(root, 'x.json'), { at: path });
        expect(await said(dataset)).toEqual(await said(fromRows(rows)));
        expect(await differencesInSql(await measureAll(measured, dataset), root)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test('records by their keys give what the records with their keys give', async () => {
  const row = fc.record({ id: fc.integer({ min: 0, max: 5 }) });
  const measured = contract(
    'keys',
    { schema: z.object({ id: z.int(), k: z.string() }) },
    ({ rows, column }) => [
      rows.key('k'),
      column('k').maxLength().atMost(3),
      column('id').sum().atMost(4),
    ],
  );
  const said = async (dataset: Dataset) =>
    (await measureAll(measured, dataset)).map(({ title, state, value: found }) => [
      title,
      state,
      found,
    ]);
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 5 }), row, { minKeys: 1, maxKeys: 5 }),
      fc.constantFrom(undefined, 1),
      async (records, space) => {
        fc.pre(!Object.keys(records).some((name) => name.includes('\0')));
        const root = folder({ 'x.json': JSON.stringify(records, null, space) });
        const dataset = json(join(root, 'x.json'), { key: 'k' });
        const rows = Object.entries(records).map(([k, { id }]) => ({ k, id }));
        expect(await said(dataset)).toEqual(await said(fromRows(rows)));
        expect(await differencesInSql(await measureAll(measured, dataset), root)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(
    resolve(import.meta.dirname, '../../docs/reference/documents.md'),
    'utf8',
  );
  const [, code = ''] =
    /```ts\nimport .*?\n\nexport const places = (.*?);\n\nverify/s.exec(page) ?? [];
  const [, call = ''] = /verify\(places, json\('places.geojson', (.*?)\)\);/.exec(page) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(page) ?? [];
  const [, records = '', why = ''] =
    /^Over (.*), these are red or can't be judged, since `(.*)`:/m.exec(page) ?? [];
  const shown: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const root = folder({});
  const file = join(root, 'places.geojson');
  writeFileSync(file, records.replaceAll('`', '').replaceAll(' / ', '\n'));
  const red = await redOf(shown, json(file, new Function(`return ${call}`)()));
  expect(red.map(({ title }) => title).join('\n')).toBe(said);
  expect(red.map(({ problem }) => problem?.message).join('\n')).toContain(why);
});
