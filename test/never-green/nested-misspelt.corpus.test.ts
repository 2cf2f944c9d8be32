import { expect, test } from 'vitest';
import { contract, fromRows, query, z } from '../../src/index.ts';
import { failureMessage, headline } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { measureAll, textOf } from '../support/measured.ts';

const schema = z.object({
  id: z.int(),
  a: z.object({ zip: z.string().optional(), n: z.int() }).nullish(),
  items: z.array(z.object({ sku: z.string(), qty: z.int().optional() }).nullable()).nullish(),
});

type Rows = readonly Readonly<Record<string, unknown>>[];

const declaredOf = async (
  declare: Parameters<typeof contract<typeof schema>>[2],
  rows: Rows,
): Promise<readonly Outcome[]> =>
  (await measureAll(contract('spelt', { schema }, declare), fromRows(rows))).filter(
    ({ origin }) => origin === 'declared',
  );

const notesOf = ({ evidence }: Outcome) => evidence?.notes ?? [];

const misspelt: Rows = [
  { id: 1, a: { zap: 'x', n: 1 }, items: [{ sku: 'x', quantity: 1 }, null] },
  { id: 2, a: null, items: [{ sku: 'y', quantity: -2 }] },
];

test('an optional key that the data spells otherwise is red, and says what keys there are', async () => {
  const [elements, field] = await declaredOf(
    ({ column }) => [column('items[].qty').atLeast(0), column('a.zip').notNull()],
    misspelt,
  );
  if (!elements || !field) throw new Error('There are no outcomes.');
  expect(elements.state).toBe('failed');
  expect(headline(elements)).toBe(
    "column('items[].qty').atLeast(0): there is no element to judge: all are NULL, or the scope has none",
  );
  expect(failureMessage(elements).replaceAll(/\s+/g, ' ')).toContain(
    'note no element of items has "qty"; they have "sku", "quantity"',
  );
  expect(field.state).toBe('failed');
  expect(notesOf(field)).toContain('no object of a has "zip"; they have "zap", "n"');
});

test('a condition that allows nothing to judge says what keys there are as well', async () => {
  const [allowed, counted] = await declaredOf(
    ({ column }) => [
      column('items[].qty').atLeast(0).allowEmpty(),
      column('items[].qty').nulls().atLeast(1),
    ],
    misspelt,
  );
  expect([allowed?.state, counted?.state]).toEqual(['passed', 'passed']);
  expect(allowed?.observed).toBe('0 of 0 (of no elements)');
  for (const one of [allowed, counted])
    expect(one && notesOf(one)).toContain(
      'no element of items has "qty"; they have "sku", "quantity"',
    );
});

test('no key is noted where it is there, or nothing has keys', async () => {
  const all = ({
    column,
  }: Parameters<NonNullable<Parameters<typeof contract<typeof schema>>[2]>>[0]) => [
    column('items[].qty').atLeast(0).allowEmpty(),
    column('a.zip').notNull().allowEmpty(),
  ];
  const spelt = await declaredOf(all, [
    { id: 1, a: { zip: 'x', n: 1 }, items: [{ sku: 'x', qty: 1 }] },
  ]);
  const empty = await declaredOf(all, [{ id: 1, a: null, items: [] }]);
  for (const one of [...spelt, ...empty])
    expect(notesOf(one).filter((note) => note.includes('they have'))).toEqual([]);
});

test('case counts in keys, and the message says so', async () => {
  const [field, element] = await declaredOf(
    ({ column }) => [
      column('a.zip').notNull().allowEmpty(),
      column('items[].qty').atLeast(0).allowEmpty(),
    ],
    [{ id: 1, a: { Zip: 'x', n: 1 }, items: [{ sku: 'x', Qty: -1 }] }],
  );
  expect(field?.problem?.message).toBe(
    `the dataset has no column 'a.zip': the objects of a have "Zip", and case counts.`,
  );
  expect(element?.problem?.message).toBe(
    `the dataset has no column 'items[].qty': the elements of items have "Qty", and case counts.`,
  );
});

test('a column that is spelt otherwise, or is no object, is said to be', async () => {
  const one = async (row: Rows[number]) =>
    (await declaredOf(({ column }) => [column('a.zip').notNull().allowEmpty()], [row]))[0]?.problem
      ?.message;
  expect(await one({ id: 1, A: { zip: 'x', n: 1 } })).toBe(
    "the dataset has no column 'a': it has 'A', and case counts.",
  );
  expect(await one({ id: 1, a: 'x' })).toBe(
    "the dataset has no column 'a.zip': a is VARCHAR, which has no such field.",
  );
});

test('keys of a classified column are not shown', async () => {
  const secret = contract(
    'secret',
    {
      schema: z.object({
        a: z.object({ zip: z.string().optional() }).meta({ classification: 'pii' }),
      }),
    },
    ({ column }) => [column('a.zip').in(['x']).allowEmpty()],
  );
  const outcomes = await measureAll(secret, fromRows([{ a: { 'Planted Person': 'x' } }]));
  expect(outcomes.find(({ origin }) => origin === 'declared')?.state).toBe('passed');
  expect(textOf(outcomes)).toContain('no object of a has');
  expect(textOf(outcomes)).not.toContain('Planted');
});

test('SQL that names elements or fields as a contract does is red, with how to write it', async () => {
  const rows: Rows = [{ id: 1, a: { zip: 'x', n: 1 }, items: [{ sku: 'x', qty: -1 }] }];
  const outcomes = await declaredOf(
    ({ rows: all }) => [
      all.satisfy('"items[].qty" >= 0'),
      all.satisfy('items[].qty >= 0'),
      all.where('"items[].qty" >= 0').column('id').atLeast(0),
      all.satisfy('"a.zip" <> \'\''),
    ],
    rows,
  );
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'errored'));
  const elements = ` 'items[].qty' is of the elements of a list, and no column of SQL: write column('items[].qty').atLeast(0), or make it a column with query(source, 'select *, unnest("items") as element from dataset').`;
  for (const { problem } of outcomes.slice(0, 3)) expect(problem?.message).toContain(elements);
  expect(outcomes[3]?.problem?.message).toContain(
    ` 'a.zip' is a field within a column, and no column of SQL: write column('a.zip').notNull() or, in SQL, \`"a"."zip"\`, or make it a column with query(source, 'select *, "a"."zip" as "a_zip" from dataset').`,
  );
  expect(
    (await declaredOf(({ rows: all }) => [all.satisfy('"a"."zip" <> \'y\'')], rows))[0]?.state,
  ).toBe('passed');
});

test('the query of the hint makes columns of names that are words of SQL', async () => {
  const odd = z.object({ order: z.object({ 'a "b"': z.int() }), group: z.array(z.int()) });
  const per = (name: string) => () =>
    contract('odd', { schema: odd }, ({ rows }) => [
      // @ts-expect-error: a field is no column of the rows
      rows.key(name),
    ]);
  const sqlOf = (make: () => unknown) => {
    try {
      make();
    } catch (error) {
      const [, sql = ''] = /query\(source, (['"`])(?<sql>.*)\1\)/.exec(String(error)) ?? [];
      return { sql, text: String(error) };
    }
    throw new Error('It was not refused.');
  };
  const { text } = sqlOf(per('order.a "b"'));
  expect(text).toContain('"order"."a ""b""" as "order_a ""b"""');
  const source = fromRows([{ order: { 'a "b"': 1 }, group: [1, 2] }]);
  const made = z.object({ 'order_a "b"': z.int(), element: z.int() });
  const sql =
    'select *, "order"."a ""b""" as "order_a ""b""", unnest("group") as element from dataset';
  const outcomes = await measureAll(contract('made', { schema: made }), query(source, sql));
  expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
});

test('a field of a union is refused with the query that makes it a column', () => {
  const union = z.object({ p: z.union([z.object({ n: z.int() }), z.object({ m: z.int() })]) });
  expect(() =>
    contract('union', { schema: union }, ({ column }) => [
      // @ts-expect-error: the fields of a union are no columns
      column('p.n').notNull(),
    ]),
  ).toThrow(
    `Fields are columns where the schema of 'p' is z.object(), and not of a union or a record: make it a column with query(source, 'select *, "p"."n" as "p_n" from dataset'), and name it in the schema.`,
  );
});

test('objects of several shapes in memory are red, with what to do', async () => {
  const [one] = await declaredOf(
    ({ column }) => [column('a.zip').notNull()],
    [
      { id: 1, a: { zip: 'x', n: 1 } },
      { id: 2, a: { n: 1 } },
    ],
  );
  expect(one?.problem?.message).toBe(
    "the dataset has no column 'a.zip': a holds values of several shapes, which are not read by their fields: give each object all of the keys, with null for those that it lacks.",
  );
});

test('a name that two fields have is refused', () => {
  const twice = z.object({ a: z.object({ 'b.c': z.int(), b: z.object({ c: z.int() }) }) });
  expect(() =>
    contract('twice', { schema: twice }, ({ column }) => [column('a.b.c').atLeast(0)]),
  ).toThrow("column('a.b.c') names two fields of the schema");
});

test('titles say elements where they allow some', async () => {
  const outcomes = await declaredOf(
    ({ column }) => [
      column('items[].qty').atLeast(0).except(2),
      column('items[].qty').atLeast(0).except('5%'),
      column('id').atLeast(0).except(2),
    ],
    [{ id: 1, items: [{ sku: 'x', qty: 1 }] }],
  );
  expect(outcomes.map(({ title }) => title)).toEqual([
    "column('items[].qty').atLeast(0) in all but 2 elements",
    "column('items[].qty').atLeast(0) in all but 5% of elements",
    "column('id').atLeast(0) in all but 2 rows",
  ]);
});
