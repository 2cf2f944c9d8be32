import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { z } from '../../../src/index.ts';
import { folder } from '../folder.ts';

/** Open a file again and again with other content. */
async function read(root: string, content: string, shape: z.core.$ZodLooseShape) {
  writeFileSync(join(root, 'x.csv'), content);
  const hints = columnHints(z.object(shape));
  const session = await openSession(csv('x.csv'), hints, { root, now: new Date(0) });
  try {
    const rows = await session.query(`select * from ${session.relation}`);
    return { rows, problems: session.problems, problemCount: session.problemCount };
  } finally {
    await session.close();
  }
}

const character = fc.constantFrom(
  ...['a', '1', ',', '"', '\n', '\r', ' ', 'é', '😀', ';', '\t', '\0', '.', "'"],
);
const cell = fc.option(fc.string({ unit: character, maxLength: 8 }));
const lineEnd = fc.constantFrom('\n', '\r\n');

/** As RFC 4180 has it; NULL is an empty field. */
const written = (value: string | null) =>
  value === null
    ? ''
    : value === '' || /[",\r\n]|^ /.test(value)
      ? `"${value.replaceAll('"', '""')}"`
      : value;

test('text that is written as RFC 4180 has it is read as it was', async () => {
  const root = folder();
  const record = fc.tuple(cell, cell, lineEnd);
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (records) => {
      const lines = records.map(([a, b, end]) => `${written(a)},${written(b)}${end}`);
      const shape = { a: z.string().nullable(), b: z.string().nullable() };
      const { rows, problemCount } = await read(root, `a,b\n${lines.join('')}`, shape);
      expect(rows).toEqual(records.map(([a, b]) => ({ a, b })));
      expect(problemCount).toBe(0);
    }),
    { numRuns: 60 },
  );
});

test('numbers, booleans and dates are read as they were', async () => {
  const root = folder();
  const record = fc.record({
    n: fc.option(fc.double({ noNaN: true })),
    i: fc.option(fc.bigInt({ min: -(2n ** 100n), max: 2n ** 100n })),
    b: fc.option(fc.boolean()),
    d: fc.option(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
    ),
  });
  const shape = { n: z.number(), i: z.bigint(), b: z.boolean(), d: z.date() };
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 6 }), async (records) => {
      const lines = records.map(
        ({ n, i, b, d }) => `${n ?? ''},${i ?? ''},${b ?? ''},${d?.toISOString() ?? ''}`,
      );
      const { rows, problemCount } = await read(root, `n,i,b,d\n${lines.join('\n')}\n`, shape);
      expect(problemCount).toBe(0);
      const numbers = rows.map(({ n, ...row }) => ({ ...row, n: n === null ? null : Number(n) }));
      expect(numbers).toEqual(records.map((row) => ({ ...row, n: row.n === 0 ? 0 : row.n })));
    }),
    { numRuns: 60 },
  );
});

test('no record is lost without a problem, however a file is written', async () => {
  const root = folder();
  const part = fc.constantFrom(
    'a',
    '1',
    ',',
    '"',
    '""',
    '\n',
    ' ',
    'é',
    '"q"',
    '\n2,y\n',
    ';',
    "'",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
      const content = `a,b\n${parts.join('')}`;
      const shape = { a: z.string(), b: z.string() };
      const { rows, problems, problemCount } = await read(root, content, shape);
      // Without a quote a record is a line that is not blank.
      const lines = content
        .split('\n')
        .slice(1)
        .filter((line) => line !== '').length;
      if (!content.includes('"')) expect(rows.length + problemCount).toBe(lines);
      else expect(rows.length + problemCount > 0).toBe(lines > 0);
      // The engine and the scan count alike; of a record with several broken quotes DuckDB makes a row of its own.
      if (problems.some(({ message }) => message.includes('closing quote'))) return;
      expect(problems.filter(({ message }) => message.startsWith('DuckDB'))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
