import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { contract, fromRows, json, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';

const folder = mkdtempSync(join(tmpdir(), 'readable-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = z
  .object({ n: z.number(), m: z.number() })
  .refine((row) => row.n < row.m, 'n below m');
const asyncSchema = z
  .object({ n: z.number(), m: z.number() })
  .refine((row) => Promise.resolve(row.n < row.m), 'n below m');

type Rows = readonly Readonly<Record<string, unknown>>[];

function lines(rows: Rows): Dataset {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return json(path);
}

const ofRows = async (dataset: Dataset, of: z.ZodObject = schema) => {
  const outcomes = await measureAll(contract('refined', { schema: of }), dataset);
  const found = outcomes.find(({ title }) => title === 'each row satisfies the zod schema');
  if (!found) throw new Error('There is no outcome.');
  return found;
};

const mixed: Rows = [
  { n: 1, m: 2 },
  { n: 'x', m: 2 },
  { n: 3, m: 2 },
  { n: { a: 1 }, m: 4 },
];

test.each([
  ['sync', schema],
  ['async', asyncSchema],
] as const)('rows whose numbers can be read are judged, the others are not: %s', async (_, of) => {
  for (const dataset of [lines(mixed), fromRows(mixed)]) {
    const found = await ofRows(dataset, of);
    expect(found.state).toBe('failed');
    expect(found.observed).toBe('1 of 2 (50%)');
    expect(found.evidence?.notes).toContain("2 rows whose 'n' is not a number are not judged");
  }
});

test('where no row can be judged, it is not run for the type of the column', async () => {
  const found = await ofRows(lines([{ n: 'x', m: 1 }]));
  expect(found.state).toBe('notRun');
  expect(found.problem?.message).toBe('it needs "column(\'n\') is a number", which failed.');
});

test('mixed columns are never green, and refinements count as plain JavaScript does', async () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('x', true, '1'));
  const row = fc.record({ n: value, m: fc.integer({ min: -3, max: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (some) => {
      // One text keeps the column JSON.
      const rows = [...some, { n: 1, m: 2 }, { n: 'x', m: 0 }];
      const outcomes = await measureAll(contract('refined', { schema }), fromRows(rows));
      expect(outcomes.some(({ state }) => state === 'failed')).toBe(true);
      const found = outcomes.find(({ title }) => title === 'each row satisfies the zod schema');
      const readable = rows.filter(({ n }) => typeof n === 'number');
      const wrong = readable.filter(({ n, m }) => Number(n) >= m);
      expect(found?.observed?.startsWith(`${wrong.length} of ${readable.length}`)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
