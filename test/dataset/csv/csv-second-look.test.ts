import { afterAll, expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { z } from '../../../src/index.ts';
import { openFile, told } from '../folder.ts';
import { rowsOf } from '../opened.ts';

// The texts of a file with unreadable fields are read a second time, and must be those of the same records, also where
// some of them are broken.

afterAll(closeEngines);

const shape = { id: z.string().nullable(), n: z.int() };
const misread = 'the value is not a whole number: it is written like a';

test('records with broken quotes are left out of the second look too', async () => {
  const text = 'id,n\n"0",x\n3,"open\n4,"5",more\n"5","6"\n7,y\n';
  const session = await openFile('x.csv', text, (path) => csv(path), { shape });
  expect((await rowsOf(session)).length + (session.leftOut ?? 0)).toBe(4);
  expect(told(session)).toContain(`x.csv:2 "n": ${misread}`);
});

test('bytes that are not UTF-8 in a column that is not looked at leave out the record all the same', async () => {
  const text = Buffer.concat([
    Buffer.from('id,n\na,1\n'),
    Buffer.from([0xff]),
    Buffer.from(',2\nb,x\n'),
  ]);
  const session = await openFile('x.csv', text, (path) => csv(path), { shape });
  expect((await rowsOf(session)).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(told(session)[1]).toBe(`x.csv:4 "n": ${misread}`);
  expect(session.leftOut).toBe(1);
});

test('a name that is given twice is a problem, and leaves out no record', async () => {
  const session = await openFile('x.csv', 'n,n\n1,2\n', (path) => csv(path), { shape });
  expect([session.problemCount, session.leftOut]).toEqual([1, 0]);
});

test('a column without a value has the type that the contract wants, also where the sample could not be read', async () => {
  const number = { a: z.int(), b: z.string().nullable() };
  const session = await openFile('x.csv', 'a,b\r\n\n\n', (path) => csv(path), { shape: number });
  expect(session.columns.map(({ type }) => type)).toEqual(['BIGINT', 'VARCHAR']);
});

test('types are not chosen by what follows an open quote', async () => {
  const text = `a,b\nx,2\n"${'x,y\n'.repeat(20)}`;
  const session = await openFile('x.csv', text, (path) => csv(path), { shape: { a: z.string() } });
  expect(session.columns.map(({ type }) => type)).toEqual(['VARCHAR', 'BIGINT']);
});

test('a field beyond the last column is told, also if it holds nothing but NUL', async () => {
  const session = await openFile('x.csv', 'a,b\n1,2\n3,4,\0\n', (path) => csv(path));
  expect(session.problemCount).toBeGreaterThan(0);
  expect(told(session)).toContain('x.csv:3: the record has 3 fields in place of 2');
});
