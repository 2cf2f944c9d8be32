import { describe, expect, test } from 'vitest';
import { contract, fromRows, z } from '../../src/index.ts';
import { declared, measureAll, textOf } from '../support/measured.ts';
import { table } from '../support/table.ts';

const anything = z.any();
const pii = { classification: 'pii' } as const;

describe('segments', () => {
  test.each([
    ['NaN, NULL and infinity', "'nan'::double", 'null', "'inf'::double", "'-inf'::double"],
    [
      'instants of one millisecond',
      "timestamp '2026-01-01 00:00:00.000001'",
      "timestamp '2026-01-01 00:00:00.000002'",
    ],
    [
      'instants of one microsecond',
      "timestamp_ns '2026-01-01 00:00:00.000000001'",
      "timestamp_ns '2026-01-01 00:00:00.000000002'",
    ],
    ['text and NULL', "'null'", 'null'],
    ['structs of NaN and NULL', "{'a': 'nan'::double}", "{'a': null}"],
  ])('%s are not one', async (_, twice, ...once) => {
    const values = [twice, twice, ...once].map((value) => `(${value}, 'no mail')`);
    const outcomes = await declared(
      table(`select * from (values ${values.join(', ')}) v(g, x)`),
      { schema: z.object({ g: anything, x: z.string() }) },
      ({ rows }) => [
        rows.per('g').column('x').unique(),
        rows.per('g').duplicates('x').atMost(0),
        rows
          .per('g')
          .column('x')
          .matches(/(?<!x)@/),
      ],
    );
    expect(outcomes.map(({ of, violations }) => [of, violations])).toEqual([
      [once.length + 1, 1],
      [once.length + 1, 1],
      [once.length + 1, once.length + 1],
    ]);
  });

  test.each([
    ['0 and -0', '0.0::double', '-0.0::double'],
    ['a month and 30 days', 'interval 1 month', 'interval 30 days'],
  ])('%s are one', async (_, ...same) => {
    const outcomes = await declared(
      table(`select * from (values ${same.map((value) => `(${value}, 'x')`).join(', ')}) v(g, x)`),
      { schema: z.object({ g: anything, x: z.string() }) },
      ({ rows }) => [
        rows.per('g').column('x').unique(),
        rows
          .per('g')
          .column('x')
          .matches(/(?<!y)y/),
      ],
    );
    expect(outcomes.map(({ of, violations }) => [of, violations])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('a masked column', () => {
  const people = table(
    `select * from (values ('a', 777, 'R1'), ('b', 888, 'R1'), ('b', 222, 'R2')) v(g, pay, rows)`,
  );
  const schema = z.object({ g: z.string(), pay: z.int().meta(pii), rows: z.string().meta(pii) });

  test('shows no value of one row, alone or in a segment', async () => {
    const outcomes = await declared(people, { schema }, ({ rows }) => [
      rows.per('g').column('pay').max().equals(1),
      rows.per('g').column('pay').median().equals(1),
      rows.per('g').column('pay').mean().equals(1),
      rows.per('g').column('pay').sum().equals(1),
      rows.where("g = 'a'").column('pay').mean().equals(1),
      rows.where("g = 'a'").column('pay').sum().equals(1),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(Array(6).fill('failed'));
    expect(textOf(outcomes)).not.toMatch(/777|888/);
    expect(outcomes[2]?.sample?.rows).toContainEqual(['b', '555']);
  });

  test('shows none in what the engine says of a function', async () => {
    const outcomes = await declared(people, { schema }, ({ rows }) => [
      rows.satisfy("timezone(rows, timestamp '2020-01-01') > '2020-01-01'"),
      rows.satisfy("json_extract('{}', '$.' || rows || '[') is null"),
    ]);
    expect(outcomes.map(({ state }) => state)).toEqual(['errored', 'errored']);
    expect(outcomes.map(({ problem }) => problem?.message).join()).not.toMatch(/R1|R2/);
  });

  test.each([
    [
      'async code that throws',
      z.string().refine(async (value) => {
        throw new Error(`secret ${value}`);
      }),
    ],
    [
      'an async transform that throws',
      z.string().transform(async (value) => {
        throw new Error(`secret ${value}`);
      }),
    ],
    [
      'an error with a name of its own',
      z.string().refine((value) => {
        throw Object.assign(new Error(), { name: `secret ${value}` });
      }),
    ],
  ])('shows none of %s', async (_, a) => {
    const outcomes = await measureAll(
      contract('throws', { schema: z.object({ a }) }, () => []),
      fromRows([{ a: 'Jane' }, { a: 'Bob' }]),
    );
    expect(outcomes.find(({ state }) => state === 'errored')?.problem?.code).toBe('JUDGE_FAILED');
    expect(textOf(outcomes)).not.toMatch(/secret|Jane/);
  });
});

test('instants that differ in nanoseconds differ, beside any other instant', async () => {
  const outcomes = await declared(
    table(
      `select t, t::timestamp as us, timestamp '9999-12-31' as late from (values (timestamp_ns '2026-01-01 00:00:00.000000001'), (timestamp_ns '2026-01-01 00:00:00.000000002')) v(t)`,
    ),
    { schema: z.object({ t: z.date(), us: z.date(), late: z.date() }) },
    ({ rows, column }) => [
      column('t').unique(),
      column('t').distinct().equals(2),
      column('t').increasing(),
      rows.key('t'),
      column('t').after('2026-01-01'),
      column('t').notIn([new Date('2026-01-01')]),
      column('t').before(column('late')),
      column('t').between('0001-01-01', '9999-12-31'),
      column('t').between('2025-12-31T00:00:00Z', '2026-01-01'),
    ],
  );
  expect(outcomes.map(({ state }) => state)).toEqual([...Array(8).fill('passed'), 'failed']);
});

test('a sum of small integers is no small integer', async () => {
  const outcomes = await declared(
    table(
      `select 127::tinyint as a, 255::utinyint as b, 2147483647::int as c, 9223372036854775807 as d, 2147483647::int as e`,
    ),
    { schema: z.object({ a: z.int(), b: z.int(), c: z.int(), d: z.bigint(), e: z.int() }) },
    ({ column }) => [
      column('a').plus(column('a')).max().equals(254),
      column('b').plus(column('b'), column('b')).atMost(765),
      column('c').plus(column('c')).integer(),
      column('d').plus(column('d')).sum().equals(18446744073709551614n),
      column('c').equals(column('e'), 1),
    ],
  );
  expect(outcomes.map(({ state }) => state)).toEqual(Array(5).fill('passed'));
});

test('columns named like our aliases are columns', async () => {
  const named = table(
    `select * from (values ('p',1,10,'u',false,1), ('p',1,20,'u',true,1), ('q',2,30,'u',true,2), ('q',3,40,'w',true,2)) v(s0, m0, n, value, "assay scope", rows)`,
  );
  const schema = z.object({
    s0: z.string(),
    m0: z.int(),
    n: z.int(),
    value: z.string(),
    'assay scope': z.boolean(),
    rows: z.int(),
  });
  const outcomes = await declared(named, { schema }, ({ rows }) => [
    rows.where("s0 = 'p'").per('value').count().equals(2),
    rows.where('m0 > 1').count().equals(2),
    rows.where('n > 15').per('s0').column('value').unique(),
    rows.where('n > 15').duplicates('value').equals(1),
    rows
      .where('"assay scope"')
      .per('s0')
      .column('value')
      .matches(/(?<!x)[uw]/),
    rows.duplicates('s0', 'rows').equals(2),
    rows.duplicates('n', 'rows').equals(0),
  ]);
  expect(outcomes.map(({ state }) => state)).toEqual(Array(7).fill('passed'));
});

test('groups are shown largest first, whatever their columns are called', async () => {
  const outcomes = await declared(
    table(
      `select * from (values (9, 'R1'), (9, 'R1'), (1, 'R2'), (1, 'R2'), (1, 'R3')) v(n, rows)`,
    ),
    { schema: z.object({ n: z.int(), rows: z.string().meta(pii) }) },
    ({ rows, column }) => [column('n').unique(), column('rows').unique(), rows.key('n', 'rows')],
  );
  expect(outcomes.map(({ sample }) => [sample?.columns, sample?.rows])).toEqual([
    [
      ['n', 'rows'],
      [
        ['1', '•••'],
        ['9', '•••'],
      ],
    ],
    [
      ['rows', 'rows of it'],
      [
        ['•••', '2'],
        ['•••', '2'],
      ],
    ],
    [
      ['n', 'rows', 'rows of it'],
      [
        ['•••', '•••', '2'],
        ['•••', '•••', '2'],
      ],
    ],
  ]);
});

test.each(['assay scope', 'assay segment 0', 'assay key 0'])(
  'a column called %s is judged by its own values',
  async (name) => {
    const outcomes = await declared(
      fromRows([{ [name]: 'a@b.co' }, { [name]: 'no mail' }]),
      { schema: z.object({ [name]: z.string() }) },
      ({ rows, column }) => [
        column(name).matches(/(?<!x)@/),
        rows
          .per(name)
          .column(name)
          .matches(/(?<!x)@/),
        rows
          .where(`"${name}" <> 'no mail'`)
          .per(name)
          .column(name)
          .matches(/(?<!x)@/),
      ],
    );
    expect(outcomes.map(({ of, violations }) => [of, violations])).toEqual([
      [2, 1],
      [2, 1],
      [1, 0],
    ]);
  },
);

test('a JSON Schema may say what is required and no more; what it can not mean is refused', async () => {
  const outcomes = await declared(
    fromRows([{ x: '{"version":1}' }, { x: '{' }, { x: '[1]' }, { x: '' }]),
    { schema: z.object({ x: z.string() }) },
    ({ column }) => [
      column('x').json({ type: 'object', required: ['version'] }),
      column('x').json({ properties: { version: { minimum: 1 } } }),
      column('x').json({ requird: ['version'] }),
      column('x').json({ format: 'e-mail' }),
    ],
  );
  expect(outcomes.map(({ state, violations }) => [state, violations])).toEqual([
    ['failed', 3],
    ['failed', 2],
    ['errored', null],
    ['errored', null],
  ]);
});

test('values of another type than the column are no reason to be green', async () => {
  const outcomes = await declared(
    table(`select '5' as n, 5 as s, [5] as l, 'a' as t, json '5' as j`),
    {
      schema: z.object({ n: z.int(), s: z.string(), l: anything, t: z.string(), j: z.int() }),
    },
    ({ column }) => [
      column('n').notIn([5]),
      column('n').share([5]).atMost(0),
      column('s').notIn(['5']),
      column('l').notIn([5]),
      column('t').notIn(['b']),
      column('j').notIn([5]),
    ],
  );
  expect(outcomes.map(({ problem, state }) => problem?.code ?? state)).toEqual([
    ...Array(3).fill('CAUSE_FAILED'),
    'COLUMN_TYPE',
    'passed',
    'failed',
  ]);
});
