import { describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import { uniquePass } from '../../../src/plan/passes/unique.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

const files = parquetFiles();

type Declare = Parameters<typeof asked>[0];
const refused = { refused: expect.any(String) };

test('it takes what is counted of one column and all rows', async () => {
  const questions = asked(({ rows, column }) => [
    rows.key('x'),
    column('x').unique(),
    column('y').distinct().atLeast(1),
    column('y').duplicates().atMost(1),
    rows.duplicates('x', 'y').atMost(1),
    column('x').plus(column('y')).max().atLeast(1),
    column('x').plus(column('y')).distinct().atLeast(1),
    column('x').nulls().atMost(0),
    column('x').mode().atMost(3),
    rows.where('x > 0').column('x').unique(),
    rows.per('s').column('x').unique(),
  ]);
  await opened(table('select 1 as x, 2 as y, 3 as s from range(5)'), async ({ context }) => {
    const takes = (fewRows: number) =>
      questions.map((question) => uniquePass.takes(question, { ...context, fewRows }));
    expect(takes(5)).toEqual([
      ...Array.from({ length: 4 }, () => true),
      ...Array.from({ length: 7 }, () => refused),
    ]);
    expect(takes(6)).toEqual(questions.map(() => refused));
  });
});

/** The answers, with the pass's own refusals. */
const run = async (path: string, declare: Declare, masked: readonly string[] = []) =>
  opened(
    parquet(path),
    async ({ context }) => {
      const questions = asked(declare);
      const found = await uniquePass.run(questions, context);
      return questions.map((question) => found.get(question));
    },
    masked,
  );

const all: Declare = ({ rows, column }) => [
  rows.key('x'),
  column('x').unique(),
  column('x').distinct({ exact: true }).atLeast(1),
  rows.key('y'),
];
const ways = [
  ['counted by a bitmap of its integers', 'exact', 'range % 90'],
  ['proved by the order of its values: each is above the one before it', 'proof', 'range * 1000'],
] as const;

describe.for(ways)('values that are %s', ([note, exactness, value]) => {
  const distinct = exactness === 'exact' ? 90n : 100n;

  test('are told with what they are a part of, and with the SQL that counts them', async () => {
    const select = `select case when range < 100 then (${value}) end as x, 'a' as y from range(130)`;
    const path = await files.write(`told-${exactness}`, select, ', dictionary_size_limit 1');
    const answer = (number: bigint, of: bigint, sql: string) => ({
      segments: [{ segment: [], value: number, of }],
      by: 'duckdb',
      exactness,
      notes: [note],
      sql: expect.stringContaining(sql),
      met: null,
    });
    const [key, unique, count, ofText] = await run(path, all);
    expect(key).toEqual(answer(30n + 100n - distinct, 130n, 'group by'));
    expect(unique).toEqual(answer(100n - distinct, 100n, 'group by'));
    expect(count).toEqual(answer(distinct, 100n, 'distinct'));
    expect(ofText).toEqual(refused);
  });
});

test('the order of dense integers is not looked at', async () => {
  const path = await files.write('dense-rising', 'select range as x from range(1000)');
  await opened(parquet(path), async ({ context, queries }) => {
    const [key] = asked(({ rows }) => [rows.key('x')]);
    const found = await uniquePass.run(key ? [key] : [], context);
    expect([...found.values()]).toEqual([expect.objectContaining({ exactness: 'exact' })]);
    expect(queries.join()).not.toContain('lag(');
  });
});

test('what is neither in order nor dense is left to others, for both reasons', async () => {
  const select = 'select ((range * 7919) % 10007) * 1000000007 as x from range(5000)';
  const [found] = await run(await files.write('neither', select), ({ rows }) => [rows.key('x')]);
  expect(found).toEqual({ refused: 'its values are not in order; its integers do not lie dense' });
});

test('a masked column is proved by its order, and counted by no bitmap', async () => {
  const path = await files.write('masked', 'select range as x, range % 90 as y from range(100)');
  const both: Declare = ({ rows }) => [rows.key('x'), rows.key('y')];
  const found = await run(path, both, ['x', 'y']);
  expect(found).toEqual([expect.objectContaining({ exactness: 'proof' }), refused]);
});
