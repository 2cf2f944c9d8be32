import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import type { JsonOptions } from '../../../src/dataset/json/json-options.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { contract, fromRows, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';

vi.setConfig({ testTimeout: 60_000 });

const plain = (path: string) => json(path);
const read = (content: string | Uint8Array, shape: z.core.$ZodLooseShape = {}) =>
  openFile('x.json', content, plain, { shape });

const rows = [
  { a: 1n, b: 'é' },
  { a: 2n, b: null },
];

test.each([
  ['an array', '[{"a":1,"b":"é"},\n {"a":2}]'],
  ['a record a line', '{"a":1,"b":"é"}\n\n{"a":2,"b":null}\n'],
  ['records over several lines', '{\n "a":1,\n "b":"é"\n}\n{\n "a":2\n}'],
  ['an array behind a byte order mark', '\ufeff[{"a":1,"b":"é"},{"a":2}]'],
])('reads %s', async (_, content) => {
  expect(await rowsOf(await read(content))).toEqual(rows);
});

test.each([
  ['x.json.gz', gzipSync(JSON.stringify([{ a: 1, b: 'é' }, { a: 2 }]))],
  ['x.ndjson.zst', zstdCompressSync('{"a":1,"b":"é"}\n{"a":2}\n')],
])('reads %s by its name', async (name, content) => {
  expect(await rowsOf(await openFile(name, content, plain))).toEqual(rows);
});

test('keeps what a value is', async () => {
  const content =
    '[{"n":1,"x":1.5,"t":"2024-01-01","u":"550e8400-e29b-41d4-a716-446655440000","ok":true,"o":{"k":1},"l":[1,2],"z":null},{"n":-2,"x":2,"t":"10:00"}]';
  const session = await read(content, { z: z.string().nullable() });
  expect(typesOf(session)).toEqual([
    'n BIGINT',
    'x DOUBLE',
    't VARCHAR',
    'u VARCHAR',
    'ok BOOLEAN',
    'o STRUCT("k" BIGINT)',
    'l BIGINT[]',
    'z VARCHAR',
  ]);
});

test('keeps a column of several types as JSON', async () => {
  const session = await read('[{"a":300},{"a":"300"},{"a":null},{"a":[1]}]', { a: z.string() });
  expect(typesOf(session)).toEqual(['a JSON']);
  expect(await rowsOf(session)).toEqual([{ a: '300' }, { a: '"300"' }, { a: null }, { a: '[1]' }]);
});

test('keeps the digits of integers', async () => {
  const session = await read(
    '[{"a":9007199254740993,"b":18446744073709551615,"c":12345678901234567890123,"d":[18446744073709551615]},{"a":1,"b":2,"c":3,"d":[]}]',
  );
  expect(typesOf(session)).toEqual(['a BIGINT', 'b HUGEINT', 'c HUGEINT', 'd HUGEINT[]']);
  expect((await rowsOf(session))[0]).toEqual({
    a: 9007199254740993n,
    b: 18446744073709551615n,
    c: 12345678901234567890123n,
    d: [18446744073709551615n],
  });
});

test('takes long fractions for no reason to widen integers', async () => {
  const session = await read('[{"a":[0.1234567890123456789012],"b":[1,-1]}]');
  expect(typesOf(session)).toEqual(['a DOUBLE[]', 'b BIGINT[]']);
});

test('finds a key and a type that come late', async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `{"a":${index}}`);
  const session = await read(`${lines.join('\n')}\n{"a":"x","late":1}\n`);
  expect(typesOf(session)).toEqual(['a JSON', 'late BIGINT']);
});

test('reads text as dates where the schema has dates', async () => {
  const content =
    '[{"d":"2024-02-29","t":"2024-01-01T10:00:00+02:00"},{"d":null,"t":"2024-01-01"}]';
  const session = await read(content, { d: z.date(), t: z.date() });
  expect(typesOf(session)).toEqual(['d DATE', 't TIMESTAMP']);
  expect(await rowsOf(session)).toEqual([
    { d: new Date('2024-02-29'), t: new Date('2024-01-01T08:00Z') },
    { d: null, t: new Date('2024-01-01') },
  ]);
});

test('reads dates in a format of their own', async () => {
  const session = await openFile(
    'x.json',
    '[{"d":"31/12/2024"}]',
    (path) => json(path, { dateFormat: '%d/%m/%Y' }),
    { shape: { d: z.date() } },
  );
  expect(await rowsOf(session)).toEqual([{ d: new Date('2024-12-31') }]);
});

test('takes an object with keys as data for a map', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => `{"m":{"k${index}":${index}}}`);
  expect(typesOf(await read(lines.join('\n')))).toEqual(['m MAP(VARCHAR, BIGINT)']);
});

test('takes names as they are, and the keys of all files', async () => {
  const root = folder({
    "d'1/ä 1.json": '[{"a \\"b\\"":1,"x/y~z":2}]',
    "d'1/ö 2.json": '[{"select":3,"😀":{"it\'s":4}}]',
  });
  const session = await opened(json("d'1/*.json"), { root });
  expect(session.columns.map(({ name }) => name)).toEqual(['a "b"', 'x/y~z', 'select', '😀']);
  expect((await rowsOf(session))[1]).toEqual({
    'a "b"': null,
    'x/y~z': null,
    select: 3n,
    '😀': { "it's": 4n },
  });
});

test('several files are one: their types are, and their keys may not differ by case', async () => {
  const root = folder({ '1.json': '{"v":"1"}', '2.json': '{"v":2}', '3.json': '{"V":3}' });
  const mixed = await opened(json(['1.json', '2.json']), { root, shape: { v: z.string() } });
  expect(typesOf(mixed)).toEqual(['v JSON']);
  const apart = await opened(json(['2.json', '3.json']), { root, shape: { v: z.int() } });
  expect(told(apart)).toEqual([expect.stringContaining('the same but for upper and lower case')]);
});

test.each([
  ['a line that is no JSON', '{"a":1}\n\n{"a":\n', ['x.json:3: the line is not valid JSON']],
  ['two records on a line', '{"a":1}\n{"a":2}{"a":3}\n', ['x.json:2: the line is not valid JSON']],
  ['a lone surrogate', '{"a":1}\n{"a":"\\ud800"}\n', ['x.json:2: the line is not valid JSON']],
  [
    'another encoding',
    Buffer.from('{"a":1}\n{"a":"\xe9"}\n', 'latin1'),
    ['x.json:2: the line is not valid JSON'],
  ],
  ['a number', '{"a":1}\n5\n', ['x.json:2: the record is not an object but a number']],
  ['an array', '[{"a":1},\n\n[2]]', ['x.json:3: the record is not an object but an array']],
  ['null', '{"a":1}\nnull\n', ['x.json:2: the record is not an object but null']],
  ['a key twice', '{"a":1}\n{"a":1,"a":2}\n', ['x.json:2: the record names one of its keys twice']],
  [
    'keys that differ in case',
    '[{"a":1,"A":2}]',
    [
      'x.json "A": the names of field 1 and field 2 are the same but for upper and lower case, which SQL takes for one column: the second is read as "A_1"',
    ],
  ],
])('%s is a problem with its line', async (_, content, problems) => {
  const session = await read(content);
  expect(told(session)).toEqual(problems);
  expect(session.problemCount).toBe(1);
  expect(await rowsOf(session)).toHaveLength(1);
});

test('a number beyond DOUBLE is a field that can not be read, with its line', async () => {
  const session = await read('[{"a":1.5,"b":1},\n{"a":1e400,"b":2},{"a":Infinity,"b":3}]');
  expect(told(session)).toEqual(['x.json:2 "a": the number is beyond what DOUBLE holds']);
  expect([session.problemCount, session.leftOut]).toEqual([1, 0]);
  const { count, isRead } = session.unreadable?.columns.get('a') ?? {};
  expect(count).toBe(1);
  expect(
    await session.query(`select a, b from ${session.relation} where ${isRead} order by b`),
  ).toEqual([
    { a: 1.5, b: 1n },
    { a: Number.POSITIVE_INFINITY, b: 3n },
  ]);
  expect(await session.query(`select a from ${session.relation} where b = 2`)).toEqual([
    { a: null },
  ]);
});

test('keeps the values of keys that are written like numbers', async () => {
  const session = await read('[{"b": "x", "10": 5, "2": 7}, {"2": 8, "0": null, "b": "y"}]');
  expect(await rowsOf(session)).toEqual([
    { b: 'x', 10: 5n, 2: 7n, 0: null },
    { b: 'y', 10: null, 2: 8n, 0: null },
  ]);
});

test('text that is no date is a field that can not be read, with its line', async () => {
  const session = await read('[{"d":"2024-01-01"},\n{"d":"Jane Doe"},\n7]', { d: z.date() });
  expect(told(session)).toEqual([
    'x.json:2 "d": the value is not a date such as 2024-12-31: it is written like aaaa aaa',
    'x.json:3: the record is not an object but a number',
  ]);
  expect([session.problemCount, session.leftOut]).toEqual([2, 1]);
  expect(session.unreadable?.columns.get('d')?.count).toBe(1);
  expect(await session.query(`select d from ${session.relation}`)).toEqual([
    { d: new Date('2024-01-01') },
    { d: null },
  ]);
});

test.each([
  [
    'a byte order mark',
    '\ufeff{"a":1}\n{"a":2}\n',
    [
      'x.ndjson:1: the line is not valid JSON: it begins with a byte order mark; save the file without it',
    ],
  ],
  [
    'commas behind the records',
    '{"a":1},\n\n{"a":2}\n{"a":[3]} , \r\n{"a":4,\n',
    [
      'x.ndjson:1: the line is not valid JSON: it ends in a comma, as a record in an array does; remove the commas behind the records',
      'x.ndjson:4: the line is not valid JSON: it ends in a comma, as a record in an array does; remove the commas behind the records',
      'x.ndjson:5: the line is not valid JSON',
    ],
  ],
  [
    'the bracket of an array',
    '[\n{"a":1}\n',
    [
      "x.ndjson:1: the line is not valid JSON: it begins with a bracket, as an array of records does; if the file is one array, name it .json, or read it with { format: 'array' }",
    ],
  ],
])('a line that is no JSON for %s says so', async (_, content, problems) => {
  for (const file of [content, gzipSync(content)]) {
    const session = await openFile('x.ndjson', file, plain);
    expect(told(session)).toEqual(problems);
  }
});

test('a file of lines that is one array names its first line', async () => {
  await expect(openFile('x.ndjson', '[{"a":1},\n{"a":2}]\n', plain)).rejects.toThrow(
    /no columns\. The first is x\.ndjson:1: the line is not valid JSON: it begins with a bracket/,
  );
});

test('a comma between records that are no array says so', async () => {
  await expect(read('{"a":1},\n{"a":2},\n')).rejects.toThrow(
    'x.json:1 is no JSON of records: a comma follows a record, as in an array. Put [ before the first record and ] behind the last, or remove the commas between them.',
  );
});

const cases: readonly [string, string | Uint8Array, JsonOptions, string][] = [
  [
    'an array without its end',
    '[{"a":1},{"a":2},',
    {},
    'ends in the middle of its JSON: it was cut short.',
  ],
  [
    'a text without its end',
    '[{"a":1},{"a":"2',
    {},
    'ends in the middle of its JSON: it was cut short.',
  ],
  ['no record', '[]', {}, 'has no record with a key in it, so it has no columns.'],
  [
    'numbers alone',
    '[1, 2]',
    {},
    'has no record with a key in it (and 2 that are no objects), so it has no columns. The first is x.json:1: the record is not an object but a number.',
  ],
  [
    'keys named twice alone',
    '[{"a":1,"a":2}, {"b":{"c":1,"c":2}}]',
    {},
    'has no record with a key in it (and 2 that name a key twice), so it has no columns. The first is x.json:1: the record names one of its keys twice.',
  ],
  ['white space alone', ' \n ', {}, 'has no record with a key in it, so it has no columns.'],
  ['UTF-16', Buffer.from('\ufeff[{"a":1}]', 'utf16le'), {}, 'is UTF-16: convert it to UTF-8.'],
  [
    'a long record',
    `[{"a":"${'x'.repeat(99)}"}]`,
    { maxRecordSize: 50 },
    'has a record of 107 bytes, more than 50: raise maxRecordSize if that is right.',
  ],
];

test.each(cases)('%s is an error', async (_, content, options, message) => {
  const opening = () => openFile('x.json', content, (path) => json(path, options));
  expect(await refusal(opening)).toBe(`DATASET_UNREADABLE: x.json ${message}`);
});

describe('a file of no records', () => {
  const shape = { id: z.int(), at: z.date().nullable(), tags: z.array(z.string()) };
  const none: readonly [string, string | Uint8Array, JsonOptions][] = [
    ['x.json', '[]', {}],
    ['x.json', ' [\n] \n', {}],
    ['x.json.gz', gzipSync('[]'), {}],
    ['x.ndjson', '', {}],
    ['x.jsonl', '\n\n', {}],
    ['x.ndjson.gz', gzipSync(''), {}],
    ['x.log', '', { format: 'lines' }],
    ['x.log', '', { format: 'values' }],
    ['x.log', '\n', { format: 'lines' }],
    ['x.json', '[]', { format: 'array' }],
  ];

  test.each(none)(
    '%s with %j has no rows, and the columns of the schema',
    async (name, content, options) => {
      const session = await openFile(name, content, (path) => json(path, options), { shape });
      expect(typesOf(session)).toEqual(['id BIGINT', 'at TIMESTAMP', 'tags JSON']);
      expect([await rowsOf(session), session.problemCount]).toEqual([[], 0]);
      expect(session.notes).toEqual([
        `${name} has no record: its columns are those of the schema.`,
      ]);
    },
  );

  test.each<[string, string | Uint8Array, JsonOptions]>([
    ['x.json', '', {}],
    ['x.json', ' \n', {}],
    ['x.json', '', { format: 'array' }],
    ['x.json', ' ', { format: 'array' }],
    ['x.json.gz', gzipSync(''), {}],
    ['x.ndjson.gz', '', {}],
    ['x.json', '[{}]', {}],
    ['x.json', '{}', {}],
    ['x.json', 'null', {}],
    ['x.ndjson', '{}\n', {}],
    ['x.ndjson', 'null\n', {}],
    ['x.ndjson', '[]\n', {}],
    ['x.json', '[[]]', {}],
    ['x.json', '[', {}],
    ['x.json', ']', {}],
  ])('%s with %j is none', async (name, content, options) => {
    const opening = () => openFile(name, content, (path) => json(path, options), { shape });
    expect(await refusal(opening)).toMatch(/^DATASET_UNREADABLE: /);
  });

  test('is told among others', async () => {
    const root = folder({ 'a.ndjson': '', 'b.ndjson': '{"id":1}\n', 'c.json': '[]' });
    const session = await opened(json(['a.ndjson', 'b.ndjson', 'c.json']), { root, shape });
    expect([await rowsOf(session), session.notes]).toEqual([
      [{ id: 1n }],
      ['a.ndjson has no record.', 'c.json has no record.'],
    ]);
  });

  test.each(none)(
    '%s with %j is green where allowEmpty says so, and red where not',
    async (name, content, options) => {
      const path = join(folder({ [name]: content }), name);
      const judged = async (terms: object, dataset: Dataset) => {
        const made = contract(
          'errors',
          { schema: z.object({ id: z.int() }), ...terms },
          ({ rows }) => [rows.count().equals(0)],
        );
        return (await measureAll(made, dataset)).map(({ id, state }) => `${id}: ${state}`);
      };
      for (const terms of [{ allowEmpty: true }, {}])
        expect(await judged(terms, json(path, options))).toEqual(await judged(terms, fromRows([])));
      expect((await judged({ allowEmpty: true }, json(path, options))).join()).not.toMatch(
        /failed|errored/,
      );
      expect((await judged({}, json(path, options))).join()).toMatch(/failed/);
    },
  );
});

test('an array that is broken is an error without its data', async () => {
  const said = await refusal(() => read('[{"name":"Jane"} {"name":"Joe"}]'));
  expect(said).toBe(
    'DATASET_UNREADABLE: x.json:1 is no JSON of records: a comma or a closing bracket is missing.',
  );
  expect(said).not.toMatch(/Jane|Joe/);
});

test('refuses an option that is none', async () => {
  const options = { dateformat: '%Y' } as JsonOptions;
  expect(await refusal(() => json('x.json', options))).toBe(
    'DATASET_INVALID: json() has no option dateformat. Did you mean dateFormat? It knows format, at, key, compression, dateFormat, maxRecordSize, label.',
  );
});

test('reads back what was written, in each format', async () => {
  const root = folder();
  const text = fc.string({ unit: 'binary' });
  const record = fc.record(
    {
      id: fc.integer(),
      'te"xt': fc.option(text),
      n: fc.double({ noDefaultInfinity: true, noNaN: true }),
      ok: fc.boolean(),
    },
    { requiredKeys: ['id'] },
  );
  const records = fc.array(record, { minLength: 1, maxLength: 5 });
  const ways = fc.constantFrom(
    (all: readonly object[]) => JSON.stringify(all),
    (all: readonly object[]) => JSON.stringify(all, null, 2),
    (all: readonly object[]) => all.map((one) => JSON.stringify(one)).join('\n'),
  );
  await fc.assert(
    fc.asyncProperty(records, ways, async (all, write) => {
      writeFileSync(join(root, 'x.json'), write(all));
      const session = await openSession(json('x.json'), [], { root, now: new Date(0) });
      const names = session.columns.map(({ name }) => name);
      const found = await session.query(`select * from ${session.relation}`);
      const { problemCount } = session;
      await session.close();
      expect(problemCount).toBe(0);
      const expected = all.map((one) =>
        Object.fromEntries(
          names.map((name) => [name, JSON.parse(JSON.stringify(one))[name] ?? null]),
        ),
      );
      const numbers = found.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === 'bigint' ? Number(value) : value,
          ]),
        ),
      );
      expect(numbers).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 60_000);
