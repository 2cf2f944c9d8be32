import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import type { Session } from '../../../src/engine/engine.ts';
import { z } from '../../../src/index.ts';
import { folder, openFile, told } from '../folder.ts';
import { opened, refusal, rowsOf, wholeRowsOf } from '../opened.ts';

const shape = { a: z.number(), b: z.string() };

const sound = '1,x\n';

const fieldsOf = ({ unreadable }: Session) =>
  [...(unreadable?.columns.values() ?? [])].reduce((sum, { count }) => sum + count, 0);

test.each([
  ['too few fields', `a,b\n${sound}2\n`, ['x.csv:3: the record has 1 field in place of 2']],
  ['too many', `a,b\n${sound}2,y,z\n`, ['x.csv:3: the record has 3 fields in place of 2']],
  [
    'a line end within quotes before it',
    `a,b\n1,"x\n\ny"\n\n2\n`,
    ['x.csv:6: the record has 1 field in place of 2'],
  ],
  [
    'text behind quotes',
    `a,b\n${sound}2,"y"z\n`,
    ['x.csv:3: the record goes on after the closing quote of a field'],
  ],
  [
    'a backslash before a quote within a field',
    `a,b\n${sound}2,"5\\" disk"\n`,
    [
      "x.csv:3: the record goes on after the closing quote of a field, and has a backslash before a quote that closes a field: if it escapes the quote, read the file with { escape: '\\\\' }",
    ],
  ],
  [
    'a backslash before a quote and a delimiter',
    `a,b\n${sound}2,"5\\", disk"\n`,
    [
      "x.csv:3: the record has 3 fields in place of 2, and has a backslash before a quote that closes a field: if it escapes the quote, read the file with { escape: '\\\\' }",
    ],
  ],
  [
    'a backslash before the last quote',
    `a,b\n${sound}2,"say \\"hi\\""\n`,
    [
      "x.csv:3: the record goes on after the closing quote of a field, and has a backslash before a quote that closes a field: if it escapes the quote, read the file with { escape: '\\\\' }",
    ],
  ],
  [
    'a quote that stays open',
    `a,b\n${sound}2,"y\n3,z\n`,
    [
      'x.csv:3: the record opens a quote that is never closed, so that nothing from there to the end (line 5) can be read',
    ],
  ],
  [
    'another encoding',
    Buffer.from(`a,b\n${sound}2,caf\xe9\n`, 'latin1'),
    [
      "x.csv:3: the record holds bytes that are not UTF-8: if the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }",
    ],
  ],
  [
    'a record of 3 MB',
    `a,b\n${sound}2,${'y'.repeat(3_000_000)}\n`,
    ['x.csv:3: the record is longer than 2000000 bytes: raise maxRecordSize if that is right'],
  ],
  [
    'text for a number',
    `a,b\n${sound}Jane Doe,y\n`,
    ['x.csv:3 "a": the value is not a whole number: it is written like aaaa aaa'],
  ],
  [
    'a comma for a point',
    `a,b\n${sound}"1,5",y\n`,
    ['x.csv:3 "a": the value is not a whole number: it is written like 9,9'],
  ],
  [
    'a number beyond DOUBLE',
    `a,b\n1.5,x\n1e400,y\n`,
    ['x.csv:3 "a": the value is not a number: it is written like 9a999'],
  ],
  [
    'a name twice',
    'a,b,A\n1,x,2\n',
    [
      'x.csv:1 "A": the names of field 1 and field 3 are the same but for upper and lower case, which SQL takes for one column: the second is read as "A_1"; name all fields with { header: true, names: [...] }',
    ],
  ],
])('%s is a problem with its line', async (_, content, problems) => {
  const session = await openFile('x.csv', content, (path) => csv(path), { shape });
  expect(told(session)).toEqual(problems);
  expect(session.problemCount).toBe(1);
  expect(await wholeRowsOf(session)).toHaveLength(1);
  // A record of which one field can't be read is a row all the same.
  expect(await rowsOf(session)).toHaveLength(1 + fieldsOf(session));
});

test.each([
  ['1_000', '9_999'],
  ['0x10', '9a99'],
  ['1 000', '9 999'],
  ['3.0', '9.9'],
  ['', null],
  [' 7 ', null],
])('takes %j for an integer only as it is written', async (value, like) => {
  const session = await openFile('x.csv', `a,b\n1,x\n"${value}",y\n`, (path) => csv(path), {
    shape: { a: z.bigint() },
  });
  expect(told(session)).toEqual(
    like === null
      ? []
      : [`x.csv:3 "a": the value is not a whole number: it is written like ${like}`],
  );
});

test.each([
  ['2024-02-30', '9999-99-99'],
  ['2024-01-01 junk', '9999-99-99 aaaa'],
  ['01/02/2024', '99/99/9999'],
  ['2024-01-01T10:00:00.1234567891Z', '9999-99-99a99:99:99.9999999999a'],
  ['infinity', 'aaaaaaaa'],
  ['1704067200', '9999999999'],
])('takes %j for no date', async (value, like) => {
  const session = await openFile('x.csv', `a,b\n2024-01-01,x\n${value},y\n`, (path) => csv(path), {
    shape: { a: z.date() },
  });
  expect(told(session)).toEqual([
    `x.csv:3 "a": the value is not a date such as 2024-12-31: it is written like ${like}`,
  ]);
});

test('says what a column is like of which nothing can be read', async () => {
  const session = await openFile('x.csv', 'a\n31/12/2024\n', (path) => csv(path), {
    shape: { a: z.date() },
  });
  expect(session.columns).toMatchObject([{ type: 'VARCHAR' }]);
  expect(session.notes).toEqual([
    `All unreadable values of column "a" (1) can be read as dates with the day first: write { dateFormat: { a: '%d/%m/%Y' } } if that is right.`,
  ]);
});

test('says how a column is written that no option reads', async () => {
  const session = await openFile('x.csv', 'a\nsoon\n', (path) => csv(path), {
    shape: { a: z.date() },
  });
  expect(session.notes).toEqual([
    'Column "a" is left as text: no value in it is a date or time such as 2024-12-31T23:59:59Z; the first is written like aaaa.',
  ]);
});

test('lists the first problems and counts all', async () => {
  const lines = Array.from({ length: 500 }, (_, index) => (index % 2 ? 'x' : `${index},y`));
  const session = await openFile('x.csv', `a,b\n${lines.join('\n')}\n`, (path) => csv(path), {
    shape,
  });
  expect(session.problemCount).toBe(250);
  expect(session.problems).toHaveLength(20);
  expect(session.problems.at(-1)).toMatchObject({ line: 41 });
});

test('finds the line of a value behind broken records, in each file', async () => {
  const root = folder({
    '1.csv': 'a,b\n1,x\n\n2\n"3","x\ny"\nno,z\n',
    '2.csv': 'a,b\n4,y\nno,z\n',
  });
  const session = await opened(csv('*.csv'), { shape, root });
  expect(told(session)).toEqual([
    '1.csv:4: the record has 1 field in place of 2',
    '1.csv:7 "a": the value is not a whole number: it is written like aa',
    '2.csv:3 "a": the value is not a whole number: it is written like aa',
  ]);
  expect(await wholeRowsOf(session)).toHaveLength(3);
  expect(await rowsOf(session)).toHaveLength(5);
  expect(session.leftOut).toBe(1);
});

const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9);
const long = `a,b\n${Array.from({ length: 9999 }, (_, index) => `${index},${index * 7}`).join('\n')}`;

const cases: readonly [string, string | Uint8Array, CsvOptions, string][] = [
  [
    'no byte',
    '',
    {},
    "DATASET_UNREADABLE: FILE is empty (0 bytes), so it is no file for csv('*.csv'): was it cut short?",
  ],
  [
    'nothing but line ends',
    '\n\n',
    {},
    'DATASET_UNREADABLE: FILE has no record: its first 2 characters hold no line.',
  ],
  [
    'UTF-16',
    Buffer.from('\ufeffa,b\n1,x\n', 'utf16le'),
    {},
    "DATASET_UNREADABLE: FILE is UTF-16: read it with { encoding: 'utf-16' }.",
  ],
  [
    'UTF-16 of the other order',
    Buffer.from('\ufeffa,b\n1,x\n', 'utf16le').swap16(),
    { encoding: 'utf-16' },
    "DATASET_UNREADABLE: FILE is UTF-16 in big-endian order: read it with { encoding: 'utf-16be' }.",
  ],
  [
    'a header in another encoding',
    Buffer.from('a,bé\n1,x\n', 'latin1'),
    {},
    "DATASET_UNREADABLE: The first line of FILE is not UTF-8. If the file was written on Windows, by Excel for instance, read it with { encoding: 'windows-1252' }.",
  ],
  [
    'a bare carriage return',
    'a,b\n1,x\ry\n',
    {},
    "DATASET_UNREADABLE: FILE ends its lines in more than one way (a bare \\r among them), and can't be read without a loss: give all lines one end, \\n or \\r\\n. Besides, the record in line 3 has 1 field in place of 2.",
  ],
  [
    'another number of names',
    '1,x\n',
    { header: false, names: ['a'] },
    'DATASET_INVALID: csv() was given 1 names, and the first record of FILE has 2 fields.',
  ],
  [
    'a type for no column',
    'a,b\n1,x\n',
    { types: { c: 'INTEGER' } },
    'DATASET_INVALID: csv() was given a type for column "c", which the file does not have.',
  ],
];

test.each(cases)('%s is an error', async (_, content, options, message) => {
  const opening = () => openFile('x.csv', content, (path) => csv(path, options), { shape });
  expect(await refusal(opening)).toBe(message.replace('FILE', 'x.csv'));
});

test.each([
  ['x.csv.gz', gzipSync(long), 'gzip'],
  ['x.csv.zst', zstdCompressSync(long), 'zstd'],
])('%s that was cut short is an error', async (name, bytes, format) => {
  expect(await refusal(() => openFile(name, cut(bytes), (path) => csv(path)))).toBe(
    `DATASET_UNREADABLE: ${name} ends in the middle of its ${format} data: it was cut short.`,
  );
});

test('what is compressed twice is an error that says so', async () => {
  const twice = gzipSync(gzipSync(long));
  expect(await refusal(() => openFile('x.csv.gz', twice, (path) => csv(path)))).toBe(
    'DATASET_UNREADABLE: x.csv.gz was compressed twice: its gzip data holds gzip data. Unpack it once.',
  );
});

test('bytes behind what is compressed are an error that says so', async () => {
  const more = Buffer.concat([gzipSync(long), Buffer.from('1,2\n')]);
  expect(await refusal(() => openFile('x.csv.gz', more, (path) => csv(path)))).toBe(
    'DATASET_UNREADABLE: x.csv.gz has other bytes behind its gzip data: it was damaged, or something was appended that is not compressed. Write it again.',
  );
});

test('what is not compressed is an error where it is said to be', async () => {
  const open = (path: string) => csv(path, { compression: 'gzip' });
  expect(await refusal(() => openFile('x.csv', long, open))).toBe(
    'DATASET_UNREADABLE: x.csv is not gzip data, or is damaged (Z_DATA_ERROR).',
  );
});

test('a file with other columns is named', async () => {
  const root = folder({ '1.csv': 'a,b\n1,x\n', '2.csv': 'a,c\n2,y\n' });
  expect(await refusal(() => opened(csv('*.csv'), { root }))).toBe(
    'DATASET_UNREADABLE: 2.csv has other columns than 1.csv: it lacks "b", and it adds "c". Read them with { unionByName: true } if that is right.',
  );
});

test.each([
  [{ delimeter: ';' }, 'csv() has no option delimeter. Did you mean delimiter? It knows'],
  [{ delimiter: '||' }, 'The option delimiter of csv() can\'t be "||": write one ASCII character'],
  [{ encoding: 'utf-9' }, "write 'utf-8', 'latin-1', 'utf-16', 'windows-1252', 'shift_jis' or"],
  [{ header: 'yes' }, 'The option header of csv() can\'t be "yes": write true or false.'],
  [{ types: { a: 'MONEY' } }, 'csv() can\'t read column "a" as MONEY: the types of a CSV file are'],
  [{ quote: ',' }, "csv() can't tell the delimiter from the quote"],
  [{ names: ['a'] }, 'csv() takes names with { header: false } for a file without a header, or'],
])('refuses the options %o when the source is made', async (options, message) => {
  const said = await refusal(() => csv('x.csv', options as CsvOptions));
  expect(said).toContain('DATASET_INVALID: ');
  expect(said).toContain(message);
});
