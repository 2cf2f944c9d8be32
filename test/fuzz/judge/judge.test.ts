import { afterAll, describe, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/engines.ts';
import { type Judge, judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import type { StepColumn } from '../../../src/fuzz/step.ts';
import type { Row } from '../../../src/generate/row-domain.ts';
import { contract, z } from '../../../src/index.ts';

const now = new Date('2026-11-24T00:00:00Z');

afterAll(closeEngines);

const sales = contract(
  'sales',
  {
    schema: z.object({
      id: z.int(),
      amount: z.number().min(0).nullable(),
      day: z.date().nullable(),
      place: z.string().nullish(),
    }),
    strict: true,
  },
  ({ rows, column }) => [
    column('id').unique(),
    rows.per('place').column('amount').unique().named('amounts are unique in a place'),
    rows.where("place = 'Bern'").column('amount').atMost(100),
    rows.satisfy('amount < 1000'),
    rows.count().atLeast(100),
    column('amount').mean().atLeast(1),
    column('amount').atMost(50).except('10%'),
    column('place').notNull().warn(),
    column('day').age().atMost('1d'),
    column('place').distinct().atLeast(3),
  ],
);

const judge = judgeOf(sales, { now });
afterAll(() => judge.close());

const row = (id: unknown, change: Row = {}): Row => ({
  id,
  amount: 1,
  day: null,
  place: null,
  ...change,
});

/** The sentences of an output of JavaScript, and the rows that they name. */
async function found(rows: readonly Row[], by: Judge = judge, columns: readonly StepColumn[] = []) {
  const violations = await by.judge({ columns, rows });
  return [...violations.values()].map(({ sentence, rows: at }) => [sentence, ...at]);
}

test('a few rows say nothing of what is about all of them', () => {
  expect(judge.leftOut.map(({ rule, reason }) => `${rule.title}: ${reason}`)).toEqual([
    'has rows: it is about the number of rows',
    'rows.count() is at least 100: it is about the number of rows',
    "column('amount').mean() is at least 1: it measures all rows together",
    "column('amount').atMost(50) in all but 10% of rows: 10% of the rows may violate it",
    "column('place').notNull(): it only warns",
    "column('day').age() is at most 1d: it is about how fresh the data is",
    "column('place').distinct() is at least 3: it measures all rows together",
  ]);
  expect(judge.rules.length + judge.leftOut.length).toBe(sales.expectations.length);
  expect(judge.rules.every(({ rule }) => rule.place?.file.endsWith('judge.test.ts'))).toBe(true);
});

test('a good output violates nothing, and nor does one without rows', async () => {
  expect(await found([row(1), row(2, { amount: 2 })])).toEqual([]);
  expect(await found([])).toEqual([]);
  const columns = ['id', 'amount', 'day', 'place'].map((name) => ({ name, family: null }));
  expect(await found([], judge, columns)).toEqual([]);
});

describe('a violation names its rows', () => {
  test.each<[readonly Row[], readonly unknown[]]>([
    [
      [row(1), row(2, { amount: -1 })],
      ["column('amount') is at least 0 is violated by 1 of 2 rows (50%), expected none", 1],
    ],
    [
      [row(1), row(null, { amount: 2 })],
      ["column('id') has no NULL is violated by 1 of 2 rows (50%), expected none", 1],
    ],
    [
      [row(7), row(8, { amount: 2 }), row(7, { amount: 3 })],
      ["column('id').unique() is violated by 1 of 3 rows (33.33%), expected none", 0, 2],
    ],
    [
      [row(1, { place: 'a' }), row(2, { place: 'b' }), row(3, { place: 'a' }), row(4)],
      [
        "amounts are unique in a place: rows.per('place').column('amount').unique() is violated by 1 of 4 rows (25%), expected none",
        0,
        2,
      ],
    ],
    [
      [row(1, { amount: 101, place: 'Bern' }), row(2, { amount: 101 })],
      [
        `rows.where("place = 'Bern'").column('amount').atMost(100) is violated by 1 of 1 row (100%), expected none`,
        0,
      ],
    ],
    [
      [row(1), row(2, { amount: 2000 })],
      ["rows.satisfy('amount < 1000') is violated by 1 of 2 rows (50%), expected none", 1],
    ],
  ])('%#', async (rows, violation) => {
    expect(await found(rows)).toEqual([violation]);
  });

  test('at most ten of them', async () => {
    const [violation] = await found(
      Array.from({ length: 40 }, (_, id) => row(id, { amount: -1 - id })),
    );
    expect(violation).toHaveLength(11);
  });
});

describe('what has no verdict is no pass', () => {
  test('a column that is missing, unknown or of another type', async () => {
    expect(await found([{ id: 1, amount: 1, day: null, plce: 'x' }])).toContainEqual([
      "has no other columns: column 'plce' is not in the schema",
    ]);
    expect(await found([{ id: 1, day: null, place: null }])).toContainEqual([
      "column('amount') is a number: the dataset has no column 'amount': it has 'id', 'day', 'place'",
    ]);
    const words = await found([row('1'), row(2, { amount: 2 })]);
    expect(words).toContainEqual([
      "column('id') is a number: column 'id' is JSON, which is not a number",
    ]);
  });

  test('NaN in SQL, which DuckDB takes for the greatest number', async () => {
    const above = contract('above', { schema: z.object({ x: z.any() }) }, ({ rows }) => [
      rows.satisfy('x > 1'),
    ]);
    const byAbove = judgeOf(above, { now });
    expect(await found([{ x: 2.5 }, { x: NaN }], byAbove)).toEqual([
      [expect.stringContaining("rows.satisfy('x > 1') could not be judged: ")],
    ]);
    expect(await found([{ x: 2.5 }], byAbove)).toEqual([]);
    await byAbove.close();
  });

  test('SQL that fails on a value, and its columns', async () => {
    const casts = contract('casts', { schema: z.object({ text: z.string() }) }, ({ rows }) => [
      rows.satisfy('cast(text as integer) > 0'),
      rows.satisfy('length(text) < 3'),
    ]);
    const byCasts = judgeOf(casts, { now });
    const words = await found([{ text: 'x' }, { text: '1' }], byCasts);
    expect(words).toHaveLength(1);
    expect(words[0]?.[0]).toContain(
      "rows.satisfy('cast(text as integer) > 0') could not be judged: ",
    );
    expect(await found([{ text: '4' }], byCasts)).toEqual([]);
    expect((await found([{ other: '4' }], byCasts)).length).toBe(byCasts.rules.length - 1);
    await byCasts.close();
  });

  test('a refinement that throws', async () => {
    const throwing = z.string().refine((text) => {
      if (text === 'x') throw new RangeError('no');
      return true;
    });
    const byThrowing = judgeOf(contract('throwing', { schema: z.object({ text: throwing }) }), {
      now,
    });
    expect((await found([{ text: 'x' }], byThrowing)).map(String)).toEqual([
      expect.stringContaining('its zod schema threw RangeError'),
    ]);
  });

  test.each<[string, readonly unknown[], string]>([
    ['a row that is a list', [[1]], 'row 1 is no object but Array'],
    ['a row that is null', [row(1), null], 'row 2 is no object but null'],
    ['rows without a key', [{}], 'no row has a key'],
    ['names that differ by case', [{ id: 1, ID: 1 }], "has the columns 'id' and 'ID'"],
    [
      'a list that holds itself',
      [row(1, { place: selfish() })],
      "row 1, column 'place', nests deeper than 100 levels, or holds itself",
    ],
  ])('%s', async (_, rows, problem) => {
    const words = await found(rows as readonly Row[]);
    expect(words).toHaveLength(judge.rules.length);
    expect(words[0]?.[0]).toContain(problem);
  });
});

function selfish(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

test('values of an engine are judged as they are, also in SQL', async () => {
  const typed = contract(
    'typed',
    {
      schema: z.object({
        price: z.number().multipleOf(0.01),
        sold: z.date(),
        tags: z.array(z.string()),
        doc: z.object({ x: z.int() }),
        day: z.date(),
      }),
    },
    ({ rows, column }) => [
      rows.satisfy("price * 3 = 3.30 and sold < timestamptz '2026-01-01 00:00:00+00'"),
      rows.satisfy("list_contains(tags, 'a') and day = date '2024-02-29'"),
      column('price').unique(),
    ],
  );
  const byTyped = judgeOf(typed, { now });
  const columns: readonly StepColumn[] = [
    { name: 'price', family: 'decimal', type: 'DECIMAL(10,2)' },
    { name: 'sold', family: 'timestamp', type: 'TIMESTAMP WITH TIME ZONE' },
    { name: 'tags', family: 'list', type: 'VARCHAR[]' },
    { name: 'doc', family: 'json' },
    { name: 'day', family: 'date' },
  ];
  const price = { digits: 110n, scale: 2 };
  const good = {
    price,
    sold: new Date('2025-12-31T23:59:59Z'),
    tags: ['a', null],
    doc: '{"x":1}',
    day: new Date('2024-02-29'),
  };
  const ofText = await found([{ ...good, tags: ['a'] }], byTyped, columns);
  expect(ofText).toEqual([]);
  const spoiled = [good, { ...good, sold: new Date('2026-01-01'), tags: [], doc: '{"x":"1"}' }];
  expect(await found(spoiled, byTyped, columns)).toEqual([
    ["column('tags') satisfies its zod schema is violated by 1 of 2 rows (50%), expected none", 0],
    ["column('doc') satisfies its zod schema is violated by 1 of 2 rows (50%), expected none", 1],
    [
      `rows.satisfy("price * 3 = 3.30 and sold < timestamptz '2026-01-01 00:00:00+00'") is violated by 1 of 2 rows (50%), expected none`,
      1,
    ],
    [
      `rows.satisfy("list_contains(tags, 'a') and day = date '2024-02-29'") is violated by 1 of 2 rows (50%), expected none`,
      1,
    ],
    ["column('price').unique() is violated by 1 of 2 rows (50%), expected none", 0, 1],
  ]);
  await byTyped.close();
});

test('rows that are frozen, and columns that objects inherit, are read as they are', async () => {
  const odd = contract('odd', {
    schema: z.object({ constructor: z.string(), toString: z.int().optional() }),
  });
  const byOdd = judgeOf(odd, { now });
  const rows = [Object.freeze({ constructor: 'x' }), { constructor: 'y', toString: 1 }];
  expect(await found(rows as unknown as readonly Row[], byOdd)).toEqual([]);
  expect(await found([{ toString: 1 }] as unknown as readonly Row[], byOdd)).not.toEqual([]);
});

test('a value of another type in a later output is found', async () => {
  expect(await found([row(1)])).toEqual([]);
  expect(await found([row(1.5)])).not.toEqual([]);
  expect(await found([row('1')])).not.toEqual([]);
  expect(await found([row(2n)])).toEqual([]);
});

test('an optional column that an output spells otherwise is a violation, as in a run', async () => {
  const schema = z.object({ id: z.int(), amount: z.number().optional() });
  const own = judgeOf(contract('spelt', { schema }), { now });
  expect(await found([{ id: 1 }], own)).toEqual([]);
  expect(await found([{ id: 1, total: 2 }], own)).toEqual([]);
  const sentences = (await found([{ id: 1, Amount: -2 }], own)).map(([sentence]) => sentence);
  expect(sentences).not.toEqual([]);
  for (const sentence of sentences) expect(sentence).toContain("but has 'Amount'");
  await own.close();
});

const nested = judgeOf(
  contract(
    'nested',
    {
      schema: z.object({
        a: z.object({ n: z.int().nullable(), colour: z.string().optional() }).nullable(),
        items: z.array(z.object({ sku: z.string(), price: z.number() })),
      }),
    },
    ({ rows, column }) => [
      column('a.n').atLeast(5),
      column('a.n').unique(),
      column('items[].price').atLeast(0),
      column('items[].sku').unique(),
      rows.where('len(items) > 1').column('items[].price').atMost(9),
      column('items[].price').mean().atLeast(1),
    ],
  ),
  { now },
);
afterAll(() => nested.close());

const items = (...all: readonly (readonly [string, number])[]) =>
  all.map(([sku, price]) => ({ sku, price }));

test('fields and elements are judged, and the rows that they are in are named', async () => {
  const rows = [
    { a: { n: 5, colour: 'red' }, items: items(['x', 10]) },
    { a: null, items: items(['y', 1], ['z', 10], ['z', -1]) },
    { a: { n: 4, colour: 'red' }, items: [] },
    { a: { n: 5, colour: 'red' }, items: items(['v', 1]) },
  ];
  expect(await found(rows, nested)).toEqual([
    ["column('a.n').atLeast(5) is violated by 1 of 3 rows (33.33%), expected none", 2],
    ["column('a.n').unique() is violated by 1 of 3 rows (33.33%), expected none", 0, 3],
    ["column('items[].price').atLeast(0) is violated by 1 of 5 elements (20%), expected none", 1],
    ["column('items[].sku').unique() is violated by 1 of 5 elements (20%), expected none", 1],
    [
      "rows.where('len(items) > 1').column('items[].price').atMost(9) is violated by 1 of 3 elements (33.33%), expected none",
      1,
    ],
  ]);
  expect(nested.leftOut.map(({ rule }) => rule.title)).toContain(
    "column('items[].price').mean() is at least 1",
  );
});

test('a key that an output spells otherwise is found in each output anew', async () => {
  const spelt = [{ a: { n: 5, colour: 'red' }, items: [] }];
  const other = [{ a: { n: 5, color: 'red' }, items: [] }];
  const sentence = expect.stringMatching(
    /could not be judged: no object of a has "colour", which the schema allows, but some have "color"/,
  );
  expect(await found(spelt, nested)).toEqual([]);
  expect(await found(other, nested)).toEqual([[sentence]]);
  expect(await found(spelt, nested)).toEqual([]);
  expect(await found(other, nested)).toEqual([[sentence]]);
});

test('a field that an output does not have is no field that holds', async () => {
  expect(await found([{ a: { colour: 'red' }, items: [] }], nested)).toContainEqual([
    expect.stringMatching(
      /atLeast\(5\) could not be judged: .* no object of a has "n"; they have "colour"/,
    ),
  ]);
});
