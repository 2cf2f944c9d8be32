import { afterAll, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, csv, type Outcome, query, z } from '../../../src/index.ts';
import { folder } from '../../dataset/folder.ts';
import { measureAll } from '../../support/measured.ts';
import { differencesInSql } from '../../support/plain-duckdb.ts';

// An export of 3,040 orders, 40 of which are copies, and two broken records. Of every tenth the date is written in a way that is no
// date here; every faulty e-mail, category and copy is in such a row, so that a check which left the row out would see none.
const isOdd = (id: number) => id % 10 === 3;
const line = (id: number): string =>
  [
    id,
    isOdd(id) ? `${1 + (id % 28)}/01/2026` : `2026-01-${String(1 + (id % 28)).padStart(2, '0')}`,
    id % 100 === 3 ? `anna${id} at example.com` : `anna${id}@example.com`,
    id % 20 === 13 ? 'toys' : 'Toys',
    id % 7 === 0 ? '' : id / 4,
  ].join(',');

const schema = z.object({
  id: z.int(),
  day: z.date(),
  email: z.string(),
  category: z.string(),
  amount: z.number().nullable(),
});

const ids = Array.from({ length: 3000 }, (_, at) => at);
const copies = ids.filter(isOdd).slice(0, 40);
const broken = ['1,2026-01-01,anna@example.com,Toys', '2,2026-01-01,anna@example.com,Toys,1,1'];
const lines = ['id,day,email,category,amount', ...[...ids, ...copies].map(line), ...broken];
const orders = () => folder({ 'orders.csv': `${lines.join('\n')}\n` });

afterAll(closeEngines);

const held = contract('orders', { schema }, ({ rows, column }) => [
  rows.count().equals(3040),
  column('email').matches(/@/),
  column('category').in(['Toys']),
  rows.duplicates('id').equals(0),
  column('day').nulls().atMost(0),
  column('day').after('2026-01-02'),
  rows.duplicates('day', 'email').equals(0),
  rows.where("day > date '2026-01-20'").column('amount').mean().between(0, 9),
  rows.per('day').count().atLeast(99),
  rows.satisfy("day < date '2026-01-28' or category <> 'Toys'"),
]);

const short = ({ title, state, value, of }: Outcome) => [title, state, value, of];

test('every fault is counted, whatever else is in its row', async () => {
  const outcomes = await measureAll(held, csv('orders.csv'), { root: orders() });
  expect(outcomes[0]).toMatchObject({ state: 'failed', observed: '2 records and 340 fields' });
  const declared = outcomes.filter(({ origin }) => origin === 'declared');
  expect(declared.slice(0, 7).map(short)).toEqual([
    ['rows.count() is exactly 3,040', 'passed', '3040', 3040],
    ["column('email').matches(/@/)", 'failed', '34', 3040],
    ["column('category').in(['Toys'])", 'failed', '170', 3040],
    ["rows.duplicates('id') is exactly 0", 'failed', '40', 3040],
    ["column('day').nulls() is at most 0", 'passed', '0', 2700],
    ["column('day').after('2026-01-02')", 'failed', '195', 2700],
    ["rows.duplicates('day', 'email') is exactly 0", 'passed', '0', 2700],
  ]);
  for (const { evidence } of declared)
    expect(evidence?.notes).toContain("2 records that can't be read are left out");
});

test('the SQL that is shown counts the same in any DuckDB', async () => {
  const root = orders();
  const outcomes = await measureAll(held, csv('orders.csv'), { root });
  expect(outcomes.filter(({ sql }) => sql?.includes('__unread')).length).toBeGreaterThan(5);
  expect(await differencesInSql(outcomes, root)).toEqual([]);
});

test('a query over them keeps the rows whose day it does not read', async () => {
  const root = orders();
  const count = async (sql: string) => {
    const counted = contract(
      'counted',
      { schema: z.object({ day: z.date().optional() }) },
      ({ rows }) => [rows.count().atLeast(1)],
    );
    const outcomes = await measureAll(counted, query(csv('orders.csv'), sql), { root });
    return [outcomes[0]?.state, outcomes.find(({ origin }) => origin === 'declared')?.value];
  };
  expect(await count('select id, email from dataset')).toEqual(['failed', '3040']);
  expect(await count('select id, day from dataset')).toEqual(['failed', '2700']);
});
