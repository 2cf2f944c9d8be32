import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type CsvOptions, csv } from '../../../src/dataset/csv/csv.ts';
import { z } from '../../../src/index.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf, typesOf } from '../opened.ts';

const plain = (path: string) => csv(path);

test('reads text as what the schema says', async () => {
  const shape = {
    zip: z.string(),
    n: z.number(),
    big: z.bigint(),
    ok: z.boolean(),
    day: z.date(),
    at: z.date(),
    tags: z.array(z.string()),
  };
  const session = await openFile(
    'x.csv',
    'zip,n,big,ok,day,at,tags\n01234,1.5,9007199254740993,true,2024-02-29,2024-01-01 10:00,"[""a""]"\n00001,2,-1,0,2024/3/1,2024-01-01T10:00:00+02:00,[]\n',
    plain,
    { shape },
  );
  expect(typesOf(session)).toEqual([
    'zip VARCHAR',
    'n DOUBLE',
    'big BIGINT',
    'ok BOOLEAN',
    'day DATE',
    'at TIMESTAMP',
    'tags JSON',
  ]);
  expect(await rowsOf(session)).toEqual([
    {
      zip: '01234',
      n: 1.5,
      big: 9007199254740993n,
      ok: true,
      day: new Date('2024-02-29'),
      at: new Date('2024-01-01T10:00Z'),
      tags: '["a"]',
    },
    {
      zip: '00001',
      n: 2,
      big: -1n,
      ok: false,
      day: new Date('2024-03-01'),
      at: new Date('2024-01-01T08:00Z'),
      tags: '[]',
    },
  ]);
  expect(session.problemCount).toBe(0);
});

test('types a column that the schema does not name only where all its values agree', async () => {
  const session = await openFile(
    'x.csv',
    'int,zip,plus,num,nan,day,mixed,flag,empty\n1,01,+49,1.5,NaN,2024-01-01,1,true,\n20,10,50,2,1e3,2024-12-31,x,FALSE,\n',
    plain,
  );
  expect(typesOf(session)).toEqual([
    'int BIGINT',
    'zip VARCHAR',
    'plus VARCHAR',
    'num DOUBLE',
    'nan DOUBLE',
    'day DATE',
    'mixed VARCHAR',
    'flag BOOLEAN',
    'empty VARCHAR',
  ]);
});

test('looks at all rows, not at the first ones alone', async () => {
  const lines = Array.from({ length: 9000 }, (_, index) => `${index}`);
  const session = await openFile('x.csv', `a\n${lines.join('\n')}\n1.5\n`, plain);
  expect(typesOf(session)).toEqual(['a DOUBLE']);
});

test('keeps integers exact where BIGINT does not do', async () => {
  const session = await openFile('x.csv', 'a\n123456789012345678901234567890\n-1\n', plain, {
    shape: { a: z.bigint() },
  });
  expect(typesOf(session)).toEqual(['a HUGEINT']);
  expect(await rowsOf(session)).toEqual([{ a: 123456789012345678901234567890n }, { a: -1n }]);
});

test('tells an empty field from empty text, and takes both for NULL in a number', async () => {
  const session = await openFile('x.csv', 'a,n\n,\n"",""\nNA,1\n', plain, {
    shape: { a: z.string(), n: z.number() },
  });
  expect(await rowsOf(session)).toEqual([
    { a: null, n: null },
    { a: '', n: null },
    { a: 'NA', n: 1n },
  ]);
});

test('takes nullText for NULL, and quoted for text', async () => {
  const session = await openFile(
    'x.csv',
    'a,b\nNA,1\n"NA",\n,NA\n',
    (path) => csv(path, { nullText: ['NA', ''] }),
    { shape: { a: z.string(), b: z.number() } },
  );
  expect(await rowsOf(session)).toEqual([
    { a: null, b: 1n },
    { a: 'NA', b: null },
    { a: null, b: null },
  ]);
});

test.each([
  ['a byte order mark', '\ufeffa,b\n1,x\n'],
  ['lines that end in \\r\\n', 'a,b\r\n1,x\r\n'],
  ['lines that end in \\r', 'a,b\r1,x\r'],
  ['lines that end in both ways', 'a,b\r\n1,x\n'],
  ['no line end at the end', 'a,b\n1,x'],
  ['blank lines', '\n\na,b\n\n1,x\n\n'],
  ['a delimiter at the end', 'a,b\n1,x,\n'],
])('reads a file with %s', async (_, content) => {
  const session = await openFile('x.csv', content, plain);
  const names = session.columns.map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['a', 'b']);
  expect((await rowsOf(session)).map(({ a, b }) => ({ a, b }))).toEqual([{ a: 1n, b: 'x' }]);
  expect(session.problemCount).toBe(0);
});

test('reads quotes, delimiters and line ends within quotes', async () => {
  const session = await openFile('x.csv', 'a,b\n"x, ""y""","1\n2"\nab"c,\n', plain);
  expect(await rowsOf(session)).toEqual([
    { a: 'x, "y"', b: '1\n2' },
    { a: 'ab"c', b: null },
  ]);
});

test('reads what its options say', async () => {
  const content = "1;'it\\'s';31.12.2024\n2;'a;b';1.1.2025\n";
  const options = {
    delimiter: ';',
    quote: "'",
    escape: '\\',
    header: false,
    names: ['id', 'text', 'day'],
    dateFormat: '%d.%m.%Y',
  } as const;
  const session = await openFile('x.csv', content, (path) => csv(path, options), {
    shape: { day: z.date() },
  });
  expect(await rowsOf(session)).toEqual([
    { id: 1n, text: "it's", day: new Date('2024-12-31') },
    { id: 2n, text: 'a;b', day: new Date('2025-01-01') },
  ]);
});

test('reads types that are named, without rounding', async () => {
  const types = { price: 'decimal(8, 2)', code: 'TEXT', n: 'int' };
  const session = await openFile(
    'x.csv',
    'price,code,n\n1.10,7,1\n1.234,8,2\n1.2,9,3.7\n',
    (path) => csv(path, { types }),
  );
  expect(typesOf(session)).toEqual(['price DECIMAL(8,2)', 'code VARCHAR', 'n INTEGER']);
  expect(await rowsOf(session)).toEqual([
    { price: { digits: 110n, scale: 2 }, code: '7', n: 1 },
    { price: null, code: '8', n: 2 },
    { price: { digits: 120n, scale: 2 }, code: '9', n: null },
  ]);
  expect(
    [...(session.unreadable?.columns ?? [])].map(([name, { count }]) => [name, count]),
  ).toEqual([
    ['price', 1],
    ['n', 1],
  ]);
  expect(told(session)).toEqual([
    'x.csv:3 "price": the value is not a number that DECIMAL(8,2) holds without rounding: it is written like 9.999',
    'x.csv:4 "n": the value is not a whole number: it is written like 9.9',
  ]);
});

test('calls the columns of a file without a header and without names', async () => {
  const session = await openFile('x.csv', '1,x\n', (path) => csv(path, { header: false }));
  expect(typesOf(session)).toEqual(['column0 BIGINT', 'column1 VARCHAR']);
});

test('gives a name to a field without one', async () => {
  const session = await openFile('x.csv', ',a\n0,x\n', plain);
  expect(typesOf(session)).toEqual(['column0 BIGINT', 'a VARCHAR']);
  expect(session.notes).toEqual([
    'Field 1 has no name in the header, so its column is called column0: name all fields with { header: true, names: [...] } to change that.',
  ]);
});

const text = 'a,b\n1,é\n2,ü\n';

test.each([
  ['x.csv.gz', gzipSync(text)],
  ['x.csv.zst', zstdCompressSync(text)],
  ['x.tsv', text.replaceAll(',', '\t')],
])('reads %s by its name', async (name, content) => {
  const session = await openFile(name, content, plain);
  expect(await rowsOf(session)).toEqual([
    { a: 1n, b: 'é' },
    { a: 2n, b: 'ü' },
  ]);
});

test.each([
  ['utf-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['latin-1', Buffer.from(text, 'latin1')],
] as const)('reads %s where it is told so', async (encoding, content) => {
  const session = await openFile('x.csv', content, (path) => csv(path, { encoding }));
  expect(await rowsOf(session)).toEqual([
    { a: 1n, b: 'é' },
    { a: 2n, b: 'ü' },
  ]);
});

test('a file of a header alone has columns and no rows', async () => {
  const session = await openFile('x.csv', 'a,b\n', plain, { shape: { a: z.number() } });
  expect(typesOf(session)).toEqual(['a BIGINT', 'b VARCHAR']);
  expect(await rowsOf(session)).toEqual([]);
});

test('reads several files as one, by the names of their columns', async () => {
  const root = folder({ 'd/1.csv': 'a,b\n1,x\n', 'd/2.csv': 'b,a\ny,2\n', 'd/3.txt': 'no' });
  const session = await opened(csv('d/*.csv'), { root });
  expect(await rowsOf(session)).toEqual([
    { a: 1n, b: 'x' },
    { a: 2n, b: 'y' },
  ]);
});

test('reads the union of columns where it is told so', async () => {
  const root = folder({ '1.csv': 'a,b\n1,x\n', '2.csv': 'c,a\n5,2\n' });
  const session = await opened(csv(['1.csv', '2.csv'], { unionByName: true }), { root });
  expect(await rowsOf(session)).toEqual([
    { a: 1n, b: 'x', c: null },
    { a: 2n, b: null, c: 5n },
  ]);
});

test('names of several files that differ by case alone are refused, with the files', async () => {
  const root = folder({ '1.csv': 'id,Name\n1,a\n', '2.csv': 'id\n2\n', '3.csv': 'id,name\n3,b\n' });
  const apart =
    '1.csv has "Name" and 3.csv "name", which SQL takes for one column: spell them alike.';
  expect(await refusal(() => opened(csv('*.csv', { unionByName: true }), { root }))).toBe(
    `DATASET_INVALID: ${apart}`,
  );
});

test('reads a column of several files as one type, that of them all', async () => {
  const root = folder({ '1.csv': 'code\n1\n2\n', '2.csv': 'code\nx\n' });
  for (const options of [{}, { unionByName: true }]) {
    const session = await opened(csv('*.csv', options), { root });
    expect(await rowsOf(session)).toEqual([{ code: '1' }, { code: '2' }, { code: 'x' }]);
    const shape = { code: z.number() };
    const { problems } = await opened(csv('*.csv', options), { root, shape });
    expect(problems).toMatchObject([{ file: '2.csv', line: 2, column: 'code' }]);
  }
});

test('takes names as they are', async () => {
  const names = ['a "b"', 'select', "it's", 'ö 😀', 'x.y', 'a\nb'];
  const header = names.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
  const session = await openFile(`d'ir/ö "x".csv`, `${header}\n1,2,3,4,5,6\n`, plain);
  expect(session.columns.map(({ name }) => name)).toEqual(names);
  expect(Object.values((await rowsOf(session))[0] ?? {})).toEqual([1n, 2n, 3n, 4n, 5n, 6n]);
});

// csv-marks.corpus.test.ts reads ten times as many.
test('reads 1,000 columns', async () => {
  const indices = Array.from({ length: 1000 }, (_, index) => index);
  const content = [
    indices.map((index) => `c${index}`),
    indices,
    indices.map((index) => index + 0.5),
  ];
  const session = await openFile('x.csv', content.map((row) => row.join(',')).join('\n'), plain);
  expect(session.columns).toHaveLength(1000);
  expect(new Set(session.columns.map(({ type }) => type))).toEqual(new Set(['DOUBLE']));
});

test.each<[string, CsvOptions, number]>([
  ['a,b\n1,x\n\n2,y\n', {}, 1],
  ['a,b\r\n1,x\r\n\r\n\r\n2,y\r\n', {}, 2],
  ['a,b\n\n1,x\n2,y\n', {}, 1],
  ['\n\na,b\n1,x\n2,y\n', {}, 0],
  ['a,b\n1,x\n2,y\n\n\n', {}, 0],
  ['1,x\n\n2,y', { header: false, names: ['a', 'b'] }, 1],
  ['a,b\n1,"x\n\n"\n2,y\n', {}, 0],
])('counts the blank lines between the records of %j', async (content, options, blanks) => {
  const session = await openFile('x.csv', content, (path) => csv(path, options));
  expect([(await rowsOf(session)).length, session.problemCount]).toEqual([2, 0]);
  const lines = blanks === 1 ? '1 blank line' : `${blanks} blank lines`;
  expect(session.notes).toEqual(
    blanks === 0 ? [] : [`x.csv has ${lines} between its records, which are left out.`],
  );
});

test('names files without a row beside others that have some', async () => {
  const root = folder({ 'a.csv': 'a,b\n1,x\n', 'b.csv': 'a,b\n', 'c.csv': 'a,b\n' });
  const notes = async (...names: readonly string[]) => (await opened(csv(names), { root })).notes;
  expect(await notes('a.csv', 'b.csv')).toEqual(['b.csv has no row, beside files that have some.']);
  expect(await notes('a.csv', 'b.csv', 'c.csv')).toEqual([
    'b.csv and 1 more have no row, beside files that have some.',
  ]);
  expect(await notes('a.csv')).toEqual([]);
  expect(await notes('b.csv', 'c.csv')).toEqual([]);
});

test('tells of blank lines in several files once, and of none in a file of one column', async () => {
  const root = folder({ 'a.csv': 'a,b\n1,x\n\n2,y\n', 'b.csv': 'a,b\n1,x\n\n2,y\n' });
  const session = await opened(csv('*.csv'), { root });
  expect(session.notes).toEqual([
    'a.csv has 1 blank line between its records, which are left out, and 1 more file has some.',
  ]);
  const one = await openFile('x.csv', 'a\n1\n\n2\n', (path) => csv(path));
  expect([(await rowsOf(one)).length, one.notes]).toEqual([3, []]);
});
