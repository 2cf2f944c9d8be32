import { expect, test } from 'vitest';
import { csv } from '../../../src/dataset/csv/csv.ts';
import type { UnreadableColumn } from '../../../src/dataset/dataset.ts';
import { z } from '../../../src/index.ts';
import { readingFaults } from '../../../src/plan/unreadable/reading-faults.ts';
import { openFile } from '../../dataset/folder.ts';

const open = (lines: readonly string[]) =>
  openFile('x.csv', `id,day,n\n${lines.join('\n')}\n`, (path) => csv(path), {
    shape: { id: z.int(), day: z.date(), n: z.int() },
  });

const good = Array.from({ length: 30 }, (_, at) => `${at},2024-01-02,${at}`);

test('sums the fields of a column by what they look like, all of them, with the first of each', async () => {
  const days = Array.from(
    { length: 60 },
    (_, at) => `7,${at % 3 ? '02/01/2024' : '"Jan 2, 2024"'},1`,
  );
  expect(readingFaults(await open([...good, ...days, '8,soon,1', '9,2024-01-02,x']))).toEqual([
    'column day: 61 fields are not a date such as 2024-12-31: 40 like 99/99/9999 (the first in x.csv:33), 20 like aaa 9, 9999 (the first in x.csv:32), 1 like aaaa (the first in x.csv:92)',
    'column n: 1 field is not a whole number: 1 like a (the first in x.csv:93)',
  ]);
});

test('lists a few with their lines', async () => {
  expect(readingFaults(await open([...good, '8,soon,1', '9,2024-01-02,x']))).toEqual([
    'x.csv:32, column day: the value is not a date such as 2024-12-31: it is written like aaaa',
    'x.csv:33, column n: the value is not a whole number: it is written like a',
  ]);
});

test('names the most frequent, and counts the others', async () => {
  const odd = Array.from({ length: 90 }, (_, at) => `1,${'x'.repeat(1 + (at % 9))},1`);
  const [fault] = readingFaults(await open([...good, ...odd]));
  expect(fault).toMatch(/^column day: 90 fields can't be read: .* 10 like a \(.*, 50 like others$/);
  expect(fault?.match(/the first in/g)).toHaveLength(4);
});

test('puts records of one fault together, and says how many are not listed', async () => {
  const faults = readingFaults(
    await open([...good, ...Array(40).fill('1,2024-01-02'), '1,soon,2']),
  );
  expect(faults).toEqual([
    expect.stringMatching(/^x\.csv:32, 33, 34 and 17 more lines: the record has/),
    '… and 21 more',
  ]);
});

test('the patterns of all columns add up to what they have', async () => {
  const odd = Array.from({ length: 50 }, (_, at) => `${at % 2 ? 'a' : 'b-1'},soon,9`);
  const { unreadable } = await open([...good, ...odd]);
  const sums = [...(unreadable?.columns ?? [])].map(
    ([name, { count, patterns = [] }]: [string, UnreadableColumn]) => [
      name,
      count,
      patterns.map((one) => [one.shape, one.count, one.line]),
    ],
  );
  expect(sums).toEqual([
    [
      'id',
      50,
      [
        ['a-9', 25, 32],
        ['a', 25, 33],
      ],
    ],
    ['day', 50, [['aaaa', 50, 32]]],
  ]);
});
