import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentsShown } from '../../../../src/dataset/files/bytes/contents.ts';
import { isJsonText } from '../../../../src/dataset/files/bytes/json-text.ts';
import {
  contract,
  csv,
  type Dataset,
  duckdb,
  json,
  parquet,
  sqlite,
  z,
} from '../../../../src/index.ts';
import { measureAll } from '../../../support/measured.ts';
import { onPlainDuckDB } from '../../../support/plain-duckdb.ts';
import { folder } from '../../folder.ts';
import { opened, refusal, rowsOf } from '../../opened.ts';

const table = 'id,name\n1,a\n2,b\n';
const records = '[{"id":1,"name":"a"},\n{"id":2,"name":"b"}]';
const rows = [
  { id: 1n, name: 'a' },
  { id: 2n, name: 'b' },
];

test.each([
  ['x.csv', gzipSync(table), 'x.csv is compressed by gzip, which its name does not say.'],
  ['x.csv', zstdCompressSync(table), 'x.csv is compressed by zstd, which its name does not say.'],
  [
    'x.csv.gz',
    zstdCompressSync(table),
    'x.csv.gz is compressed by zstd, which its name does not say.',
  ],
  ['x.csv.gz', table, 'x.csv.gz is not compressed, though its name says so.'],
  ['x.csv.zst', gzipSync(table), 'x.csv.zst is compressed by gzip, which its name does not say.'],
  ['x.json', gzipSync(records), 'x.json is compressed by gzip, which its name does not say.'],
  ['x.json.gz', records, 'x.json.gz is not compressed, though its name says so.'],
] as const)('%s is read by its bytes', async (name, content, note) => {
  const root = folder({ [name]: content });
  const source = name.startsWith('x.csv') ? csv : json;
  const session = await opened(source(name), { root, shape: { id: z.int(), name: z.string() } });
  expect(await rowsOf(session)).toEqual(rows);
  expect(session.notes).toContain(note);
  const from = session.reproduce?.from({ sql: null, masked: new Set() });
  const plain = await onPlainDuckDB(root, async (connection) =>
    (await connection.runAndReadAll(`select count(*)::int as n from ${from}`)).getRowObjects(),
  );
  expect(plain).toEqual([{ n: 2 }]);
});

test.each(['x.csv.gz', 'x.json.zst'])('a damaged %s is not taken for text', async (name) => {
  const root = folder({ [name]: Buffer.concat([Buffer.from([0x1f, 0x8c, 8]), gzipSync(table)]) });
  const source = name.startsWith('x.csv') ? csv : json;
  expect(await refusal(() => opened(source(name), { root }))).toMatch(
    /^DATASET_UNREADABLE: .* is not (?:gzip|zstd) data, or is damaged/,
  );
});

test('the option compression means what it says', async () => {
  const root = folder({ 'x.csv': gzipSync(table), 'y.csv': table });
  expect(await refusal(() => opened(csv('x.csv', { compression: 'none' }), { root }))).toBe(
    "DATASET_UNREADABLE: By its bytes, x.csv is compressed by gzip, and { compression: 'none' } says otherwise: leave that option out.",
  );
  expect(await refusal(() => opened(csv('x.csv', { compression: 'zstd' }), { root }))).toContain(
    'is compressed by gzip',
  );
  expect(await refusal(() => opened(csv('y.csv', { compression: 'gzip' }), { root }))).toContain(
    'is not gzip data',
  );
});

/** Files of other formats, each with what is said of it. */
async function others(): Promise<Readonly<Record<string, readonly [Uint8Array, string]>>> {
  const root = folder({});
  const database = new DatabaseSync(join(root, 'x.db'));
  database.exec('create table t (id integer, name text)');
  database.close();
  await onPlainDuckDB(root, (connection) =>
    connection.run(`attach '${root}/x.duckdb' as made; create table made.t (id int); detach made`),
  );
  const hex = (text: string) => Buffer.from(text, 'hex');
  const tar = Buffer.alloc(1024);
  tar.write('a.csv');
  tar.write('ustar', 257);
  const zip = (name: string) =>
    Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(26), Buffer.from(`${name}${name}`)]);
  return {
    parquet: [
      readFileSync(join(import.meta.dirname, '../../../hostile/data/plain.parquet')),
      "a Parquet file: read it with parquet('FILE').",
    ],
    sqlite: [
      readFileSync(join(root, 'x.db')),
      "a SQLite database: read one of its tables with sqlite('FILE', 'TABLE').",
    ],
    duckdb: [
      readFileSync(join(root, 'x.duckdb')),
      "a DuckDB database: read one of its tables with duckdb('FILE', 'TABLE').",
    ],
    excel: [zip('xl/workbook.xml'), "an Excel workbook: read it with excel('FILE')."],
    zip: [zip('orders.csv'), 'a ZIP archive: unpack it'],
    ole: [hex('d0cf11e0a1b11ae1000000'), 'a document of old Office programs'],
    bzip2: [hex('425a683931415926535900'), 'compressed by bzip2: unpack it'],
    xz: [hex('fd377a585a000004'), 'compressed by xz: unpack it'],
    tar: [tar, 'a tar archive: unpack it'],
    tgz: [gzipSync(tar), 'compressed by gzip, and a tar archive within: unpack it'],
    html: [
      Buffer.from('\n<!DOCTYPE html>\n<html><title>Log in'),
      'an HTML page: it may be the login',
    ],
    xml: [Buffer.from('<?xml version="1.0"?><rows/>'), 'an XML document'],
    lfs: [
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n'),
      'a pointer of Git LFS, and not the data: bring the data with git lfs pull.',
    ],
  };
}

test('a file of another format says which it is, in every source', async () => {
  const sources: Readonly<Record<string, (path: string) => Dataset>> = {
    csv: (path) => csv(path),
    json: (path) => json(path),
    parquet: (path) => parquet(path),
    sqlite: (path) => sqlite(path, 't'),
    duckdb: (path) => duckdb(path, 't'),
  };
  for (const [format, [content, said]] of Object.entries(await others()))
    for (const [source, make] of Object.entries(sources)) {
      if (source === format) continue;
      const root = folder({ 'it.data': content });
      expect(
        await refusal(() => opened(make('it.data'), { root })),
        `${source} ${format}`,
      ).toContain(
        `DATASET_UNREADABLE: By its bytes, it.data is ${said.replace('FILE', 'it.data')}`,
      );
    }
});

test('JSON is not read as CSV, unless it is told to be', async () => {
  const lines = '{"id":1}\n{"id":2}\n';
  const root = folder({ 'x.csv': lines, 'y.parquet': lines });
  expect(await refusal(() => opened(csv('x.csv'), { root }))).toBe(
    "DATASET_UNREADABLE: By its text, x.csv is JSON and not CSV: read it with json('x.csv').",
  );
  expect(await refusal(() => opened(parquet('y.parquet'), { root }))).toBe(
    "DATASET_UNREADABLE: By its bytes, y.parquet is text: read it with json('y.parquet').",
  );
  const raw = csv('x.csv', { header: false, quote: '', delimiter: '\t' });
  expect(await rowsOf(await opened(raw, { root }))).toHaveLength(2);
});

test.each([
  'PAR1,ORC\n1,2\n',
  'animals,DUCK,b\n1,2,3\n',
  'ORC,a\n1,2\n',
  '"[",{}\n1,2\n',
  'PK,BZh9\n1,2\n',
])('a table is a table: %j', async (content) => {
  const root = folder({ 'x.csv': content });
  const session = await opened(csv('x.csv'), { root });
  expect((await rowsOf(session)).length).toBe(1);
  expect(session.notes).toEqual([]);
});

test('no table of words and numbers is taken for another format', () => {
  const field = fc.stringMatching(/^[A-Za-z0-9 ._%#-]{0,12}$/);
  const record = fc.array(field, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (all) => {
      const text = Buffer.from(all.map((one) => `${one.join(',')}\n`).join(''));
      fc.pre(!text.toString().startsWith('%PDF-'));
      expect(contentsShown(text, () => text)).toBe(null);
      expect(isJsonText(text)).toBe(false);
    }),
  );
});

test('JSON records are known as such, whole or cut', () => {
  const value = fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 2), (all, space) => {
      expect(isJsonText(Buffer.from(JSON.stringify(all, null, space)))).toBe(true);
      expect(isJsonText(Buffer.from(JSON.stringify(all[0], null, space)))).toBe(true);
    }),
  );
});

test('never green: a file that is none of the rows', async () => {
  const held = contract('any', { schema: z.object({}) }, ({ rows: all }) => [
    all.count().atLeast(1),
  ]);
  for (const [content] of Object.values(await others())) {
    const root = folder({ 'x.csv': content, 'x.json': content });
    for (const dataset of [csv(join(root, 'x.csv')), json(join(root, 'x.json'))])
      expect((await measureAll(held, dataset)).every(({ state }) => state === 'passed')).toBe(
        false,
      );
  }
});
