import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { contract, fromRows, json, z } from '../../src/index.ts';
import { measureAll } from '../support/measured.ts';

const folder = mkdtempSync(join(tmpdir(), 'within-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Rows = readonly Readonly<Record<string, unknown>>[];

const list = z.array(z.number());
const lacking = z.object({ n: z.number().optional() });

// Each row is wrong by itself, in a column of JSON as in a value within one.
const wrong: Readonly<Record<string, readonly [schema: z.ZodObject, rows: Rows]>> = {
  'a text that is a list as JSON, in an object': [
    z.object({ o: z.object({ a: list }) }),
    [{ o: { a: '[1]' } }],
  ],
  'a text that is a list as JSON, beside lists': [
    z.object({ o: z.object({ a: list }) }),
    [{ o: { a: '[1]' } }, { o: { a: [1] } }],
  ],
  'a text that is a list as JSON, in a list': [z.object({ o: z.array(list) }), [{ o: ['[1]'] }]],
  'a text that is an object as JSON, in a list': [
    z.object({ o: z.array(z.object({ n: z.number() })) }),
    [{ o: ['{"n":1}'] }],
  ],
  'a text that is a record as JSON, in a record': [
    z.object({ o: z.record(z.string(), z.record(z.string(), z.number())) }),
    [{ o: { x: '{"n":1}' } }],
  ],
  'a null that is no absent key, in a column of JSON': [
    z.object({ a: z.union([lacking, z.string()]) }),
    [{ a: { n: null } }, { a: 'x' }],
  ],
  'a null that is no absent key, in JSON within an object': [
    z.object({ o: z.object({ a: z.union([lacking, z.string()]) }) }),
    [{ o: { a: { n: null } } }, { o: { a: 'x' } }],
  ],
  'a null that is no absent key, in JSON within a list': [
    z.object({ o: z.array(z.union([z.array(lacking), z.string()])) }),
    [{ o: [[{ n: null }], 'x'] }],
  ],
};

test.each(Object.entries(wrong))('never green: %s', async (_, [schema, rows]) => {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  for (const dataset of [json(path), fromRows(rows)]) {
    const outcomes = await measureAll(contract('within', { schema }), dataset);
    expect(outcomes.filter(({ state }) => state === 'failed')).not.toEqual([]);
  }
});

test('what is right within other values is green', async () => {
  const schema = z.object({
    o: z.object({ a: z.union([list, z.string()]), b: z.union([lacking, z.string()]) }),
  });
  const rows: Rows = [
    { o: { a: [1], b: {} } },
    { o: { a: '[1]', b: { n: 1 } } },
    { o: { a: 'x', b: '{"n":null}' } },
  ];
  const path = join(folder, 'right.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  for (const dataset of [json(path), fromRows(rows)]) {
    const outcomes = await measureAll(contract('within', { schema }), dataset);
    expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
  }
});
