import { afterAll, expect, test } from 'vitest';
import { json } from '../../../src/dataset/json/json.ts';
import { closeEngines } from '../../../src/engine/engines.ts';
import { z } from '../../../src/index.ts';
import { openFile, told } from '../folder.ts';
import { refusal, rowsOf } from '../opened.ts';

// Found by the differential test (test/dataset/readers).

afterAll(closeEngines);

test('each of several unreadable fields of a record has its line', async () => {
  const text = '{"a":"2024-01-01","b":"2024-01-01"}\n{"a":"x","b":"y"}\n{"a":"z","b":null}\n';
  const shape = { a: z.date(), b: z.date().nullable() };
  const session = await openFile('x.ndjson', text, (path) => json(path), { shape });
  expect(told(session).map((one) => one.slice(0, 14))).toEqual([
    'x.ndjson:2 "a"',
    'x.ndjson:2 "b"',
    'x.ndjson:3 "a"',
  ]);
});

test('values that the engine refuses are an error that names the file, and no path', async () => {
  const text = '{"a":1}\n{"a":1,"a":2}\n-1.5e3\n{"a":2}\n';
  const open = () => openFile('x.json', text, (path) => json(path, { format: 'values' }));
  expect(await refusal(open)).toBe(
    'DATASET_UNREADABLE: x.json:3 is no JSON of records: a record is no object.',
  );
});

test('lists that lie in 200 others are read, though Parquet has no such type', async () => {
  const text = `{"a":1,"deep":${'['.repeat(200)}1${']'.repeat(200)}}\n`;
  const session = await openFile('x.ndjson', text, (path) => json(path));
  expect((await rowsOf(session)).length).toBe(1);
});

test('rows keep their order where a record among many is left out', async () => {
  const count = 200_100;
  const lines = Array.from({ length: count }, (_, at) => `{"id":${at}}`);
  const text = `[${lines.join(',')},{"id":1,"id":2}]`;
  const session = await openFile('x.json', text, (path) => json(path));
  const rows = await rowsOf(session);
  expect(rows.findIndex(({ id }, at) => Number(id) !== at)).toBe(-1);
  expect([rows.length, session.leftOut]).toEqual([count, 1]);
});
