import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { z } from '../../../src/index.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf } from '../opened.ts';

const options = { delimiter: '\t', quote: '', escape: '\\', nullText: '\\N' } as const;

const open = (content: string, more = {}, shape = {}) =>
  openFile('x.txt', content, (path) => csv(path, { ...options, ...more }), { shape });

test('reads a dump without escapes', async () => {
  const session = await open('id\ttext\n1\t\\N\n\\N\t"x\n3\t\n4\tC:N\n');
  expect(await rowsOf(session)).toEqual([
    { id: 1n, text: null },
    { id: null, text: '"x' },
    { id: 3n, text: '' },
    { id: 4n, text: 'C:N' },
  ]);
});

test.each([
  ['PostgreSQL', 'a\\tb\\nc\\\\N\\b\\f\\r\\v'],
  ['MySQL', 'a\\\tb\\\nc\\\\N\\b\\f\\r\\v'],
])('reads what %s escapes', async (_, field) => {
  const session = await open(`id\ttext\n1\t${field}\n2\t\\\\N\n3\t\\N\n4\t"a\\"b"\n`);
  expect(await rowsOf(session)).toEqual([
    { id: 1n, text: 'a\tb\nc\\N\b\f\r\v' },
    { id: 2n, text: '\\N' },
    { id: 3n, text: null },
    { id: 4n, text: '"a"b"' },
  ]);
  expect(told(session)).toEqual([]);
});

test('reads an escaped NUL, and an escape late in a file', async () => {
  const before = Array.from({ length: 9000 }, (_, at) => `${at}\tx\n`).join('');
  const session = await open(`id\ttext\n${before}9000\ta\\0b\n`);
  const rows = await rowsOf(session);
  expect([rows.length, rows.at(-1)]).toEqual([9001, { id: 9000n, text: 'a\0b' }]);
});

test('reports what the databases read differently, and broken records, with their lines', async () => {
  const session = await open(
    'id\ttext\n1\ta\\\nb\n2\t\\x41\n3\t\\101\n4\t\\012\n5\t\\Z\n6\n7\tx\\',
    { header: true },
    { id: z.number() },
  );
  expect(await rowsOf(session)).toEqual([{ id: 1n, text: 'a\nb' }]);
  const disputed = 'the record has a backslash before a digit, an x or a Z';
  expect(told(session).map((one) => one.slice(0, 'x.txt:4: '.length + disputed.length))).toEqual([
    ...[4, 5, 6, 7].map((line) => `x.txt:${line}: ${disputed}`),
    'x.txt:8: the record has 1 field in place of 2',
    `x.txt:9: ${disputed}`,
  ]);
});

test('takes the field \\N for NULL also where other texts are', async () => {
  const session = await open('a\tb\n\\N\tNA\nx\t\\\\\n', { nullText: 'NA' });
  expect(await rowsOf(session)).toEqual([
    { a: null, b: null },
    { a: 'x', b: '\\' },
  ]);
});

test('refuses \\N where the backslash escapes quotes', async () => {
  expect(await refusal(() => csv('x.csv', { escape: '\\', nullText: '\\N' }))).toBe(
    'DATASET_INVALID: csv() can\'t read "\\\\N" as NULL where "\\\\" escapes quotes: write { quote: \'\' } for a file that quotes nothing, or another nullText.',
  );
});
