import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parquet } from '../../../src/dataset/parquet/parquet.ts';
import { z } from '../../../src/index.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';
import { openedRows, shownRows } from '../shown.ts';
import { parquetFiles } from './parquet-folder.ts';

const hive = { hivePartitioning: true };
const one = 'select 1 as a';

/** A dataset with one row in each of these folders. */
const inFolders = (folders: readonly string[]) =>
  parquetFiles(Object.fromEntries(folders.map((name) => [`d/${name}/x.parquet`, one])));

async function column(
  name: string,
  folders: readonly string[],
  shape: z.core.$ZodLooseShape = {},
): Promise<unknown[]> {
  const session = await opened(parquet('d', hive), { root: await inFolders(folders), shape });
  const type = session.columns.find((each) => each.name === name)?.type;
  return [type, ...(await rowsOf(session)).map((row) => row[name])];
}

const refused = async (folders: readonly string[], shape: z.core.$ZodLooseShape = {}) => {
  const root = await inFolders(folders);
  return refusal(() => opened(parquet('d', hive), { root, shape }));
};

test('takes columns from the names of folders, of the types of the schema', async () => {
  const folders = ['year=2023/month=01', 'year=2024/month=02'];
  const root = await inFolders(folders);
  const texts = await opened(parquet('d', hive), { root, shape: { month: z.string() } });
  expect(typesOf(texts)).toEqual(['a INTEGER', 'month VARCHAR', 'year BIGINT']);
  expect(await rowsOf(texts)).toEqual([
    { a: 1, month: '01', year: 2023n },
    { a: 1, month: '02', year: 2024n },
  ]);
  const numbers = await opened(parquet('d', hive), { root, shape: { month: z.number() } });
  expect(typesOf(numbers)).toEqual(['a INTEGER', 'month BIGINT', 'year BIGINT']);
  expect((await rowsOf(numbers)).map(({ month }) => month)).toEqual([1n, 2n]);
});

test.each([
  ['a number', ['x=0.25', 'x=0.5'], z.number(), ['DOUBLE', 0.25, 0.5]],
  ['a whole number', ['x=-5', 'x=007'], z.int(), ['BIGINT', -5n, 7n]],
  ['a large one', ['x=9007199254740993'], z.bigint(), ['BIGINT', 9007199254740993n]],
  ['digits that are text', ['x=007', 'x=1e5'], z.string(), ['VARCHAR', '007', '1e5']],
  ['true or false', ['x=false', 'x=true'], z.boolean(), ['BOOLEAN', false, true]],
  ['words', ['x=a b', 'x=ü'], z.string(), ['VARCHAR', 'a b', 'ü']],
  ['of an enum', ['x=1', 'x=2'], z.enum(['1', '2']), ['VARCHAR', '1', '2']],
  ['an escaped slash', ['x=a%2Fb%20c'], z.string(), ['VARCHAR', 'a/b c']],
  ['what only looks escaped', ['x=50%', 'x=%zz'], z.string(), ['VARCHAR', '%zz', '50%']],
  ['a plus', ['x=a+b'], z.string(), ['VARCHAR', 'a+b']],
  ['an equals sign', ['x=a=b'], z.string(), ['VARCHAR', 'a=b']],
  ['nothing', ['x=', 'x=b'], z.string(), ['VARCHAR', '', 'b']],
  ['the word NULL', ['x=NULL', 'x=null'], z.string().nullable(), ['VARCHAR', 'NULL', 'null']],
  [
    'NULL itself',
    ['x=__HIVE_DEFAULT_PARTITION__', 'x=b'],
    z.string().nullable(),
    ['VARCHAR', null, 'b'],
  ],
  ['NULL among numbers', ['x=3', 'x=__HIVE_DEFAULT_PARTITION__'], z.int(), ['BIGINT', 3n, null]],
  ['brackets', ['x=[1]', 'x={a}'], z.string(), ['VARCHAR', '[1]', '{a}']],
  ['a quote', ["x=it's", 'x="q"'], z.string(), ['VARCHAR', '"q"', "it's"]],
])('reads %s', async (_, folders, schema, expected) => {
  expect(await column('x', folders, { x: schema })).toEqual(expected);
});

test('reads dates and instants, escaped or not', async () => {
  const day = await column('x', ['x=2024-01-31'], { x: z.date() });
  expect(day[0]).toBe('DATE');
  const instants = await column('x', ['x=2024-01-31 10%3A00%3A00', 'x=2024-01-31'], {
    x: z.date(),
  });
  expect(instants[0]).toBe('TIMESTAMP');
  expect(instants.slice(1)).toEqual([
    new Date('2024-01-31T10:00:00Z'),
    new Date('2024-01-31T00:00:00Z'),
  ]);
  const zoned = await column('x', ['x=2024-01-31T10%3A00%3A00+02'], { x: z.date() });
  expect(zoned).toEqual(['TIMESTAMP', new Date('2024-01-31T08:00:00Z')]);
});

test.each([
  ['numbers', ['x=1', 'x=22'], ['BIGINT', 1n, 22n]],
  ['codes', ['x=01', 'x=22'], ['VARCHAR', '01', '22']],
  ['fractions', ['x=0.5', 'x=1'], ['DOUBLE', 0.5, 1]],
  ['words and numbers', ['x=1', 'x=a'], ['VARCHAR', '1', 'a']],
  ['numbers and nothing', ['x=', 'x=1'], ['VARCHAR', '', '1']],
  ['versions', ['x=1.5', 'x=1.50'], ['VARCHAR', '1.5', '1.50']],
  ['prices', ['x=1.50', 'x=2.25'], ['VARCHAR', '1.50', '2.25']],
  ['numbers of two notations', ['x=1', 'x=1.0'], ['VARCHAR', '1.0', '1']],
  ['numbers below zero', ['x=-1.5', 'x=0', 'x=10'], ['DOUBLE', -1.5, 0, 10]],
  ['two zeros', ['x=-0', 'x=0'], ['VARCHAR', '-0', '0']],
  ['powers of ten', ['x=1e2', 'x=100'], ['VARCHAR', '100', '1e2']],
  [
    'more digits than DOUBLE has',
    ['x=12345678901234567890', 'x=12345678901234567891'],
    ['VARCHAR', '12345678901234567890', '12345678901234567891'],
  ],
  ['true and false', ['x=false', 'x=true'], ['BOOLEAN', false, true]],
  ['truths in capitals', ['x=TRUE', 'x=true'], ['VARCHAR', 'TRUE', 'true']],
  [
    'dates',
    ['x=2024-01-30', 'x=2024-01-31'],
    ['DATE', new Date('2024-01-30'), new Date('2024-01-31')],
  ],
  ['dates of two notations', ['x=2024-01-01', 'x=2024-1-1'], ['VARCHAR', '2024-01-01', '2024-1-1']],
  [
    'instants',
    ['x=2024-01-30 10%3A00%3A00', 'x=2024-01-31 10%3A00%3A00'],
    ['TIMESTAMP', new Date('2024-01-30T10:00:00Z'), new Date('2024-01-31T10:00:00Z')],
  ],
])(
  'types %s that the schema does not name where they print back as written',
  async (_, folders, expected) => {
    expect(await column('x', folders)).toEqual(expected);
  },
);

test('keeps the names apart that a schema takes for numbers or text', async () => {
  const version = z.union([z.number(), z.string()]);
  expect(await column('x', ['x=1.5', 'x=1.50'], { x: version })).toEqual([
    'VARCHAR',
    '1.5',
    '1.50',
  ]);
  expect(await column('x', ['x=1.5', 'x=1.50'], { x: z.number() })).toEqual(['DOUBLE', 1.5, 1.5]);
});

test.each([
  ['x=abc', z.number(), 'a number'],
  ['x=NULL', z.int().nullable(), 'a number'],
  ['x=', z.int().nullable(), 'a number'],
  ['x=2024-02-30', z.date(), 'a date or time such as 2024-12-31T23:59:59Z'],
  ['x=yes', z.boolean(), 'true or false'],
  ['x=1e999', z.number(), 'a number'],
])('names the folder %s that is no value of its type', async (name, schema, words) => {
  const told = `DATASET_UNREADABLE: d/${name}/x.parquet lies in the folder ${name}/, and "x" is to be ${words}: rename the folder, or let the schema say text. Only __HIVE_DEFAULT_PARTITION__ is NULL.`;
  expect(await refused([name], { x: schema })).toBe(told);
  const good = { a: 'x=1', b: 'x=2024-01-01', c: 'x=true' };
  const beside =
    schema instanceof z.ZodDate ? good.b : schema instanceof z.ZodBoolean ? good.c : good.a;
  expect(await refused([name, beside], { x: schema })).toBe(told);
});

test.each([
  [['x=1/x=2'], 'lies in two folders of one key, x=1/ and x=2/: '],
  [['x=1/X=2'], 'lies in two folders of one key, x=1/ and X=2/: '],
  [
    ['x=1', 'X=2'],
    'does not: files that are read with hivePartitioning lie in folders of the same keys',
  ],
  [['x=1', 'y=2'], 'lies in a folder y=.../, and d/x=1/x.parquet does not: '],
  [['x=1', 'z'], 'lies in a folder x=.../, and d/z/x.parquet does not: '],
  [['x=1/y=2', 'x=2'], 'lies in a folder y=.../, and d/x=2/x.parquet does not: '],
  [['x=%ff'], 'lies in the folder x=%ff/, whose %-escapes are no text in UTF-8: '],
])('refuses the folders %j', async (folders, words) => {
  expect(await refused(folders)).toContain(words);
});

test('takes folders in any order, and keys that are escaped', async () => {
  const root = await inFolders(['x=1/y=2', 'y=3/x=4']);
  expect(await rowsOf(await opened(parquet('d', hive), { root }))).toEqual([
    { a: 1, x: 1n, y: 2n },
    { a: 1, x: 4n, y: 3n },
  ]);
  expect(await column('my key', ['my%20key=b'])).toEqual(['VARCHAR', 'b']);
  expect(await column('k.*(', ['k.*(=b'])).toEqual(['VARCHAR', 'b']);
});

test('a key may be called as the path is while it is read', async () => {
  const root = await inFolders(['file=b/zone=c']);
  expect(await rowsOf(await opened(parquet('d', hive), { root }))).toEqual([
    { a: 1, file: 'b', zone: 'c' },
  ]);
});

test('takes no folder above the project for a column, and each name of the path below it', async () => {
  const outer = await inFolders(['job=7/p/d/x=1']);
  const root = join(outer, 'd/job=7/p');
  for (const where of ['d', 'd/x=1/*.parquet', 'd/x=1/x.parquet', join(root, 'd')])
    expect(await rowsOf(await opened(parquet(where, hive), { root }))).toEqual([{ a: 1, x: 1n }]);
  const beside = join(outer, 'other');
  mkdirSync(beside);
  expect(await rowsOf(await opened(parquet('../d', hive), { root: beside }))).toEqual([
    { a: 1, job: 7n, x: 1n },
  ]);
});

test('tells a folder that is a link from the one that it leads to', async () => {
  const root = await inFolders(['x=1']);
  mkdirSync(join(root, 'e'));
  symlinkSync(join(root, 'd'), join(root, 'e/linked'));
  expect(await rowsOf(await opened(parquet('e/linked', hive), { root }))).toEqual([
    { a: 1, x: 1n },
  ]);
  symlinkSync(join(root, 'd/x=1'), join(root, 'e/x=2'));
  expect(await refusal(() => opened(parquet('e/x=2/x.parquet', hive), { root }))).toContain(
    'e/x=2/x.parquet is reached by a link, and its own folder is not called x=2/: ',
  );
});

const own = {
  'd/region=eu/x.parquet': "select 1 as id, 'eu' as region union all select 2, 'us'",
  'd/region=us/x.parquet': "select 3 as id, 'us' as region",
};

test('a file whose own column says another value than its folder is named', async () => {
  const root = await parquetFiles(own);
  expect(await refusal(() => opened(parquet('d', hive), { root }))).toBe(
    'DATASET_UNREADABLE: d/region=eu/x.parquet has a column "region" of its own, and 1 of its rows hold another value there than its folder region=.../ says: write them where they belong, or read the files without hivePartitioning.',
  );
  const session = await opened(parquet('d'), { root });
  expect(session.notes).toEqual([
    'Folders are named like region=eu/: with { hivePartitioning: true } the files\' own column "region" is checked against them.',
  ]);
  expect((await rowsOf(session)).map(({ region }) => region)).toEqual(['eu', 'us', 'us']);
});

test.each([
  ['a=-5', '10::int'],
  ['a=1', 'null::int'],
  ['a=__HIVE_DEFAULT_PARTITION__', '1'],
  ['a=x', 'null::int'],
  ['a=x', '1'],
  ['a=1.5', '1::int'],
  ['a=NULL', 'null::varchar'],
  ['a=NULL', "'null'"],
  ['a=2024-01-01', "timestamp '2024-01-01 10:00'"],
  ['a=true', 'false'],
  ['a=3.7', '4::bigint'],
  ['a=1_000', '1000'],
  ['a=1.005', '1.01::decimal(4,2)'],
  ['a=16777217', '16777216::float'],
  ['a=0.100000001', '0.1::float'],
  ['a=9007199254740993', '9007199254740992::double'],
  ['a=2024-01-01 23%3A59%3A59', "date '2024-01-01'"],
  ['a=2024-01-01T10%3A00%3A00+02%3A00', "timestamp '2024-01-01 10:00'"],
  ['a=2024-01-01T10%3A00%3A00+02%3A00', "timestamptz '2024-01-01 10:00:00+00'"],
  ['a=2024-01-01 10%3A00%3A00.1239', "timestamp_ms '2024-01-01 10:00:00.123'"],
  ['a=2024-01-01 junk', "date '2024-01-01'"],
  ['a=1', "'01'"],
])('the folder %s and a value %s of the file are not the same', async (name, value) => {
  const files = { [`d/${name}/x.parquet`]: `select ${value} as a, 1 as b` };
  for (const more of [{}, { unionByName: true }]) {
    const options = { ...hive, ...more };
    expect(
      await refusal(async () => opened(parquet('d', options), { root: await parquetFiles(files) })),
    ).toContain('has a column "a" of its own, and 1 of its rows hold another value');
  }
});

test.each([
  ['a=-5', '-5::int', z.int()],
  ['a=01', '1::int', z.string()],
  ['a=0.1', '0.1::float', z.number()],
  ['a=2024-01-01', "timestamp '2024-01-01'", z.date()],
  ['a=2024-01-01', "date '2024-01-01'", z.date()],
  ['a=__HIVE_DEFAULT_PARTITION__', 'null::int', z.int().nullable()],
  ['a=1', '1.00::decimal(10,2)', z.number()],
  ['a=true', 'true', z.boolean()],
  ['a=x%3Ay', "'x:y'", z.string()],
  ['a=05', '5::int', z.int()],
  ['a=1.0', '1::int', z.number()],
  ['a=9007199254740993', '9007199254740993::bigint', z.bigint()],
  ['a=1.50', '1.5::decimal(4,2)', z.number()],
  ['a=0.1', '0.1::double', z.number()],
  ['a=1e-05', '0.00001::double', z.number()],
  ['a=0.10000000149011612', '0.1::float', z.number()],
  ['a=2024-01-01 00%3A00%3A00', "date '2024-01-01'", z.date()],
  ['a=2024-01-01 10%3A00%3A00', "timestamp '2024-01-01 10:00'", z.date()],
  ['a=2024-01-01T10%3A00%3A00+02%3A00', "timestamp '2024-01-01 08:00'", z.date()],
  ['a=2024-01-01T10%3A00%3A00Z', "timestamptz '2024-01-01 10:00:00+00'", z.date()],
  ['a=2024-01-01 10%3A00%3A00.123456789', "timestamp_ns '2024-01-01 10:00:00.123456789'", z.date()],
  ['a=2024-01-01 10%3A00%3A00.123', "timestamp_ms '2024-01-01 10:00:00.123'", z.date()],
  ['a=2024-01-01', "date '2024-01-01'", z.string()],
  ['a=10%3A00%3A00', "time '10:00:00'", z.string()],
  [
    'a=0A0EEBC9-9C0B-4EF8-BB6D-6BB9BD380A11',
    "uuid '0a0eebc9-9c0b-4ef8-bb6d-6bb9bd380a11'",
    z.string(),
  ],
])('the folder %s and a value %s of the file are the same', async (name, value, schema) => {
  const root = await parquetFiles({
    [`d/${name}/x.parquet`]: `select ${value} as a, 1 as b`,
  });
  const session = await opened(parquet('d', hive), { root, shape: { a: schema } });
  expect(typesOf(session)).toHaveLength(2);
  expect(await rowsOf(session)).toHaveLength(1);
});

test('refuses a column that differs from its folder by case alone', async () => {
  const root = await parquetFiles({ 'd/A=1/x.parquet': 'select 1 as a' });
  expect(await refusal(() => opened(parquet('d', hive), { root }))).toContain(
    'd/A=1/x.parquet has a column "a" and lies in a folder A=.../, which SQL takes for one column: ',
  );
});

test('gives every file its folder where some have the column too', async () => {
  const root = await parquetFiles({
    'd/k=1/x.parquet': 'select 1 as k, 10 as v',
    'd/k=2/x.parquet': 'select 20 as v',
    'd/k=3/x.parquet': "select 3::bigint as k, 30 as v, 'f' as file",
  });
  const session = await opened(parquet('d', { ...hive, unionByName: true }), { root });
  expect(await rowsOf(session)).toEqual([
    { v: 10, file: null, k: 1n },
    { v: 20, file: null, k: 2n },
    { v: 30, file: 'f', k: 3n },
  ]);
});

test('says how NULL is written where a folder has the word for its name', async () => {
  const root = await inFolders(['x=NULL', 'x=b']);
  const { notes } = await opened(parquet('d', hive), { root, shape: { x: z.string() } });
  expect(notes).toEqual([
    'Folders called x=NULL/ are read as that text: a NULL is called __HIVE_DEFAULT_PARTITION__.',
  ]);
});

test('tells that names of folders are left aside', async () => {
  const session = await opened(parquet('d'), { root: await inFolders(['year=2023']) });
  expect(typesOf(session)).toEqual(['a INTEGER']);
  expect(session.notes).toEqual([
    'Folders are named like year=2023/: with { hivePartitioning: true } "year" is a column.',
  ]);
});

test('shows SQL that reads the same anywhere', async () => {
  const root = await inFolders(['x=NULL', 'x=a%2Fb', 'x=__HIVE_DEFAULT_PARTITION__']);
  const session = await opened(parquet('d', hive), { root, shape: { x: z.string() } });
  expect(await shownRows(session, root)).toEqual(await openedRows(session));
});
