import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { keepCases, keptPath, readKept } from '../../../src/fuzz/kept/kept-cases.ts';

const path = () => keptPath(mkdtempSync(join(tmpdir(), 'assay-kept-')), 'clean: orders!');
const columns = new Map([['input', ['id', 'at', 'note']]]);
const one = { tables: { input: [{ id: 1n, at: new Date(0), note: null }] }, made: [] };

test('the file is named like the test', () => {
  expect(keptPath('/steps', 'clean: orders!')).toBe('/steps/__fuzz__/clean-orders.jsonl');
});

test('nothing is kept before there is a file', () => {
  expect(readKept(path(), columns)).toEqual([]);
});

test('what is kept comes back, once', () => {
  const file = path();
  expect(keepCases(file, [one, one])).toBe(1);
  expect(keepCases(file, [one, { tables: { input: [] }, made: [] }])).toBe(1);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  expect(readKept(file, columns)).toEqual([one, { tables: { input: [] }, made: [] }]);
});

test.each([
  ['{"tables":', /:1 is no counter-example: .*JSON/],
  ['{"rows":[]}', /it has no tables/],
  ['{"tables":{"orders":[]}}', /its tables are orders, and those of the input are input/],
  ['{"tables":{"input":[1]}}', /a table is no list of rows/],
  ['{"tables":{"input":[{"old_id":1}]}}', /'input' has no column 'old_id', which its rows have/],
])('the line %s is an error, not less to run', (line, message) => {
  const file = path();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${line}\n`);
  expect(() => readKept(file, columns)).toThrow(message);
});
