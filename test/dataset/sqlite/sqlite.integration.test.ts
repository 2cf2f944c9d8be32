import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { titledExpectations } from '../../../src/contract/titled-expectations.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { closeEngines, openSession } from '../../../src/engine/duckdb/open-session.ts';
import { contract, query, sqlite, z } from '../../../src/index.ts';
import { measureContract } from '../../../src/plan/measure-contract.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { folder } from '../../engine/duckdb/duckdb-support.ts';
import { measureAll } from '../../support/measured.ts';
import { type Given, opened, refusal, rowsOf, typesOf } from '../opened.ts';
import { shownFrom } from '../shown.ts';

/** A SQLite file made by some SQL. */
function file(sql: string): string {
  const path = join(folder(), "o'brien.db");
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
  return path;
}

/** What comes of a table of one column `v`, declared as said, with values as SQLite's SQL has them. */
async function read(declared: string, values: readonly string[], type?: z.ZodType) {
  const rows = values.map((value) => `(${value})`).join(', ');
  const path = file(`create table t (v ${declared}); insert into t values ${rows};`);
  return readAll(sqlite(path, 't'), type ? { shape: { v: type } } : {});
}

async function readAll(dataset: Dataset, given: Given = {}) {
  const session = await opened(dataset, given);
  return {
    types: typesOf(session).map((type) => type.replace(/^v /, '')),
    values: (await rowsOf(session)).map(({ v }) => v),
    problems: session.problems.map(({ line, column, message }) => `${line} ${column}: ${message}`),
    count: session.problemCount,
    notes: session.notes,
  };
}

const clean = { problems: [], count: 0, notes: [] };

describe('values that are what they should be', () => {
  const noon = "'2020-01-02 12:00:00'";
  test.each<[string, string, readonly string[], z.ZodType | undefined, readonly unknown[]]>([
    [
      'INTEGER',
      'BIGINT',
      ['1', '-9223372036854775808', 'null'],
      undefined,
      [1n, -(2n ** 63n), null],
    ],
    [
      'REAL',
      'DOUBLE',
      ['0.1', '1', '9e999', '-0.0', 'null'],
      undefined,
      [0.1, 1, Infinity, 0, null],
    ],
    ['DECIMAL(10,2)', 'DOUBLE', ['1', '1.25'], undefined, [1, 1.25]],
    [
      'TEXT',
      'VARCHAR',
      ["'01234'", "''", "'é🦆'", "'a' || char(0)", 'null'],
      undefined,
      ['01234', '', 'é🦆', 'a\0', null],
    ],
    ['TEXT', 'VARCHAR', ["'1'", "'2020-01-01'"], undefined, ['1', '2020-01-01']],
    ['BLOB', 'BLOB', ["x'00ff'", 'null'], undefined, [new Uint8Array([0, 255]), null]],
    ['BOOLEAN', 'BOOLEAN', ['1', '0', 'null'], undefined, [true, false, null]],
    ['DATE', 'DATE', ["'2020-02-29'", 'null'], undefined, [new Date('2020-02-29'), null]],
    [
      'DATETIME',
      'TIMESTAMP',
      [noon, "'2020-01-02'"],
      undefined,
      [new Date('2020-01-02T12:00Z'), new Date('2020-01-02')],
    ],
    ['DATE', 'VARCHAR', ["'today'", "'2020-01-01'"], undefined, ['today', '2020-01-01']],
    ['', 'BIGINT', ['1', 'null'], undefined, [1n, null]],
    ['', 'VARCHAR', ["'a'", 'null'], undefined, ['a', null]],
    ['', 'DOUBLE', ['1', '0.5'], undefined, [1, 0.5]],
    ['', 'JSON', ['1', "'a\"'", '0.5', 'null'], undefined, ['1', '"a\\""', '0.5', null]],
    ['ANY', 'JSON', ['1', "'a'"], undefined, ['1', '"a"']],
    ['STRING', 'VARCHAR', ["'a'", "'b'"], undefined, ['a', 'b']],
    [
      'INTEGER_OR_TEXT',
      'VARCHAR',
      ['4326', "'ESRI-1'", 'null'],
      undefined,
      ['4326', 'ESRI-1', null],
    ],
    ['INTEGER_OR_TEXT', 'VARCHAR', ['4326', "'ESRI-1'"], z.string(), ['4326', 'ESRI-1']],
    ['INTEGER_OR_TEXT', 'VARCHAR', ['4326', '1'], z.string(), ['4326', '1']],
    ['INTEGER_OR_TEXT', 'BIGINT', ['4326', "'1'"], undefined, [4326n, 1n]],
    ['INTEGER_OR_TEXT', 'VARCHAR', ["'a'"], undefined, ['a']],
    ['INTEGER_OR_TEXT', 'JSON', ['1', "'a'", '0.5'], undefined, ['1', '"a"', '0.5']],
    ['POINT', 'BLOB', ["x'00ff'", 'null'], undefined, [new Uint8Array([0, 255]), null]],
    ['POINT', 'VARCHAR', ['1', "'POINT (1 2)'"], undefined, ['1', 'POINT (1 2)']],
    ['MULTIPOINT', 'JSON', ['1', "'a'", '0.5'], undefined, ['1', '"a"', '0.5']],
    ['INTERVAL', 'VARCHAR', ["'P1D'", '30'], z.string(), ['P1D', '30']],
    ['GEOMETRY', 'BLOB', ["x'00ff'", 'null'], undefined, [new Uint8Array([0, 255]), null]],
    ['GEOMETRY', 'JSON', ["'POINT (1 2)'", '1'], undefined, ['"POINT (1 2)"', '1']],
    ['JSONB', 'BLOB', ["x'00ff'", 'null'], undefined, [new Uint8Array([0, 255]), null]],
    ['JSONB', 'VARCHAR', ['\'{"a": 1}\'', 'null'], undefined, ['{"a": 1}', null]],
    ['INTEGER', 'BOOLEAN', ['1', '0', 'null'], z.boolean(), [true, false, null]],
    ['INTEGER', 'DOUBLE', ['1', '1.5'], z.number(), [1, 1.5]],
    ['INTEGER', 'BIGINT', ['1', '2'], z.number(), [1n, 2n]],
    ['TEXT', 'DATE', ["'2020-02-29'", 'null'], z.date(), [new Date('2020-02-29'), null]],
    [
      'TEXT',
      'TIMESTAMP',
      ["'2020-01-02T12:00:00.25Z'", "'2020-01-02T12:00:00+01:00'"],
      z.date(),
      [new Date('2020-01-02T12:00:00.25Z'), new Date('2020-01-02T11:00Z')],
    ],
    [
      'TIMESTAMP',
      'TIMESTAMP',
      [noon, "'2020-01-02T12:00:00+01:00'"],
      z.date(),
      [new Date('2020-01-02T12:00Z'), new Date('2020-01-02T11:00Z')],
    ],
    ['DATE', 'VARCHAR', ["'2020-02-29'"], z.iso.date(), ['2020-02-29']],
    ['TEXT', 'JSON', ['\'{"a": 1}\'', "'[]'"], z.object({ a: z.int() }), ['{"a": 1}', '[]']],
    ['', 'JSON', ['1', "'a'"], z.union([z.string(), z.number()]), ['1', '"a"']],
    ['TEXT', 'VARCHAR', ["'a'"], z.union([z.string(), z.number()]), ['a']],
    ['TEXT', 'DATE', ['null'], z.date(), [null]],
    ['TEXT', 'BOOLEAN', [], z.boolean(), []],
  ])('%s is %s for %j', async (declared, type, values, schema, expected) => {
    const sql = values.length === 0 ? ['null'] : values;
    const found = await read(declared, sql, schema);
    expect(found).toEqual({
      ...clean,
      types: [type],
      values: values.length === 0 ? [null] : expected,
    });
  });

  test('reals are exact, also beside values that are not numbers', async () => {
    const path = file('create table t (v real); create table u (v real)');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.double({ noNaN: true, min: -1e15, max: 1e15 }).filter((v) => !Object.is(v, -0)),
          {
            minLength: 1,
            maxLength: 200,
          },
        ),
        async (values) => {
          const database = new DatabaseSync(path);
          database.exec("delete from t; delete from u; insert into u values ('dirt')");
          for (const value of values)
            for (const table of ['t', 'u'])
              database.prepare(`insert into ${table} values (?)`).run(value);
          database.close();
          const alone = await readAll(sqlite(path, 't'));
          const beside = await readAll(sqlite(path, 'u'), { shape: { v: z.number() } });
          expect(alone.values).toEqual(values);
          // Digits that would not tell a number exactly make a problem, not another number.
          const read = beside.values.filter((value) => value !== null);
          expect(read.filter((value) => !values.includes(Number(value)))).toEqual([]);
          expect(read.length + beside.count).toBe(values.length + 1);
        },
      ),
      { numRuns: 6 },
    );
  });
});

test('a text of a column of integers and texts is no number for a schema that wants one', async () => {
  const found = await read('INTEGER_OR_TEXT', ['1', "'a'"], z.int());
  expect(found).toEqual({
    ...clean,
    types: ['BIGINT'],
    values: [1n, null],
    count: 1,
    problems: ['2 v: the value is not a whole number: it is kept as text, written like a'],
  });
});

test.each([
  'INT',
  'integer',
  'BIGINT(20)',
  'INT8',
  'unsigned big int',
  'INTEGER UNSIGNED',
  'uint32',
  'tinyint(1)',
  'SmallInteger',
  'BOOLEAN',
  'primary_int',
])(
  'a text in a column declared %s is not read, since the name is one of integers',
  async (declared) => {
    const found = await read(declared, ['1', "'a'"]);
    expect([found.values[1], found.count]).toEqual([null, 1]);
  },
);

describe('values that are not what they should be', () => {
  test.each<
    [
      string,
      readonly string[],
      z.ZodType | undefined,
      string,
      readonly unknown[],
      readonly string[],
    ]
  >([
    [
      'INTEGER',
      ['1', "'Jane Doe'", 'null'],
      undefined,
      'BIGINT',
      [1n, null, null],
      ['2 v: the value is not a whole number: it is kept as text, written like aaaa aaa'],
    ],
    [
      'INTEGER',
      ['1', '1.5', '2'],
      z.bigint(),
      'BIGINT',
      [1n, null, 2n],
      ['2 v: the value is not a whole number: it is kept as a real'],
    ],
    [
      'REAL',
      ['0.5', "''", "x'00'"],
      z.number(),
      'DOUBLE',
      [0.5, null, null],
      [
        '2 v: the value is not a number that DOUBLE holds: it is kept as text, and empty',
        '3 v: the value is not a number that DOUBLE holds: it is kept as a blob',
      ],
    ],
    [
      'INTEGER',
      ['0.5', '9007199254740993', '1.5'],
      z.number(),
      'DOUBLE',
      [0.5, null, 1.5],
      ['2 v: the value is not a number that DOUBLE holds: it is kept as an integer'],
    ],
    [
      'TEXT',
      ["'a'", "x'ff'"],
      undefined,
      'VARCHAR',
      ['a', null],
      ['2 v: the value is not text: it is kept as a blob'],
    ],
    [
      'BOOLEAN',
      ['1', '0', '2', "'true'"],
      z.boolean(),
      'BOOLEAN',
      [true, false, null, null],
      [
        '3 v: the value is not 0 or 1: it is kept as an integer',
        '4 v: the value is not 0 or 1: it is kept as text, written like aaaa',
      ],
    ],
    [
      'DATE',
      ["'2020-01-01'", "'2020-02-30'", "''", '20200101'],
      z.date(),
      'DATE',
      [new Date('2020-01-01'), null, null, null],
      [
        '2 v: the value is not a date such as 2024-12-31: it is kept as text, written like 9999-99-99',
        '3 v: the value is not a date such as 2024-12-31: it is kept as text, and empty',
        '4 v: the value is not a date such as 2024-12-31: it is kept as an integer',
      ],
    ],
    [
      '',
      ["'a'", '1', "'b'"],
      z.string(),
      'VARCHAR',
      ['a', null, 'b'],
      ['2 v: the value is not text: it is kept as an integer'],
    ],
  ])('in %s, %j', async (declared, values, schema, type, kept, problems) => {
    const found = await read(declared, values, schema);
    expect(found).toEqual({
      types: [type],
      values: kept,
      problems,
      count: problems.length,
      notes: [],
    });
  });

  test.each<[string, readonly string[], z.ZodType, string, readonly unknown[], string]>([
    [
      'INTEGER',
      ['1577836800', '5'],
      z.date(),
      'BIGINT',
      [1577836800n, 5n],
      'Column "v" is read as BIGINT: no value in it is a date such as 2024-12-31 or a date or time such as 2024-12-31T23:59:59Z.',
    ],
    [
      'TEXT',
      ["'12'", "'7'"],
      z.number(),
      'VARCHAR',
      ['12', '7'],
      'Column "v" is read as VARCHAR: no value in it is a whole number or a number that DOUBLE holds.',
    ],
    [
      'UUID',
      ['12', '7'],
      z.string(),
      'BIGINT',
      [12n, 7n],
      'Column "v" is read as BIGINT: no value in it is text.',
    ],
    [
      'TEXT',
      ["'x'", "'y'"],
      z.date(),
      'VARCHAR',
      ['x', 'y'],
      'Column "v" is read as VARCHAR: no value in it is a date such as 2024-12-31 or a date or time such as 2024-12-31T23:59:59Z.',
    ],
  ])(
    'all of them, in %s, %j, stay what they are',
    async (declared, values, schema, type, kept, note) => {
      const found = await read(declared, values, schema);
      expect(found).toEqual({ ...clean, types: [type], values: kept, notes: [note] });
    },
  );

  test('each is counted, beyond those listed, is marked in its row, and makes the contract red', async () => {
    const path = file(
      `create table t (a integer, b integer); insert into t values (1, 2);
       with recursive n(i) as (select 1 union all select i + 1 from n where i < 50)
       insert into t select 'x', 'y' from n; insert into t values (3, 'z')`,
    );
    const schema = z.object({ a: z.int(), b: z.int() });
    const session = await opened(sqlite(path, 't'), schema);
    expect([session.problems.length, session.problemCount, session.leftOut]).toEqual([20, 101, 0]);
    const unreadable = [...(session.unreadable?.columns ?? [])];
    expect(unreadable.map(([name, { count }]) => [name, count])).toEqual([
      ['a', 50],
      ['b', 51],
    ]);
    const read = unreadable.map(
      ([name, { isRead }]) => `sum(if(${isRead}, ${name}, 0)) as ${name}`,
    );
    const sums = `select ${read.join(', ')}, count(*) as n from ${session.relation}`;
    expect(await session.query(sums)).toEqual([{ a: 4n, b: 2n, n: 52n }]);
    const outcomes = await measureAll(contract('t', { schema }), sqlite(path, 't'));
    const red = outcomes.find(({ value }) => value === '101');
    expect([red?.state, red?.rows]).toEqual(['failed', 52]);
    expect(red?.evidence?.notes.slice(0, 3)).toEqual([
      "101 fields can't be read",
      `${path}:2, 3, 4 and 7 more lines, column a: the value is not a whole number: it is kept as text, written like a`,
      `${path}:2, 3, 4 and 7 more lines, column b: the value is not a whole number: it is kept as text, written like a`,
    ]);
    expect(JSON.stringify(red?.evidence?.notes)).toContain('… and 81 more');
  });

  test.each([undefined, z.date(), z.number(), z.json()])(
    'text that is not UTF-8 is refused',
    async (type) => {
      expect(await refusal(() => read('TEXT', ["cast(x'ff41' as text)", "'a'"], type))).toBe(
        'DATASET_UNREADABLE: Column "v" holds text that is not UTF-8, in 1 of its rows: SQLite stores any bytes as text. Write them again as UTF-8, or store them as a blob.',
      );
    },
  );
});

describe('a file', () => {
  const shop = `create table orders (id integer primary key, "total €" real);
    insert into orders values (7, 0.5);
    create view large as select id from orders where "total €" > 0.1;
    create table pairs (k text primary key, v integer) without rowid;
    insert into pairs values ('a', 1), ('b', 'x');
    create table "we ird""t" ("a b" int, "ROWID" int, oid text, generated int as ("a b" + 1));
    insert into "we ird""t" ("a b", "ROWID", oid) values (1, 'x', 'y')`;

  test('gives a table, a view, a table without rowids, and names as they are', async () => {
    const path = file(shop);
    const rows = async (table: string) => rowsOf(await opened(sqlite(path, table)));
    expect(await rows('orders')).toEqual([{ id: 7n, 'total €': 0.5 }]);
    expect(await rows('LARGE')).toEqual([{ id: 7n }]);
    const pairs = await readAll(sqlite(path, 'pairs'));
    expect([pairs.values, pairs.count]).toEqual([[1n, null], 1]);
    expect(pairs.problems[0]).toMatch(/^null v: /);
    expect(await rows('we ird"t')).toEqual([{ 'a b': 1n, ROWID: 'x', oid: 'y', generated: 2n }]);
  });

  test('without rows, rowids and values that tell a type is read', async () => {
    const path = file('create table t (d date primary key, b blob) without rowid');
    expect(typesOf(await opened(sqlite(path, 't')))).toEqual(['d DATE', 'b BLOB']);
  });

  test('is found from the root, called as it was written, watched and shown again', async () => {
    const path = file(shop);
    const dataset = sqlite("o'brien.db", 'orders');
    expect(dataset).toMatchObject({
      kind: 'sqlite',
      label: "o'brien.db (orders)",
      watch: ["o'brien.db"],
    });
    const session = await opened(dataset, { root: join(path, '..') });
    expect(shownFrom(session)).toBe("sqlite_scan('o''brien.db', 'orders')");
    const total = query(sqlite(path, 'orders'), 'select count(*) as n from dataset');
    expect(await rowsOf(await opened(total))).toEqual([{ n: 1n }]);
  });

  test('of a writer that has not finished is read as it was', async () => {
    const path = file(`pragma journal_mode = wal; ${shop}`);
    const writer = new DatabaseSync(path);
    writer.exec("begin; insert into orders values (8, 'dirt')");
    expect((await readAll(sqlite(path, 'orders'))).count).toBe(0);
    writer.close();
  });

  test('of many columns takes no more than one survey of each', async () => {
    const names = Array.from({ length: 900 }, (_, at) => `c${at}`);
    const path = file(
      `create table t (${names.map((name) => `${name} int`)}); insert into t values (${names.map((_, at) => at)}), (${names.map(() => "'x'")})`,
    );
    const session = await opened(sqlite(path, 't'));
    expect(session.columns).toHaveLength(900);
    expect((await rowsOf(session))[0]).toMatchObject({ c0: 0n, c899: 899n });
    expect(session.problemCount).toBe(900);
    expect(session.unreadable?.hidden).toHaveLength(15);
  });

  test('without the table says which there are', async () => {
    const path = file(shop);
    expect(await refusal(() => opened(sqlite(path, 'order')))).toBe(
      `DATASET_NOT_FOUND: ${path} has no table 'order'. Did you mean 'orders'? It has 'large', 'orders', 'pairs', 'we ird"t'.`,
    );
    expect(await refusal(() => opened(sqlite(file(''), 'x')))).toMatch(/is empty|no tables at all/);
  });

  test('that is none is refused in a sentence', async () => {
    const root = folder();
    await mkdir(join(root, 'folder'));
    await writeFile(join(root, 'text.db'), 'id,name\n1,x\n');
    await writeFile(join(root, 'cut.db'), 'SQLite format 3\0 and no more');
    const refused = (path: string) => refusal(() => opened(sqlite(path, 't'), { root }));
    expect(await refused('text.db')).toBe(
      "DATASET_UNREADABLE: By its bytes, text.db is text: read it with csv('text.db').",
    );
    expect(await refused('cut.db')).toMatch(/^DATASET_UNREADABLE: /);
    expect(await refused('gone.db')).toContain('DATASET_NOT_FOUND');
    expect(await refused('folder')).toContain('is a folder');
    expect(await refusal(() => sqlite('https://example.org/x.db', 't'))).toContain(
      'DATASET_INVALID',
    );
    expect(await refusal(() => sqlite('x.db', undefined as never))).toContain(
      'the name of a table',
    );
  });

  test('without the extension says where it is had from', async () => {
    const path = file(shop);
    const settings = { root: '/', now: new Date(), extensionDirectory: folder() };
    expect(await refusal(() => openSession(sqlite(path, 'orders'), [], settings))).toMatch(
      /^EXTENSION_MISSING: DuckDB v1\.5\.5 could not load its extension 'sqlite'.* Run INSTALL sqlite once/,
    );
  });
});

describe('a view', () => {
  // SQLite's answer is not DuckDB's, or DuckDB has none.
  const ofRows = [
    'n / 2',
    'n / 0',
    'n % 2.5',
    '-7 / 2',
    "s = 'A'",
    "s like 'A'",
    "s || ''",
    "'a' = 'A' collate nocase",
    'n || s',
    "cast('12abc' as integer)",
    'cast(n + 0.7 as integer)',
    "'10' + 1",
    "'3 apples' + 4",
    "'10' < 9",
    "n < 'a'",
    'round(2.5)',
    'round(-2.5)',
    "substr('abc', 0, 2)",
    "substr('abc', -2)",
    "instr('abc', '')",
    "date('2024-01-31', '+1 month')",
    "strftime('%J', '2024-01-31')",
    "julianday('2024-01-31')",
    "printf('%05d', n)",
    'typeof(n / 2)',
    'max(n, 6)',
    'min(n, null)',
    'ifnull(null, n)',
    'iif(n > 5, 1, 0)',
    'n << 62',
    '9223372036854775807 + n',
    "glob('a*', s)",
    'unicode(s)',
    "hex('a')",
    "json_extract('{\"a\": [1, 2]}', '$.a[1]')",
    "length(x'0000')",
    "lower('Ä')",
    'quote(s)',
    'n is true',
    'not n',
  ];
  const ofTables = ['group_concat(n)', 'total(n)', 'sum(n) / count(*)', 'avg(n)'];
  test.each([
    [ofRows, 'v'],
    [ofRows, 'w'],
    [ofTables, 'v'],
  ])('of %j has the rows that SQLite makes', async (expressions, view) => {
    const items = expressions.map((expression, at) => `${expression} as c${at}`);
    const path = file(
      `create table t (n integer, s text collate nocase); insert into t values (5, 'a'), (7, 'B');
       create view v as select ${items.join(', ')} from t; create view w as select * from v`,
    );
    const database = new DatabaseSync(path, { readOnly: true });
    const statement = database.prepare('select * from v');
    statement.setReadBigInts(true);
    const expected = statement.all().map((row) => ({ ...row }));
    database.close();
    const session = await opened(sqlite(path, view));
    expect([await rowsOf(session), session.problemCount]).toEqual([expected, 0]);
  });

  test('keeps the types of the columns of its table', async () => {
    const path = file(
      `create table t (d date, at timestamp, b boolean, r real, s text);
       insert into t values ('2020-01-01', '2020-01-01 10:00:00', 1, 1, '01'), (null, null, 0, 2.5, '');
       create view v as select d, at, b, r, s, s || '' as made from t;
       create view dirty as select b from t union all select 'x'`,
    );
    const session = await opened(sqlite(path, 'v'));
    expect(typesOf(session)).toEqual([
      'd DATE',
      'at TIMESTAMP',
      'b BOOLEAN',
      'r DOUBLE',
      's VARCHAR',
      'made VARCHAR',
    ]);
    const found = await readAll(sqlite(path, 'dirty'), { shape: { b: z.boolean() } });
    expect(found.problems).toEqual([
      'null b: the value is not 0 or 1: it is kept as text, written like a',
    ]);
  });

  test('of what SQLite alone knows is read, and a broken one is an error', async () => {
    const path = file(
      `create virtual table notes using fts5(body); insert into notes values ('hello world'), ('bye');
       create view found as select body as v from notes where notes match 'hello';
       create table t (n int); create view broken as select m from t;
       create view again as select nothing_like_this(n) from t; create view lost as select * from gone`,
    );
    expect((await readAll(sqlite(path, 'found'))).values).toEqual(['hello world']);
    expect(await rowsOf(await opened(sqlite(path, 'notes')))).toHaveLength(2);
    for (const [view, words] of [
      ['broken', 'names the column m, which its tables do not have: mend the view.'],
      [
        'again',
        "calls nothing_like_this(), which the SQLite in DuckDB's extension does not have: read the table and call it in query(), or keep its values in a table.",
      ],
      ['lost', 'reads from main.gone, which the database does not have: mend the view.'],
    ])
      expect(await refusal(() => opened(sqlite(path, String(view))))).toBe(
        `DATASET_UNREADABLE: ${path} (${view}) can't be read: the view ${words}`,
      );
  });

  test('is computed once, and no rows are none', async () => {
    const path = file(
      `create table t (n int); insert into t values (1), (2), (3), (4), (5), (6), (7), (8);
       create view v as select random() % 1000 as v, n from t where random() % 2 = 0;
       create view none as select n / 2 as v from t where n > 9`,
    );
    const session = await opened(sqlite(path, 'v'));
    expect(await rowsOf(session)).toEqual(await rowsOf(session));
    const empty = await readAll(sqlite(path, 'none'), { shape: { v: z.number() } });
    expect([empty.values, empty.count]).toEqual([[], 0]);
    expect(empty.types).toEqual(['BIGINT']);
  });

  test('breaks a bound by what SQLite computes', async () => {
    const path = file(
      `create table t (id integer primary key, n integer); insert into t values (1, 5), (2, 7);
       create view half as select id, n / 2 as h from t`,
    );
    const schema = z.object({ id: z.int(), h: z.int() });
    const outcomes = await measureAll(
      contract('half', { schema }, ({ column }) => [column('h').above(2)]),
      sqlite(path, 'half'),
    );
    const missed = outcomes.filter(({ state }) => state !== 'passed');
    expect(missed).toMatchObject([{ state: 'failed', violations: 1 }]);
  });
});

describe('a table of many rows', () => {
  /** A file with the tables `t` (of rows numbered from `first` on) and `gaps`, without every 1000th row. */
  const many = (rows: number, first = 1) =>
    file(
      `create table t (id integer primary key, n integer, day text, s text);
       with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ${rows})
       insert into t select i + ${first}, i, date('2020-01-01', (i % 1000) || ' days'), 'row ' || i from n;
       create table gaps (id integer primary key, n integer, day text, s text);
       insert into gaps select * from t where id % 1000 <> 7`,
    );
  const inOrder = `select count(*) as n, count(*) filter (n <> before + 1) as breaks, min(day)::varchar as day, max(s) as s
    from (select *, lag(n) over () as before from`;

  test.each([
    [300_000, 1],
    [300_000, -5],
    [300_000, 1_000_000_000_000],
    // DuckDB's scan leaves out a last row that it would read alone.
    [122_880, 1],
    [245_760, 1],
  ])('has all of them in their order: %i from %i', async (rows, first) => {
    const path = many(rows, first);
    const session = await opened(sqlite(path, 't'), { shape: { day: z.date() } });
    expect(typesOf(session)).toEqual(['id BIGINT', 'n BIGINT', 'day DATE', 's VARCHAR']);
    const [found] = await session.query(`${inOrder} ${session.relation})`);
    expect(found).toEqual({ n: BigInt(rows), breaks: 0n, day: '2020-01-01', s: 'row 99999' });
    expect(session.problemCount).toBe(0);
    const parts = session.files?.parts;
    expect(parts?.list.reduce((sum, part) => sum + part.rows, 0)).toBe(rows);
    const again = parts && `${inOrder} ${parts.relation(parts.list)})`;
    expect(await session.query(String(again))).toEqual([found]);
  });

  test('is read in several threads where few numbers are left out', async () => {
    const path = many(300_000);
    const database = new DatabaseSync(path);
    database.exec(
      `create table one (id integer primary key, n integer); insert into one select id, n from t where id <> 200100;
       create table half (id integer primary key, n integer); insert into half select 2 * id, n from t`,
    );
    database.close();
    const filesOf = async (table: string) => {
      const { query: ask, relation } = await opened(sqlite(path, table));
      const [view] = await ask(`select sql from duckdb_views() where view_name = '${relation}'`);
      return String(view?.sql).match(/\.parquet'/g)?.length;
    };
    expect(await Promise.all(['t', 'one', 'gaps', 'half'].map(filesOf))).toEqual([3, 3, 3, 1]);
    const gaps = await opened(sqlite(path, 'gaps'));
    const [found] = await gaps.query(`${inOrder} ${gaps.relation})`);
    expect(found).toMatchObject({ n: 299_700n, breaks: 300n });
    const one = await opened(sqlite(path, 'one'));
    expect(await one.query(`select count(*) as n from ${one.relation}`)).toEqual([{ n: 299_999n }]);
  });

  test('is counted by SQLite only where a number is left out', async () => {
    const path = many(130_000);
    const counts = async (table: string) => {
      const asked: string[] = [];
      const held = contract('t', { schema: z.object({ n: z.int() }) }, ({ rows }) => [
        rows.count().atLeast(1),
      ]);
      const selected = new Set(titledExpectations(held).map(({ id }) => id));
      const settings = { root: '/', now: new Date('2026-12-01') };
      const trace = { ...startTrace(), query: (sql: string) => void asked.push(sql) };
      await measureContract(
        { contract: held, dataset: sqlite(path, table), selected, settings },
        trace,
      );
      return asked.filter((sql) => sql.includes('count(*) from "')).length;
    };
    expect([await counts('t'), await counts('gaps')]).toEqual([0, 1]);
  });

  test('is told again in the same words until the database or what lies beside it is written to', async () => {
    const path = many(130_000);
    const identityOf = async (kind: 'footer' | 'content') => {
      const parts = (await opened(sqlite(path, 't'))).files?.parts;
      const identities = parts?.list.map((part) => part.identify(kind)) ?? [];
      return JSON.stringify([parts?.describe?.(parts.list), await Promise.all(identities)]);
    };
    const before = [await identityOf('footer'), await identityOf('content')];
    expect([await identityOf('footer'), await identityOf('content')]).toEqual(before);
    const writer = new DatabaseSync(path);
    writer.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0');
    const walled = [await identityOf('footer'), await identityOf('content')];
    writer.exec('update t set n = -1 where id = 5');
    const after = [await identityOf('footer'), await identityOf('content')];
    for (const at of [0, 1]) expect(after[at]).not.toBe(walled[at]);
    writer.close();
  });

  test('is not read again while the database is as it was', async () => {
    const path = many(130_000);
    const cache = { folder: join(folder(), 'kept'), identity: 'footer' } as const;
    const schema = z.object({ id: z.int(), n: z.int(), day: z.date(), s: z.string() });
    const asked = (most: number) =>
      contract('t', { schema }, ({ rows, column }) => [
        rows.count().equals(130_000),
        column('n').mean().between(0, most),
        column('s').distinct().atLeast(130_000),
      ]);
    const run = async (held: ReturnType<typeof asked>) => {
      const scans: string[] = [];
      const outcomes = await measureContract(
        {
          contract: held,
          dataset: sqlite(path, 't'),
          selected: new Set(titledExpectations(held).map(({ id }) => id)),
          settings: { root: '/', now: new Date('2026-12-01') },
          cache,
        },
        { ...startTrace(), query: (sql) => void (/^copy /.test(sql) && scans.push(sql)) },
      );
      // Neither the session nor the facts of this worker are taken over.
      await closeEngines();
      Reflect.deleteProperty(globalThis, Symbol.for('assay.facts'));
      return {
        scans: scans.length,
        states: outcomes.map(({ state, value, sql }) => [state, value, sql]),
      };
    };
    const first = await run(asked(100_000));
    const second = await run(asked(100_000));
    expect([first.scans > 0, second.scans]).toEqual([true, 0]);
    expect(second.states).toEqual(first.states);
    const other = await run(
      contract('t', { schema }, ({ column }) => [column('n').stddev().atMost(1e6)]),
    );
    expect([other.scans > 0, other.states.every(([state]) => state === 'passed')]).toEqual([
      true,
      true,
    ]);
    const writer = new DatabaseSync(path);
    writer.exec("update t set s = 'row 1' where id = 5");
    writer.close();
    const third = await run(asked(100_000));
    expect(third.scans > 0).toBe(true);
    expect(third.states.filter(([state]) => state === 'failed')).toHaveLength(1);
  });

  test('with one odd value, wherever it is, counts it', async () => {
    const path = many(200_000);
    const database = new DatabaseSync(path);
    database.exec(
      "update t set n = 'many' where id = 150000; update t set day = 'soon' where id = 70000",
    );
    database.close();
    const found = await readAll(sqlite(path, 't'), { shape: { day: z.date(), n: z.int() } });
    expect(found.problems).toEqual([
      '70000 day: the value is not a date such as 2024-12-31: it is kept as text, written like aaaa',
      '150000 n: the value is not a whole number: it is kept as text, written like aaaa',
    ]);
    expect(found.values).toHaveLength(200_000);
  });
});

test('an integer that a double would round is found, wherever it is, in a column of decimals', async () => {
  const path = file(
    `create table t (v numeric);
     with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < 130000) insert into t select i + 0.5 from n;
     update t set v = 9007199254740993 where rowid = 77777`,
  );
  const found = await readAll(sqlite(path, 't'), {});
  expect(found.problems).toEqual([
    '77777 v: the value is not a number that DOUBLE holds: it is kept as an integer',
  ]);
});

test('a file whose rows are out of order by their numbers is damaged: some of them are not found', async () => {
  const rows = Array.from({ length: 100 }, (_, at) => `('row ${String(at + 1).padStart(3, '0')}')`);
  const path = file(`create table t (v text); insert into t values ${rows.join(', ')};`);
  const bytes = await readFile(path);
  // Before the text of a row stand its number, the length of its header, and the text's length, a byte each.
  const at = bytes.indexOf('row 050') - 3;
  expect(bytes[at]).toBe(50);
  bytes[at] = 127;
  await writeFile(path, bytes);
  expect(await refusal(() => opened(sqlite(path, 't')))).toMatch(
    /^DATASET_UNREADABLE: .*o'brien\.db \(t\) is damaged, or was written to meanwhile: SQLite counts 100 rows, and 49 can be read\. Copy it with VACUUM INTO\.$/,
  );
});
