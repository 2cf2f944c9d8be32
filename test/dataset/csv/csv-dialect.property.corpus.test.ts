import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { columnHints } from '../../../src/contract/schema/schema-expectations.ts';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { openSession } from '../../../src/engine/duckdb/open-session.ts';
import { z } from '../../../src/index.ts';
import { folder } from '../folder.ts';

vi.setConfig({ testTimeout: 7_200_000 });

const character = fc.constantFrom(
  ...['a', '1', ',', ';', '"', '#', '\\', '\n', ' ', 'é', '\t', 'N', '.', "'", '|'],
);
const cell = fc.option(fc.string({ unit: character, minLength: 1, maxLength: 6 }));
const records = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });
const form = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  above: fc.constantFrom('', 'Title "\n', '"odd, x\n\n'),
  hasComments: fc.boolean(),
  isDump: fc.boolean(),
  encoding: fc.constantFrom('utf-8', 'windows-1252'),
  tail: fc.constantFrom('', '  '),
});

const quoted = (value: string | null, tail: string) =>
  value === null ? '' : `"${value.replaceAll('"', '""')}"${tail}`;

const dumped = (value: string | null) =>
  value === null
    ? '\\N'
    : value.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');

test('what is written in a dialect is read as it was', async () => {
  const root = folder();
  const path = join(root, 'x.csv');
  const hints = columnHints(
    z.object({ x: z.string().nullable(), y: z.string().nullable(), z: z.string().nullable() }),
  );
  await fc.assert(
    fc.asyncProperty(records, form, async (rows, drawn) => {
      const { above, hasComments, isDump, encoding } = drawn;
      const delimiter = isDump ? '\t' : drawn.delimiter;
      // A line that begins with the character of comments would be one where nothing is quoted.
      const comment = hasComments && !isDump ? '#' : undefined;
      const tail = isDump ? '' : drawn.tail;
      const lines = rows.map((row) =>
        row.map((value) => (isDump ? dumped(value) : quoted(value, tail))).join(delimiter),
      );
      const note = comment === undefined ? '' : '# a "note\n';
      const text = `${above}${['x', 'y', 'z'].join(delimiter)}\n${lines.map((line) => `${note}${line}\n`).join('')}`;
      writeFileSync(path, text, encoding === 'utf-8' ? 'utf8' : 'latin1');
      const options = {
        encoding,
        ...(above !== '' && { skip: above.split('\n').length - 1 }),
        ...(comment !== undefined && { comment }),
        ...(isDump && { delimiter, quote: '', escape: '\\', nullText: '\\N' }),
      };
      const session = await openSession(csv('x.csv', options), hints, { root, now: new Date(0) });
      try {
        const read = await session.query(`select * from ${session.relation}`);
        expect(session.problems).toEqual([]);
        const tailed = (value: string | null) => (value === null ? null : value + tail);
        const [x, y, last] = [0, 1, 2] as const;
        expect(read).toEqual(
          rows.map((row) => ({ x: tailed(row[x]), y: tailed(row[y]), z: tailed(row[last]) })),
        );
      } finally {
        await session.close();
      }
    }),
    { numRuns: Number(process.env.ASSAY_DIALECTS ?? 60) },
  );
});
