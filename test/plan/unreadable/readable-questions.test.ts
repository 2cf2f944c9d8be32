import { describe, expect, test } from 'vitest';
import { makeReproduction } from '../../../src/dataset/reproduction.ts';
import { contract, type Dataset, type Outcome, z } from '../../../src/index.ts';
import { declared, measureAll, one } from '../../support/measured.ts';
import { unreadableTable } from '../../support/unreadable-table.ts';

// 100 rows: of every tenth the date, and of every seventh the amount, can't be read.
const rows = `select i::int as id, 'p' || i % 4 as part, date '2026-01-01' + (i % 50)::int as day,
  case when i % 5 = 0 then null else i / 2.0 end as amount from range(100) as r(i)`;
const mixed = unreadableTable(rows, { day: 'id % 10 = 3', amount: 'id % 7 = 1' }, { leftOut: 12 });
const schema = z.object({
  id: z.int(),
  part: z.string(),
  day: z.date(),
  amount: z.number().nullable(),
});

const short = ({ state, value, of, evidence }: Outcome) => ({
  state,
  value,
  of,
  notes: evidence?.notes,
});
const records = "12 records that can't be read are left out";
const ofDay = "10 fields of 'day' can't be read and are left out";
const ofAmount = "15 fields of 'amount' can't be read and are left out";
const ofBoth = "24 rows with a field of 'day' or 'amount' that can't be read are left out";

describe('a field that cannot be read', () => {
  test('leaves its row to whatever does not read its column', async () => {
    const found = await declared(mixed, { schema }, ({ rows: all, column }) => [
      all.count().equals(100),
      column('id').max().equals(99),
      column('part').in(['p0', 'p1', 'p2']),
    ]);
    expect(found.map(short)).toEqual([
      { state: 'passed', value: '100', of: 100, notes: [records] },
      { state: 'passed', value: '99', of: 100, notes: [records] },
      { state: 'failed', value: '25', of: 100, notes: [records] },
    ]);
    expect(found[2]?.sample?.rows.length).toBe(10);
  });

  test('is neither NULL nor a value of its column', async () => {
    const found = await declared(mixed, { schema }, ({ column }) => [
      column('day').notNull(),
      column('amount').nulls().atMost('19%'),
      column('day').duplicates().equals(45),
      column('day').unique(),
    ]);
    expect(found.map(short)).toEqual([
      { state: 'passed', value: '0', of: 90, notes: [records, ofDay] },
      { state: 'failed', value: '17', of: 85, notes: [records, ofAmount] },
      { state: 'passed', value: '45', of: 90, notes: [records, ofDay] },
      { state: 'failed', value: '45', of: 90, notes: [records, ofDay] },
    ]);
    expect(found.every(({ rows: all }) => all === 100)).toBe(true);
  });

  test('leaves its row out wherever SQL, a scope, a segment or a second column reads it', async () => {
    const found = await declared(mixed, { schema }, ({ rows: all, column }) => [
      all.satisfy(`DAY >= date '2026-01-01' and "id" >= 0`),
      all.satisfy('amount is null or id >= 0 and day is not null'),
      all.where('day is null').count().equals(0),
      all.where("day >= date '2026-02-01'").count().atLeast('42%'),
      all.where('amount is null').column('id').max().equals(95),
      all.per('day').count().atMost(2),
      all.key('id', 'amount').except(17),
      column('id').atLeast(column('amount')),
    ]);
    expect(found.map(short)).toEqual([
      { state: 'passed', value: '0', of: 90, notes: [records, ofDay] },
      { state: 'passed', value: '0', of: 76, notes: [records, ofBoth] },
      { state: 'passed', value: '0', of: 90, notes: [records, ofDay] },
      { state: 'failed', value: '34', of: 90, notes: [records, ofDay] },
      { state: 'passed', value: '95', of: 17, notes: [records, ofAmount] },
      { state: 'passed', value: '0', of: 45, notes: [records, ofDay] },
      { state: 'passed', value: '17', of: 85, notes: [records, ofAmount] },
      { state: 'passed', value: '0', of: 68, notes: [records, ofAmount] },
    ]);
  });
});

test('a rule that code judges is asked about the rows whose fields it reads', async () => {
  const strict = z
    .object({
      ...schema.shape,
      part: z.string().refine((text) => text !== 'p9'),
      day: z.date().refine((day) => day.getUTCFullYear() === 2026),
    })
    .refine(({ id, amount }) => amount === null || amount <= id);
  const outcomes = await measureAll(contract('rules', { schema: strict }), mixed);
  const judged = outcomes.filter(({ evidence }) => evidence?.by === 'zod');
  expect(judged.map(({ title, ...found }) => [title, short(found as Outcome)])).toEqual([
    [
      "column('part') satisfies its zod schema",
      expect.objectContaining({ state: 'passed', of: 100 }),
    ],
    [
      "column('day') satisfies its zod schema",
      expect.objectContaining({ state: 'passed', of: 90 }),
    ],
    ['each row satisfies the zod schema', expect.objectContaining({ state: 'passed', of: 76 })],
  ]);
  expect(judged[2]?.evidence?.notes).toEqual([
    'judged by zod, row by row, over all 100 rows',
    records,
    ofBoth,
  ]);
});

describe('a column of which no field can be read', () => {
  const none = unreadableTable('select i::int as id, 1.5 as amount from range(9) as r(i)', {
    amount: 'true',
  });
  const nullable = z.object({ id: z.int(), amount: z.number().min(0).nullable() });

  test('leaves nothing to judge, which is red also where that is allowed', async () => {
    const outcomes = await measureAll(
      contract('none', { schema: nullable }, ({ rows: all, column }) => [
        column('amount').nulls().atMost('99%'),
        column('amount').atMost(2),
        column('amount').atMost(3).allowEmpty(),
        column('amount').mean().between(0, 9),
        all.where('amount > 1').count().atMost(9),
        all.per('amount').satisfy('id >= 0').allowEmpty(),
        column('id').notNull(),
      ]),
      none,
    );
    expect(outcomes.map(({ title, state, of }) => [title, state, of])).toEqual([
      ['every record is read', 'failed', null],
      ['has rows', 'passed', 9],
      ["column('id') is a number", 'passed', null],
      ["column('id') has no NULL", 'passed', 9],
      ["column('id') is an integer", 'passed', 9],
      ["column('amount') is a number", 'passed', null],
      ["column('amount') is finite", 'failed', 0],
      ["column('amount') is at least 0", 'failed', 0],
      ["column('amount').nulls() is at most 99%", 'failed', 0],
      ["column('amount').atMost(2)", 'failed', 0],
      ["column('amount').atMost(3)", 'failed', 0],
      ["column('amount').mean() is between 0 and 9", 'failed', 0],
      ["rows.where('amount > 1').count() is at most 9", 'failed', 0],
      ["rows.per('amount').satisfy('id >= 0')", 'failed', 0],
      ["column('id').notNull()", 'passed', 9],
    ]);
  });
});

test('what cannot be read is counted as records and fields, and listed by line and column', async () => {
  const outcomes = await measureAll(contract('read', { schema }), mixed);
  expect(outcomes[0]).toMatchObject({
    title: 'every record is read',
    state: 'failed',
    value: '37',
    observed: '12 records and 25 fields',
    evidence: {
      notes: [
        "12 records and 25 fields can't be read",
        'a.csv:2, column day: it is no such value',
        'a.csv:2, column amount: it is no such value',
        '… and 35 more',
      ],
    },
  });
});

test('a NaN is no reason to judge nothing where its row is left out', async () => {
  const select = `select i::int as id, case when i = 3 then 'nan'::double else i end as x, i::int as y from range(9) as r(i)`;
  const schemaOf = z.object({ id: z.int(), x: z.number(), y: z.int() });
  const state = async (conditions: Readonly<Record<string, string>>) =>
    (
      await one(unreadableTable(select, conditions), { schema: schemaOf }, ({ rows: all }) =>
        all.satisfy('x >= 0 or y < 0'),
      )
    ).problem?.code ?? 'judged';
  expect(await state({ y: 'id = 4' })).toBe('NAN_COMPARED');
  expect(await state({ y: 'id = 3' })).toBe('judged');
  expect(await state({ x: 'id = 3' })).toBe('judged');
});

test('SQL that goes by the mark of a field is shown only where the source gives the mark', async () => {
  const shown = async (dataset: Dataset) => {
    const found = await declared(dataset, { schema }, ({ column }) => [
      column('id').max().equals(99),
      column('day').duplicates().atMost(0),
      column('amount').atMost(2),
    ]);
    return found.map(({ sql }) => sql);
  };
  const max = 'select max("id") as max from unreadable';
  expect(await shown(mixed)).toEqual([max, null, null]);
  const from = '(select *, ... as "__unread 0", ... as "__unread 1" from unreadable)';
  const marking: Dataset = {
    ...mixed,
    open: async (...how) => ({
      ...(await mixed.open(...how)),
      reproduce: makeReproduction(({ sql }) => (sql?.includes('__unread') ? from : 'unreadable')),
    }),
  };
  expect(await shown(marking)).toEqual([
    max,
    expect.stringContaining(`from ${from}`),
    `select "id", "part", "day", "amount" from ${from} where (not "__unread 1") and (("amount" is not null) and (("amount" <= 2 and not isnan("amount")) is not true))`,
  ]);
});
