import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import type { Declaring } from '../../../src/contract/contract.ts';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { contract, type Expectation, z } from '../../../src/index.ts';
import { startTrace } from '../../../src/plan/trace.ts';
import { folder } from '../../dataset/folder.ts';
import { measureAll } from '../../support/measured.ts';
import { unreadableTable } from '../../support/unreadable-table.ts';

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
afterAll(async () => {
  await closeEngines();
  connection.closeSync();
  instance.closeSync();
});

const rowsOf = async (sql: string) =>
  (await connection.runAndReadAll(sql)).getRowObjectsJson() as Record<string, unknown>[];

// Of twenty rows the day of each fifth, from the third on, can't be read: 3, 8, 13 and 18.
const schema = z.object({ id: z.int(), part: z.string(), day: z.date().nullable() });
const mixed = unreadableTable(
  `select i::int as id, 'p' || i % 4 as part, case when i % 6 = 0 then null else date '2026-01-01' + i::int end as day from range(20) as r(i)`,
  { day: 'id % 5 = 3' },
);

async function run(
  declare: (declaring: Declaring<typeof schema>) => readonly Expectation[],
  clean = true,
) {
  const root = folder();
  const trace = startTrace();
  const held = contract('mixed', { schema }, declare);
  const settings = { folder: join(root, 'quarantine'), clean };
  const outcomes = await measureAll(held, mixed, { root, trace, quarantine: settings });
  const { quarantine, notices } = trace.measurement({ contract: 'mixed', dataset: 'unreadable' });
  const read = (file: string | undefined) =>
    file === undefined || !existsSync(join(root, file))
      ? Promise.resolve(null)
      : rowsOf(`select * from read_parquet('${join(root, file)}')`);
  return {
    told: outcomes.filter(({ origin }) => origin === 'declared'),
    violating: await read(quarantine?.violating?.file),
    clean: await read(quarantine?.clean?.file),
    notices,
  };
}

const idsOf = (rows: readonly Record<string, unknown>[] | null) =>
  rows?.map(({ id }) => Number(id));

test('a row with such a field is written where another expectation blames it, with NULL there', async () => {
  const { told, violating } = await run(({ column }) => [
    column('part').notIn(['p3']),
    column('day').notNull(),
  ]);
  expect(told.map(({ violations, of }) => [violations, of])).toEqual([
    [5, 20],
    [3, 16],
  ]);
  // 18 has no day in either way, and is no NULL.
  expect(idsOf(violating)).toEqual([0, 3, 6, 7, 11, 12, 15, 19]);
  expect(violating?.map(({ day }) => day)).toEqual([
    null,
    null,
    null,
    '2026-01-08',
    '2026-01-12',
    null,
    '2026-01-16',
    '2026-01-20',
  ]);
  expect(Object.keys(violating?.[0] ?? {})).toEqual([
    'id',
    'part',
    'day',
    'assay_expectations',
    'assay_row',
  ]);
});

test('a row with such a field is none of the clean ones, and the run says where it is not', async () => {
  const { clean, violating, notices } = await run(({ column }) => [column('part').notIn(['p3'])]);
  expect(idsOf(violating)).toEqual([3, 7, 11, 15, 19]);
  expect(idsOf(clean)).toEqual([0, 1, 2, 4, 5, 6, 9, 10, 12, 14, 16, 17]);
  expect(Object.keys(clean?.[0] ?? {})).toEqual(['id', 'part', 'day']);
  expect(notices.slice(1)).toEqual(["3 rows with a field that can't be read are in neither file."]);
});

test('all other rows are clean where nothing is missed', async () => {
  const { clean, violating } = await run(({ column }) => [column('id').notNull()]);
  expect(violating).toBeNull();
  expect(clean).toHaveLength(16);
});

test('groups of equal rows are found among the rows that were read', async () => {
  const { told, violating } = await run(({ rows, column }) => [
    rows.duplicates('part', 'day').equals(1),
    column('day').increasing(),
    rows.per('day').count().atLeast(2),
  ]);
  expect(told.map(({ state }) => state)).toEqual(['failed', 'passed', 'failed']);
  expect(violating).toEqual([]);
});

test('a sample shows such a field as NULL, and no mark of it', async () => {
  const { told } = await run(({ column }) => [column('part').notIn(['p3', 'p0'])], false);
  expect(told[0]?.sample?.columns).toEqual(['part', 'id', 'day']);
  expect(told[0]?.sample?.rows.find(([, id]) => id === '3')).toEqual(['p3', '3', null]);
});
