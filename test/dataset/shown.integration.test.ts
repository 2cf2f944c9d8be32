import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { csv, duckdb, fromRows, json, parquet, query, sqlite, z } from '../../src/index.ts';
import { folder } from './folder.ts';
import { opened } from './opened.ts';
import { openedRows, shownFrom, shownRows } from './shown.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;
type Case = readonly [string, Files, Dataset, ...z.core.$ZodLooseShape[]];

const text = z.string().nullable();
const date = z.date().nullable();

const latin1 = Uint8Array.from('id,n\n1,caf\xe9\n', (character) => character.charCodeAt(0));
const utf16 = Buffer.from('\ufeffid,n\n1,café\n', 'utf16le');

const ofCsv: readonly Case[] = [
  [
    'codes that look like numbers',
    { 'x.csv': 'id,code\n1,1234\n2,0123\n' },
    csv('x.csv'),
    { code: text },
  ],
  [
    'text in place of NULL',
    { 'x.csv': 'id,n\n1,NA\n2,"NA"\n3,-\n' },
    csv('x.csv', { nullText: ['NA', '-'] }),
    { n: text },
  ],
  ['an empty text beside NULL', { 'x.csv': 'id,n\n1,""\n2,\n' }, csv('x.csv'), { n: text }],
  [
    'an empty text in a column of numbers',
    { 'x.csv': 'id,n\n1,""\n2,\n3, 7 \n' },
    csv('x.csv'),
    { n: z.number() },
  ],
  [
    'dates in a format',
    { 'x.csv': 'id,d\n1,24.12.2025\n2,1.2.2026\n' },
    csv('x.csv', { dateFormat: '%d.%m.%Y' }),
    { d: date },
  ],
  [
    'times in a format',
    { 'x.csv': 'id,d\n1,24.12.2025 13:05\n' },
    csv('x.csv', { dateFormat: '%d.%m.%Y %H:%M' }),
    { d: date },
  ],
  [
    'dates in several formats',
    { 'x.csv': 'id,d\n1,24.12.2025\n2,2026-02-01\n3,\n4,31.1.26\n' },
    csv('x.csv', { dateFormat: { d: ['%d.%m.%Y', '%Y-%m-%d', '%d.%m.%y'] } }),
  ],
  [
    'dates that two formats read differently',
    { 'x.csv': 'id,d\n1,24/12/2025\n2,01/02/2026\n3,03/03/2026\n' },
    csv('x.csv', { dateFormat: ['%d/%m/%Y', '%m/%d/%Y'] }),
    { d: date },
  ],
  [
    'marks within numbers',
    { 'x.csv': 'id;n;d\n1;1.234,5;1.234,50\n2;12.34;,5\n3;-7;\n' },
    csv('x.csv', {
      delimiter: ';',
      decimal: ',',
      thousands: '.',
      types: { d: 'DECIMAL(10,2)' },
    }),
    { n: z.number() },
  ],
  [
    'apostrophes within numbers',
    { 'x.csv': "id,n\n1,1'234\n2,5\n" },
    csv('x.csv', { thousands: "'" }),
    { n: z.int() },
  ],
  [
    'words for true and false',
    { 'x.csv': "id,b\n1,yes\n2,it's not\n3,true\n4,maybe\n5,\n" },
    csv('x.csv', { booleans: { true: ['yes'], false: ["it's not"] } }),
    { b: z.boolean() },
  ],
  [
    'times with and without an offset',
    { 'x.csv': 'd\n2025-12-24T13:05:00Z\n2025-12-24T13:05:00+02:00\n2025-12-24 13:05:00\n' },
    csv('x.csv'),
    { d: date },
  ],
  [
    'types that the user gave',
    { 'x.csv': 'id,p,f\n1,1.50,0.1\n2,,\n' },
    csv('x.csv', { types: { p: 'DECIMAL(10,2)', f: 'FLOAT', id: 'VARCHAR' } }),
  ],
  [
    'another delimiter, quote and escape',
    { 'x.csv': "id;n\n1;'a;b'\n2;'it\\'s'\n" },
    csv('x.csv', { delimiter: ';', quote: "'", escape: '\\' }),
    { n: text },
  ],
  ['tabs', { 'x.tsv': 'id\tn\n1\ta,b\n' }, csv('x.tsv'), { n: text }],
  ['no header', { 'x.csv': '1,a\n2,b\n' }, csv('x.csv', { header: false, names: ['id', 'n'] })],
  ['no header and no names', { 'x.csv': '1,a\n2,b\n' }, csv('x.csv', { header: false })],
  ['blank lines above the header', { 'x.csv': '\n\nid,n\n1,a\n' }, csv('x.csv')],
  ['names that are alike, or none', { 'x.csv': 'id,ID,,"a""b",a b\n1,2,3,4,5\n' }, csv('x.csv')],
  ['Latin-1', { 'x.csv': latin1 }, csv('x.csv', { encoding: 'latin-1' }), { n: text }],
  ['UTF-16', { 'x.csv': utf16 }, csv('x.csv', { encoding: 'utf-16' }), { n: text }],
  [
    'a compressed file of another name',
    { 'x.data': gzipSync('id,n\n1,a\n') },
    csv('x.data', { compression: 'gzip' }),
  ],
  ['ragged records', { 'x.csv': 'id,n\n1,a\n2\n3,b,c\n4,d\n' }, csv('x.csv')],
  [
    'records that are not of their type',
    { 'x.csv': 'id,n\n1,1\n2,1.5x\n3,\n4,2\n' },
    csv('x.csv'),
    { n: z.number() },
  ],
  ['an open quote', { 'x.csv': 'id,n\n1,a\n2,b\n3,"c\n4,d\n5,e\n' }, csv('x.csv')],
  ['lines that end in two ways', { 'x.csv': 'id,n\n1,a\r\n2,b\n' }, csv('x.csv')],
  [
    'a name with a star and a bracket',
    { 'a[1]*.csv': 'id\n1\n', 'a1b.csv': 'id\n9\n' },
    csv('a[[]1[]]*.csv'),
  ],
  ['a name with a quote', { "it's.csv": 'id\n1\n' }, csv("it's.csv")],
  ['several files', { 'a.csv': 'id,n\n2,a\n', 'b.csv': 'id,n\n1,b\n' }, csv('*.csv')],
  [
    'several files of other columns and line ends',
    { 'a.csv': 'id,n\n2,a\n', 'b.csv': 'n,id\r\nb,1\r\n', 'c.csv': 'id\n5\n' },
    csv('*.csv', { unionByName: true }),
  ],
  [
    'a longer record than the engine reads',
    { 'x.csv': `id,n\n1,${'a'.repeat(3_000_000)}\n` },
    csv('x.csv', { maxRecordSize: 4_000_000 }),
  ],
  [
    'documents',
    { 'x.csv': 'id,d\n1,"{""a"": 1}"\n' },
    csv('x.csv'),
    { d: z.object({ a: z.int() }) },
  ],
];

const ofJson: readonly Case[] = [
  ['an array', { 'x.json': '[{"id":1,"n":"a"},{"id":2,"m":1.5}]' }, json('x.json')],
  ['lines', { 'x.ndjson': '{"id":1}\n{"id":2}\n' }, json('x.ndjson')],
  ['values over several lines', { 'x.json': '{\n"id":1}\n{\n"id":2}\n' }, json('x.json')],
  [
    'a format that was given',
    { 'x.data': '{"id":1}\n{"id":2}\n' },
    json('x.data', { format: 'lines' }),
  ],
  [
    'lines that are no records',
    { 'x.ndjson': '{"id":1}\nnope\n[1]\n{"id":2,"id":3}\n{"id":4}\n' },
    json('x.ndjson'),
  ],
  [
    'dates',
    { 'x.json': '[{"d":"2025-12-24"},{"d":"2025-12-25T01:02:03+02:00"},{"d":null}]' },
    json('x.json'),
    { d: date },
  ],
  [
    'texts that are no dates',
    { 'x.json': '[{"d":"2025-12-24"},{"d":"then"}]' },
    json('x.json'),
    { d: date },
  ],
  [
    'dates in a format',
    { 'x.json': '[{"d":"24.12.2025"}]' },
    json('x.json', { dateFormat: '%d.%m.%Y' }),
    { d: date },
  ],
  [
    'integers beyond 64 bits',
    { 'x.json': '[{"i":123456789012345678901234567890},{"i":1}]' },
    json('x.json'),
  ],
  ['integers near to 64 bits', { 'x.json': '[{"i":9223372036854775807},{"i":1}]' }, json('x.json')],
  ['numbers beyond DOUBLE', { 'x.json': '[{"i":1e400},{"i":1.5}]' }, json('x.json')],
  [
    'values of several types',
    { 'x.json': '[{"v":1},{"v":"a"},{"v":null},{"v":[1]}]' },
    json('x.json'),
  ],
  [
    'objects and lists',
    { 'x.json': '[{"o":{"a":1,"b":[1,2]},"l":[{"c":"x"}]},{"o":null,"l":[]}]' },
    json('x.json'),
  ],
  [
    'keys that are alike, or odd',
    { 'x.json': '[{"id":1,"ID":2,"":3,"a/b":4,"it\'s":5,"q\\"":6}]' },
    json('x.json'),
  ],
  ['no value', { 'x.json': '[{"id":1,"d":null}]' }, json('x.json'), { d: date }],
  [
    'more keys than are told of',
    {
      'x.json': JSON.stringify([
        Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`k${at}`, at])),
      ]),
    },
    json('x.json'),
  ],
  [
    'several files',
    { 'a.json': '[{"id":2}]', 'b.ndjson': '{"id":1}\n' },
    json(['a.json', 'b.ndjson']),
  ],
  ['a compressed file', { 'x.json.gz': gzipSync('[{"id":2}]') }, json('x.json.gz')],
];

describe('a plain DuckDB reads the same rows', () => {
  test.each([...ofCsv, ...ofJson].map((one) => [one[0], one] as const))('%s', async (_, one) => {
    const [, files, dataset, shape = {}] = one;
    const root = folder(files);
    const session = await opened(dataset, { root, shape });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });

  test('of a query over a file that was typed', async () => {
    const root = folder({ 'x.csv': 'id,code\n1,1234\n2,0123\n' });
    const over = query(csv('x.csv'), 'select *, length(code) as n from dataset -- all of them');
    const session = await opened(over, { root, shape: { code: text } });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });

  test('of folders that are columns', async () => {
    const root = folder();
    const writer = await (await DuckDBInstance.create()).connect();
    await writer.run(
      `copy (select range as id, range % 3 as "it's" from range(9)) to '${root}/p' (format parquet, partition_by ("it's"))`,
    );
    const session = await opened(parquet('p', { hivePartitioning: true }), {
      root,
      shape: { "it's": text },
    });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });

  test('of a DuckDB file, beside another of that name', async () => {
    const root = folder({ 'a/x': '', 'b/x': '' });
    for (const [at, name] of ['a', 'b'].entries()) {
      const instance = await DuckDBInstance.create(join(root, name, 'x.duckdb'));
      const writer = await instance.connect();
      await writer.run(
        `create schema s; create table s.t as select ${at} as id; create view s.v as from s.t`,
      );
      writer.disconnectSync();
      instance.closeSync();
    }
    for (const name of ['a', 'b']) {
      const session = await opened(duckdb(join(root, name, 'x.duckdb'), 's.v'), { root });
      expect(await shownRows(session, root)).toEqual(await openedRows(session));
    }
  });

  const ofSqlite: readonly (readonly [string, string, z.core.$ZodLooseShape?])[] = [
    [
      'what DuckDB reads as it is',
      "create table t(id integer, n real, s text); insert into t values (1, 0.1, 'a'), (2, null, '')",
    ],
    [
      'booleans and dates',
      "create table t(b boolean, d text, e date); insert into t values (1, '2025-12-24', '2025-12-25'), (0, null, '2026-01-01')",
      { b: z.boolean(), d: date, e: date },
    ],
    [
      'values of other kinds than the column',
      "create table t(id integer, n integer); insert into t values (1, 5), (2, 'five'), (3, 1.5), (4, x'00')",
      { n: z.int() },
    ],
    [
      'text that is no date',
      "create table t(id integer, d text); insert into t values (1, '2025-12-24'), (2, 'then')",
      { d: date },
    ],
    [
      'a view',
      'create table u(id integer, n integer); insert into u values (1, 5), (2, 7); create view t as select id, n / 2 as "h""alf" from u',
    ],
    [
      'a column without a value',
      'create table t(id integer, d); insert into t values (1, null)',
      { d: date },
    ],
    [
      'a generated column',
      'create table t(id integer, twice integer generated always as (id * 2)); insert into t values (4)',
    ],
  ];

  test.each(ofSqlite.map((one) => [one[0], one] as const))('of SQLite: %s', async (_, one) => {
    const [, sql, shape = {}] = one;
    const root = folder();
    const database = new DatabaseSync(join(root, "o'brien.db"));
    database.exec(sql);
    database.close();
    const session = await opened(sqlite("o'brien.db", 't'), { root, shape });
    expect(await shownRows(session, root)).toEqual(await openedRows(session));
  });

  test('however a CSV file is written', async () => {
    const root = folder();
    const cell = fc.constantFrom(
      '1',
      '-2.5',
      ' 3',
      '""',
      '',
      '"a,b"',
      'x',
      '"q""q"',
      '2024-01-02',
      'true',
      'a"b',
      '"open',
    );
    const record = fc
      .tuple(cell, cell, fc.constantFrom('', '', '', ',4', ','))
      .map((parts) => `${parts[0]},${parts[1]}${parts[2]}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (records, isTyped) => {
          writeFileSync(join(root, 'x.csv'), `a,b\n${records.join('\n')}\n`);
          const shape = isTyped ? { a: z.number().nullable(), b: date } : { a: text };
          const session = await opened(csv('x.csv'), { root, shape });
          expect(await shownRows(session, root)).toEqual(await openedRows(session));
          await session.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('rows in memory are nowhere else, nor is what is asked of them', async () => {
  expect(shownFrom(await opened(fromRows([{ id: 1 }])))).toBeNull();
  expect(shownFrom(await opened(query(fromRows([{ id: 1 }]), 'from dataset')))).toBeNull();
});

test('what a query does not name stays as the file has it', async () => {
  const root = folder({ 'x.csv': 'a,b\n1,2\n' });
  const { reproduce } = await opened(csv('x.csv'), { root });
  const from = reproduce?.from({ sql: 'select avg("b") as mean', masked: new Set() });
  expect(from).toBe(
    `(select * replace (try_cast("b" as BIGINT) as "b") from read_csv(['x.csv'], auto_detect=false, header=true, allow_quoted_nulls=false, columns={'a': 'VARCHAR', 'b': 'VARCHAR'}))`,
  );
});

test('the keys of objects in a masked column are not told', async () => {
  const root = folder({ 'x.json': '[{"id":1,"o":{"Anna Smith":1}}]' });
  const { reproduce } = await opened(json('x.json'), { root });
  const told = (masked: readonly string[]) =>
    reproduce?.from({ sql: 'o is null', masked: new Set(masked) });
  expect(told([])).toContain('Anna Smith');
  expect(told(['o'])).not.toContain('Anna Smith');
});
