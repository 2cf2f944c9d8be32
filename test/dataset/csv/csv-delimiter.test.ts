import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { z } from '../../../src/index.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf } from '../opened.ts';

const plain = (path: string) => csv(path);

const read = async (content: string, shape = {}) => {
  const session = await openFile('x.csv', content, plain, { shape });
  return { rows: await rowsOf(session), notes: session.notes, told: told(session) };
};

const refused = (content: string, shape = {}) =>
  refusal(() => openFile('x.csv', content, plain, { shape }));

test.each([
  [';', "';'"],
  ['\t', "'\\t'"],
  ['|', "'|'"],
])('finds the delimiter %j, and says so', async (delimiter, shown) => {
  const content = `id,name,p\n1,"Doe, ""J""",1.5\n2,"a\nb",2\n`.replaceAll(/,(?! )/g, delimiter);
  expect(await read(content)).toEqual({
    rows: [
      { id: 1n, name: 'Doe, "J"', p: 1.5 },
      { id: 2n, name: 'a\nb', p: 2 },
    ],
    notes: [
      `x.csv is split at ${shown}, found in its first 100 records: write { delimiter: ${shown} } to fix it.`,
    ],
    told: [],
  });
});

test('splits at a comma where it can, without a note', async () => {
  const { rows, notes } = await read('id,tags\n1,x|y;z\n2,z|w;v\n');
  expect([rows, notes]).toEqual([
    [
      { id: 1n, tags: 'x|y;z' },
      { id: 2n, tags: 'z|w;v' },
    ],
    [],
  ]);
});

test('finds a semicolon where commas are in the numbers', async () => {
  const { rows } = await read('id;p\n1;1,50\n2;3,5\n');
  expect(rows).toEqual([
    { id: 1n, p: '1,50' },
    { id: 2n, p: '3,5' },
  ]);
});

test.each([';', '\t', '|'])(
  'lets a header that is split at %j decide where each record has one comma as well',
  async (delimiter) => {
    const lines = [
      'id;price;weight',
      ...Array.from({ length: 9 }, (_, at) => `${at};${at},5;${at}`),
    ];
    const { rows, told: problems } = await read(
      lines.map((line) => `${line.replaceAll(';', delimiter)}\n`).join(''),
    );
    expect([rows.length, rows[1], problems]).toEqual([9, { id: 1n, price: '1,5', weight: 1n }, []]);
  },
);

test('refuses lines that may have a title above, split at another delimiter, with both options', async () => {
  const content = 'by Jane; Finance\nid,comment\n1,a; b\n2,c; d\n3,e; f\n';
  expect(await refused(content)).toBe(
    "DATASET_UNREADABLE: x.csv may be split at ';' with the header in line 1, or at ',' with the header in line 2: write { delimiter: ';' } or { delimiter: ',', skip: 1 }.",
  );
  const first = await openFile('x.csv', content, (path) => csv(path, { delimiter: ';' }));
  expect([(await rowsOf(first)).length, told(first)]).toEqual([
    3,
    ['x.csv:2: the record has 1 field in place of 2'],
  ]);
  const second = await openFile('x.csv', content, (path) => csv(path, { delimiter: ',', skip: 1 }));
  expect((await rowsOf(second))[0]).toEqual({ id: 1n, comment: 'a; b' });
});

test('finds the header below a title by the delimiter that leaves the fewest lines above', async () => {
  const records = 'id;price\n1;2,5\n2;3,5\n3;4,5\n4;5,5\n';
  expect(await refused(`Prices\n${records}`)).toContain(
    "The first line of x.csv has fewer fields than those that follow, split at ';'. Read it with { skip: 1 }",
  );
  expect(await refused('Prices\na,b;c\n1,2;5\n3,2;5\n4,2;5\n')).toBe(
    "DATASET_UNREADABLE: The header of x.csv seems to be in line 2, and may be split at ',' or ';': write { delimiter: ',', skip: 1 } or { delimiter: ';', skip: 1 }.",
  );
});

test('reports the records that do not fit the delimiter that was found', async () => {
  const { rows, told: problems } = await read('id;p\n1;2\n3;4\n5\n6;7\n');
  expect(rows).toHaveLength(3);
  expect(problems).toEqual(['x.csv:4: the record has 1 field in place of 2']);
});

const twoWays = 'a,b;c\n1,2;3\n4,5;6\n';

test('refuses a file that two delimiters split evenly, with both options', async () => {
  expect(await refused(twoWays)).toBe(
    "DATASET_UNREADABLE: x.csv may be split at ',' or ';': its first records have 2 or 2 fields. Write { delimiter: ',' } or { delimiter: ';' }.",
  );
  const without = (path: string) => csv(path, { header: false });
  expect(await refusal(() => openFile('x.csv', '1,5;2\n3,5;4\n', without))).toContain(
    "x.csv may be split at ',' or ';'",
  );
});

test('lets the names that the contract expects decide', async () => {
  const { rows, notes } = await read(twoWays, { c: z.number() });
  expect(rows[0]).toEqual({ 'a,b': '1,2', c: 3n });
  expect(notes).toHaveLength(1);
  expect((await read(twoWays, { a: z.number(), 'b;c': z.string() })).rows[0]).toEqual({
    a: 1n,
    'b;c': '2;3',
  });
  expect(await refused(twoWays, { z: z.number() })).toContain("may be split at ',' or ';'");
});

test('lets the number of the given names decide', async () => {
  const content = '1,5;2,5;3,5\n4,5;5,5;6,5\n';
  const names = ['a', 'b', 'c'];
  const session = await openFile('x.csv', content, (path) => csv(path, { header: false, names }));
  expect((await rowsOf(session))[0]).toEqual({ a: '1,5', b: '2,5', c: '3,5' });
});

test.each([
  ['words', 'city\nRome\nParis\n'],
  ['two words now and then', 'city\nNew York\nRome\nLos Angeles\n'],
  ['times', 'at\n10:30\n11:45\n12:15\n'],
  ['quoted text', 'text\n"a;b"\n"c;d"\n"e;f"\n'],
  ['one record', 'a\n1\n'],
])('reads a file of one column: %s', async (_, content) => {
  const { rows, notes, told: problems } = await read(content);
  expect([rows.length, notes, problems]).toEqual([content.trim().split('\n').length - 1, [], []]);
});

test('refuses a file of one column whose records split into equally many words', async () => {
  const content = 'full name\nJane Doe\nJohn Roe\n';
  expect(await refused(content)).toBe(
    "DATASET_UNREADABLE: x.csv may have one column, or be split at ' ', which gives each of its first records 2 fields: write { delimiter: ',' } for one column, or { delimiter: ' ' }.",
  );
  const { rows } = await read(content, { 'full name': z.string() });
  expect(rows).toEqual([{ 'full name': 'Jane Doe' }, { 'full name': 'John Roe' }]);
  expect((await read(content, { full: z.string(), name: z.string() })).rows[0]).toEqual({
    full: 'Jane',
    name: 'Doe',
  });
  const spaced = await openFile('x.csv', content, (path) => csv(path, { delimiter: ' ' }));
  expect(await rowsOf(spaced)).toHaveLength(2);
});

test('never reads one column where the records below have several', async () => {
  expect(await refused('name\na;1\nb;2\nc;3\n')).toContain(
    "The first line of x.csv has fewer fields than those that follow, split at ';'.",
  );
});

test('takes the tab from the name of a .tsv file, unless nothing is split at it', async () => {
  const session = await openFile('x.tsv', 'a\tb;c\n1\t2;3\n', plain);
  expect([await rowsOf(session), session.notes]).toEqual([[{ a: 1n, 'b;c': '2;3' }], []]);
  const other = await openFile('x.tsv', 'a,b\n1,2\n', plain);
  expect(await rowsOf(other)).toEqual([{ a: 1n, b: 2n }]);
});

test('doubts a delimiter that is given, if another one splits the records', async () => {
  const content = 'a;b\n1;x\n2;y\n';
  const given = (path: string) => csv(path, { delimiter: ',' });
  const session = await openFile('x.csv', content, given);
  expect(session.notes).toEqual([
    "x.csv has one column; with { delimiter: ';' } it would have several.",
  ]);
  const shape = { a: z.number(), b: z.string() };
  expect(await refusal(() => openFile('x.csv', content, given, { shape }))).toBe(
    "DATASET_UNREADABLE: x.csv has one column when it is split at ',', and the contract has 2: it seems to be split at ';'. Read it with { delimiter: ';' }.",
  );
});

test('finds the delimiter of each file of a glob', async () => {
  const root = folder({
    '1.csv': 'a,b\n1,x\n',
    '2.csv': 'a;b\n2;y\n',
    '3.csv': 'b\ta\nz\t3\n',
    '4.csv': 'a;b\n4;w\n',
  });
  const session = await opened(csv('*.csv'), { root });
  expect((await rowsOf(session)).map(({ a, b }) => `${a}${b}`)).toEqual(['1x', '2y', '3z', '4w']);
  expect(session.notes).toEqual([
    "2.csv and 1 more are split at ';', found in their first 100 records: write { delimiter: ';' } to fix it.",
    "3.csv is split at '\\t', found in its first 100 records: write { delimiter: '\\t' } to fix it.",
  ]);
});
