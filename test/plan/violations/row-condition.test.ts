import { describe, expect, test } from 'vitest';
import type { Session } from '../../../src/engine/engine.ts';
import { contract, z } from '../../../src/index.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { type RowCondition, rowCondition } from '../../../src/plan/violations/row-condition.ts';
import { opened } from '../../dataset/opened.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  id: z.int().nullable(),
  x: z.number().nullable(),
  g: z.string().nullable(),
  t: z.string(),
  d: z.date().nullable(),
});
type Declare = NonNullable<Parameters<typeof contract<typeof schema>>[2]>;

const dataset = table(`select * from (values
  (1, 1.0::double, 'a', 'w1', date '2026-01-01'), (1, -2.0, 'b', 'w2', date '2026-01-01'),
  (null, 3.0, 'a', '?3', date '2026-01-03'), (2, null, null, 'w4', null), (null, 2.5, 'a', 'w5', date '2026-01-02'),
  (3, 4.0, 'b', '?6', date '2026-01-04'), (1, 0.0, null, 'w7', date '2026-01-04')) v(id, x, g, t, d)`);

const usual: Measured = {
  segments: [{ segment: [], value: 2n, of: 7n }],
  by: 'duckdb',
  exactness: 'exact',
  notes: [],
  sql: null,
  met: null,
};

/** What is said of the one expectation that is declared, as if it was missed. */
async function conditionOf(declare: Declare, how: Partial<Measured> = {}) {
  const held = contract('c', { schema }, declare);
  const node = held.expectations.find(({ origin }) => origin === 'declared');
  if (!node) throw new Error('The test declared nothing.');
  const session = await opened(dataset, schema);
  const measured = { ...usual, ...how };
  const condition = rowCondition(
    { node, measured, segments: [], violations: null },
    session,
    'place',
  );
  return { condition, session };
}

/** The numbers of the rows for which a condition is true. */
async function rowsIn(condition: RowCondition, { query, relation }: Session) {
  if (condition.kind !== 'rows') return condition.kind;
  const rows = await query(
    `select place from (select place, ${condition.sql} as hit from (select *, row_number() over () as place from ${relation})) where hit order by place`,
  );
  return rows.map(({ place }) => Number(place));
}

test.for<[string, Declare, readonly number[], boolean]>([
  ['a condition', ({ column }) => [column('x').above(0)], [2, 7], false],
  ['one in a scope', ({ rows }) => [rows.where("g = 'b'").satisfy('x > 0')], [2], false],
  [
    'one in two scopes',
    ({ rows }) => [rows.where("g = 'a' or g = 'b'").where('id = 1 or x > 2').satisfy('x > 2.7')],
    [1, 2, 5],
    false,
  ],
  ['a count of at most so many', ({ column }) => [column('id').nulls().atMost(1)], [3, 5], false],
  ['a share', ({ column }) => [column('id').nulls().atMost('1%')], [3, 5], false],
  ['a key', ({ rows }) => [rows.key('id')], [2, 3, 5, 7], true],
  ['a key of two columns', ({ rows }) => [rows.key('id', 'g')], [3, 4, 5, 7], true],
  ['unique values', ({ column }) => [column('id').unique()], [2, 7], true],
  [
    'duplicates in a scope',
    ({ rows }) => [rows.where('x < 3').duplicates('id').atMost(0)],
    [2, 7],
    true,
  ],
  [
    'duplicates of which the first is out of the scope',
    ({ rows }) => [rows.where('x <= 0').duplicates('id').atMost(0)],
    [7],
    true,
  ],
  ['what rises', ({ column }) => [column('d').increasing()], [2, 5, 7], true],
  ['numbers that rise', ({ column }) => [column('x').increasing()], [2, 5, 7], true],
  [
    'what rises in a scope',
    ({ rows }) => [rows.where('x > 0').column('d').increasing()],
    [5],
    true,
  ],
])('%s is violated by these rows', async ([, declare, numbers, shuffles]) => {
  const { condition, session } = await conditionOf(declare);
  expect(condition).toMatchObject({ kind: 'rows', count: 2, shuffles });
  expect(await rowsIn(condition, session)).toEqual(numbers);
});

describe('cut into segments', () => {
  test.for<[string, Declare, readonly number[]]>([
    ['a condition', ({ rows }) => [rows.per('g').satisfy('x > 0')], [2, 7]],
    ['duplicates', ({ rows }) => [rows.per('g').duplicates('id').atMost(0)], []],
    ['nulls that are one key', ({ rows }) => [rows.per('g').key('id')], [3, 5]],
    ['what rises', ({ rows }) => [rows.per('g').column('d').increasing()], [5]],
    [
      'what rises by two columns',
      ({ rows }) => [rows.per('g', 'id').column('d').increasing()],
      [5],
    ],
  ])('%s is violated by these rows, however many', async ([, declare, numbers]) => {
    const { condition, session } = await conditionOf(declare);
    expect(condition).toMatchObject({ kind: 'rows', count: null });
    expect(await rowsIn(condition, session)).toEqual(numbers);
  });
});

test.for<[string, Partial<Measured>]>([
  ['has no value', { segments: [{ segment: [], value: null, of: 7n }] }],
  ['has no segment', { segments: [] }],
])('what %s is known without a count', async ([, how]) => {
  const { condition } = await conditionOf(({ column }) => [column('x').above(0)], how);
  expect(condition).toMatchObject({ kind: 'rows', count: null });
  const nulls = await conditionOf(({ column }) => [column('x').nulls().atMost(0)], how);
  expect(nulls.condition).toMatchObject({ kind: 'rows', count: null });
});

test.for<[string, Declare]>([
  ['a mean', ({ column }) => [column('x').mean().atMost(0)]],
  ['a count of at least so many', ({ column }) => [column('id').nulls().atLeast(3)]],
  ['a share of at least so many', ({ column }) => [column('id').nulls().atLeast('50%')]],
  ['rows of a scope that are not to be', ({ rows }) => [rows.where('x > 2').count().equals(0)]],
  ['too few rows', ({ rows }) => [rows.where('x > 2').count().atLeast(9)]],
])('no single row violates %s', async ([, declare]) => {
  expect((await conditionOf(declare)).condition).toEqual({ kind: 'none' });
});

describe('what was judged row by row', () => {
  const declare: Declare = ({ column }) => [column('t').json({ type: 'number' })];
  const met = (numbers?: readonly number[] | null): Partial<Measured> => ({
    by: 'zod',
    met: { columns: ['t'], rows: [], ...(numbers !== undefined && { numbers }) },
  });

  test('is violated by the rows of these numbers', async () => {
    const { condition, session } = await conditionOf(declare, met([3, 6]));
    expect(condition).toMatchObject({ count: 2, shuffles: true });
    expect(await rowsIn(condition, session)).toEqual([3, 6]);
  });

  test('is violated by none where it met none', async () => {
    const { condition, session } = await conditionOf(declare, met([]));
    expect(await rowsIn(condition, session)).toEqual([]);
  });

  test('is not known where they are too many', async () => {
    for (const numbers of [null, undefined])
      expect((await conditionOf(declare, met(numbers))).condition).toEqual({
        kind: 'unknown',
        why: 'they were judged by zod, and are too many to keep',
      });
  });

  test('is not known where nobody has met them', async () => {
    expect((await conditionOf(declare)).condition).toEqual({
      kind: 'unknown',
      why: 'no SQL tells them from the others',
    });
  });
});
