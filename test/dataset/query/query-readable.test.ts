import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, query, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { unreadableTable } from '../../support/unreadable-table.ts';

afterAll(closeEngines);

// Of twenty rows, four have no day that can be read and three no amount; one has neither.
const mixed = unreadableTable(
  `select i::int as id, 'p' || i % 4 as part, date '2026-01-01' + i::int as day, i / 2.0 as amount from range(20) as r(i)`,
  { day: 'id % 5 = 3', amount: 'id % 7 = 1' },
  { leftOut: 2 },
);

/** The rows that a query makes, what is told to be left out of them, and whether the run is red. */
async function made(sql: string) {
  const held = contract('made', { schema: z.object({}) }, ({ rows }) => [
    rows.count().atLeast(1).named('rows'),
  ]);
  const outcomes = await measureAll(held, query(mixed, sql));
  const [read] = outcomes;
  const count = outcomes.find(({ name }) => name === 'rows');
  if (read?.problem) throw new Error(read.problem.message);
  return {
    rows: Number(count?.value),
    left: Number(count?.evidence?.notes.join().match(/\d+/)?.[0]),
    red: read?.state === 'failed' ? read.value : 'green',
  };
}

test.for<[sql: string, rows: number, left: number]>([
  ['select id from dataset', 20, 2],
  ['select count(*) as n, part from dataset group by part', 4, 2],
  ['select id from dataset where "DAY" is null', 0, 6],
  ['select id, day from dataset', 16, 6],
  ['select id from dataset where amount is null', 0, 5],
  ['select id from dataset order by id, amount', 17, 5],
  ['select day, amount from dataset', 14, 8],
  ['select * from dataset', 14, 8],
  ['select d.* from dataset as d', 14, 8],
  ['from dataset', 14, 8],
  ["select columns('i.*') from dataset", 14, 8],
  ['select d from dataset as d', 14, 8],
  ['select to_json(dataset) as j from dataset', 14, 8],
  ['select a from dataset as t(a)', 14, 8],
  ['select a.id from dataset a join dataset b using (day)', 16, 6],
  ['select a.id from dataset a natural join dataset b', 14, 8],
  ['with w as (select id, amount as x from dataset) select x from w', 17, 5],
  ['select (select max(day) from dataset) as last, id from dataset', 16, 6],
])('%s', async ([sql, rows, left]) => {
  expect(await made(sql)).toEqual({ rows, left, red: '9' });
});

test('marks of fields are no columns of what a query reads', async () => {
  await expect(made('select "__unread 0" from dataset')).rejects.toThrow('__unread 0');
});
