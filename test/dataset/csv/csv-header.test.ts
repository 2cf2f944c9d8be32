import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { CsvOptions } from '../../../src/dataset/csv/csv-options.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf, typesOf } from '../opened.ts';

const open = (content: string, options: CsvOptions = {}) =>
  openFile('x.csv', content, (path) => csv(path, options));

test.each([
  ['numbers', '1,1,2\n3,4,5\n', 'all its fields are written like numbers or dates'],
  ['dates', '2024-01-01,1.5\n2024-01-02,2\n', 'all its fields are written like numbers or dates'],
  ['one number', '7\n8\n', 'its field is written like numbers or dates'],
  [
    'a record of iris',
    '5.1,3.5,setosa\n4.9,3,setosa\n7,3.2,versicolor\n',
    'its numbers are of columns of numbers, and its words occur again below',
  ],
])('refuses a header of %s', async (_, content, why) => {
  expect(await refusal(() => open(content))).toBe(
    `DATASET_UNREADABLE: The first line of x.csv looks like data: ${why}. Read it with { header: false } if it is, or { header: true } if it is the header.`,
  );
  const records = content.trim().split('\n').length;
  expect(await rowsOf(await open(content, { header: false }))).toHaveLength(records);
  expect(await rowsOf(await open(content, { header: true }))).toHaveLength(records - 1);
});

test.each([
  ['years', 'country,1990,1991\nChad,3.4,5.6\nMali,1,2\n'],
  ['days', 'region,1/22/20,1/23/20\nRome,1,2\nOslo,3,4\n'],
  ['words', 'a,b\nx,y\na,b\n'],
  ['a word and a number', 'name,5\nJane,6\nJohn,7\n'],
])('takes a header of %s', async (_, content) => {
  const session = await open(content);
  expect(session.columns[1]?.name).toBe(content.split('\n')[0]?.split(',')[1]);
});

test('reads the names that are given in place of those in the header', async () => {
  const session = await open('id,id,\n1,2,x\n', { header: true, names: ['a', 'b', 'c'] });
  expect(typesOf(session)).toEqual(['a BIGINT', 'b BIGINT', 'c VARCHAR']);
  expect([session.problemCount, session.notes]).toEqual([0, []]);
});

test('names as many fields as the records have, if the header lacks one', async () => {
  const session = await open('x,y\nr1,1,2\nr2,3,4\n', { header: true, names: ['row', 'x', 'y'] });
  expect(await rowsOf(session)).toHaveLength(2);
  expect(session.problemCount).toBe(0);
});

test('refuses names of another number, and names without a word on the header', async () => {
  expect(await refusal(() => open('a,b\n1,2\n', { header: true, names: ['a'] }))).toBe(
    'DATASET_INVALID: csv() was given 1 names, and the first record of x.csv has 2 fields.',
  );
  expect(await refusal(() => csv('x.csv', { names: ['a'] }))).toBe(
    'DATASET_INVALID: csv() takes names with { header: false } for a file without a header, or with { header: true } in place of those in its header: write one of them.',
  );
});

test('names the option where names are missing or alike', async () => {
  const session = await open('id,ID,\n1,2,3\n');
  expect(told(session)).toEqual([
    'x.csv:1 "ID": the names of field 1 and field 2 are the same but for upper and lower case, which SQL takes for one column: the second is read as "ID_1"; name all fields with { header: true, names: [...] }',
  ]);
  expect(session.notes).toEqual([
    'Field 3 has no name in the header, so its column is called column2: name all fields with { header: true, names: [...] } to change that.',
  ]);
});
