import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, expectTypeOf, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import type { Dataset } from '../../src/dataset/dataset.ts';
import { contract, csv, fromRows, json, parquet, z } from '../../src/index.ts';
import { factsOf, headline, sampleTable } from '../../src/outcome/failure.ts';
import { measureAll, textOf } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

const schema = z.object({
  id: z.int(),
  items: z
    .array(z.object({ sku: z.string().nullish(), qty: z.int().nullish() }).nullable())
    .nullish(),
  tags: z.array(z.string().nullable()).nullish(),
});
type Row = z.input<typeof schema>;

const held = contract('orders', { schema }, ({ column, rows }) => [
  rows.count().equals(3),
  column('items[].sku').in(['x', 'y']),
  column('items[].sku').unique(),
  column('items[].qty').between(0, 9),
  column('items[].qty').nulls().atMost(1),
  rows.where('id > 1').column('items[].qty').max().atMost(5),
  column('tags[]').in(['a', 'b']),
]);

const good: readonly Row[] = [
  { id: 1, items: [{ sku: 'x', qty: 9 }, null], tags: ['a', 'b'] },
  { id: 2, items: [{ sku: 'y', qty: 5 }], tags: [] },
  { id: 3, items: null, tags: null },
];

const wrong: Readonly<Record<string, readonly [Row, string]>> = {
  'a text that is none of the list': [
    { id: 3, items: [{ sku: 'z', qty: 1 }] },
    "column('items[].sku').in(['x', 'y'])",
  ],
  'a text of another row': [
    { id: 3, items: [{ sku: 'x', qty: 1 }] },
    "column('items[].sku').unique()",
  ],
  'a number beyond its limit, behind others': [
    {
      id: 0,
      items: [
        { sku: null, qty: 1 },
        { sku: null, qty: 2 },
        { sku: null, qty: 10 },
      ],
    },
    "column('items[].qty').between(0, 9)",
  ],
  'one more that is NULL': [
    { id: 3, items: [{ sku: null, qty: null }] },
    "column('items[].qty').nulls() is at most 1",
  ],
  'an element that is NULL': [
    { id: 3, items: [null] },
    "column('items[].qty').nulls() is at most 1",
  ],
  'a number beyond the limit of its rows': [
    { id: 3, items: [{ sku: null, qty: 6 }] },
    "rows.where('id > 1').column('items[].qty').max() is at most 5",
  ],
  'an element that is itself wrong': [{ id: 3, tags: ['c'] }, "column('tags[]').in(['a', 'b'])"],
};

const folder = mkdtempSync(join(tmpdir(), 'elements-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

const columns =
  "columns = {id: 'bigint', items: 'struct(sku varchar, qty bigint)[]', tags: 'varchar[]'}";

async function sources(rows: readonly Row[]): Promise<Readonly<Record<string, Dataset>>> {
  files += 1;
  const at = join(folder, `${files}`);
  writeFileSync(`${at}.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await onPlainDuckDB(folder, (connection) =>
    connection.run(`copy (from read_json('${at}.jsonl', ${columns})) to '${at}.parquet'`),
  );
  return { json: json(`${at}.jsonl`), parquet: parquet(`${at}.parquet`), rows: fromRows(rows) };
}

const redOf = async (one: Contract, dataset: Dataset) =>
  (await measureAll(one, dataset)).filter(({ state }) => state !== 'passed');

test('elements that are right are green in every source', async () => {
  for (const [name, dataset] of Object.entries(await sources(good)))
    expect(
      (await redOf(held, dataset)).map(({ title }) => title),
      name,
    ).toEqual([]);
});

test.each(Object.entries(wrong))('%s is red in every source', async (_, [row, title]) => {
  const rows = [...good.slice(0, 2), row];
  for (const [name, dataset] of Object.entries(await sources(rows)))
    expect(
      (await redOf(held, dataset)).map((one) => one.title),
      name,
    ).toEqual([title]);
});

test('a list that is filled nowhere is red', async () => {
  const empty: readonly Row[] = [
    { id: 1, items: [], tags: [] },
    { id: 2, items: null, tags: null },
  ];
  const one = contract('none', { schema, allowEmpty: true }, ({ column }) => [
    column('items[].sku').in(['x']),
    column('items[].qty').mean().atMost(1),
    column('tags[]').notNull().allowEmpty(),
  ]);
  const { parquet: file } = await sources(empty);
  if (file === undefined) throw new Error('There is no file.');
  expect((await redOf(one, file)).map(({ title }) => title)).toEqual([
    "column('items[].sku').in(['x'])",
    "column('items[].qty').mean() is at most 1",
  ]);
  const { parquet: none } = await sources([]);
  if (none !== undefined) expect(await redOf(one, none)).toEqual([]);
});

const optional = z.object({
  id: z.int(),
  items: z.array(z.object({ sku: z.string(), qty: z.int().optional() }).nullable()).nullish(),
  a: z.object({ on: z.boolean().optional(), n: z.int().nullable() }).nullish(),
});

const nothing: Readonly<Record<string, readonly unknown[]>> = {
  'all lists are empty': [
    { id: 1, items: [], a: { n: 1 } },
    { id: 2, items: [], a: null },
  ],
  'all lists and objects are NULL': [
    { id: 1, items: null, a: null },
    { id: 2, items: null },
  ],
  'all elements are NULL': [{ id: 1, items: [null, null], a: null }],
  'no element and no object has the key': [{ id: 1, items: [{ sku: 'x' }], a: { n: 2 } }],
};

test.each(Object.entries(nothing))(
  'a field that holds nothing, as %s, is red unless it may be',
  async (_, rows) => {
    const one = contract('nothing', { schema: optional }, ({ column }) => [
      column('items[].qty').atLeast(0),
      column('items[].qty').max().atMost(1),
      column('items[].qty').atLeast(0).allowEmpty(),
      column('a.on').in([true]),
      column('a.on').nulls().atMost(0),
      column('a.on').in([true]).allowEmpty(),
    ]);
    files += 1;
    const at = join(folder, `${files}.jsonl`);
    writeFileSync(at, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    for (const dataset of [json(at), fromRows(rows as readonly Record<string, unknown>[])])
      expect((await redOf(one, dataset)).map(({ state, title }) => `${state}: ${title}`)).toEqual([
        "failed: column('items[].qty').atLeast(0)",
        "failed: column('items[].qty').max() is at most 1",
        "failed: column('a.on').in([true])",
        "failed: column('a.on').nulls() is at most 0",
      ]);
  },
);

test('a key that objects must have, and a value of another kind, are no empty column', async () => {
  const one = contract('other', { schema: optional }, ({ column }) => [
    column('items[].sku').in(['x']).allowEmpty(),
    column('items[].qty').atLeast(0).allowEmpty(),
    column('a.n').atLeast(0).allowEmpty(),
  ]);
  const lacking = await redOf(one, fromRows([{ id: 1, items: [{ qty: 1 }], a: { on: true } }]));
  expect(
    lacking.filter(({ state }) => state === 'errored').map(({ problem }) => problem?.message),
  ).toEqual([
    expect.stringContaining("has no column 'items[].sku'"),
    expect.stringContaining("has no column 'a.n'"),
  ]);
  const mixed = await redOf(one, fromRows([{ id: 1, items: [5, { sku: 'x' }], a: 'x' }]));
  expect(
    mixed.filter(({ origin, state }) => origin === 'declared' && state === 'errored'),
  ).toHaveLength(3);
});

test('what can not be measured is an error with the reason', async () => {
  const one = contract('refused', { schema }, ({ column }) => [
    column('items[].sku').drift('psi').atMost(0.1),
    column('items[].qty').mean().change().atMost('1%'),
    column('items[].qty').atMost(column('id')),
  ]);
  const red = await redOf(one, fromRows(good));
  expect(red.map(({ problem }) => problem?.message ?? '')).toEqual([
    expect.stringContaining('it compares elements of items[] with other data'),
    expect.stringContaining('it compares elements of items[] with other data'),
    ...red.slice(2).map(() => ''),
  ]);
  expect(red[2]?.title).toBe("column('items[].qty').atMost(column('id'))");
});

test('what is said of elements counts elements, and of rows rows', async () => {
  const rows = [
    { id: 1, items: [{ sku: 'x' }, { sku: 'z' }, { sku: 'y' }] },
    { id: 2, items: [{ sku: 'z' }] },
  ];
  const one = contract('said', { schema }, ({ column }) => [
    column('items[].sku').in(['x', 'y']),
    column('id').atMost(1),
  ]);
  const red = await redOf(one, fromRows(rows));
  expect(
    red.map((outcome) => [headline(outcome), sampleTable(outcome)?.title, factsOf(outcome)[1]]),
  ).toEqual([
    [
      expect.stringContaining('is violated by 2 of 4 elements (50%)'),
      '2 violating elements:',
      ['over', '4 elements'],
    ],
    [
      expect.stringContaining('is violated by 1 of 2 rows (50%)'),
      '1 violating row:',
      ['over', '2 rows'],
    ],
  ]);
});

test('where whole columns are named, a field is refused with the query that makes it one', () => {
  const per = (name: string) => () =>
    contract('per', { schema: optional }, ({ rows }) => [
      // @ts-expect-error: a field is no column of the rows
      rows.per(name).count().atLeast(1),
    ]);
  expect(per('items[].sku')).toThrow(
    `rows.per(...) takes whole columns, and 'items[].sku' is of the elements of a list: make it a column with query(source, 'select *, unnest("items") as element from dataset')`,
  );
  expect(per('a.n')).toThrow(`query(source, 'select *, "a"."n" as "a_n" from dataset')`);
});

test('a column that is no list has no elements', async () => {
  const texts = csvOf('id,tags\n1,ab\n');
  const one = contract('texts', { schema }, ({ column }) => [column('tags[]').in(['a'])]);
  const red = await redOf(one, texts);
  expect(red.some(({ title }) => title === "column('tags[]').in(['a'])")).toBe(true);
});

function csvOf(text: string): Dataset {
  files += 1;
  writeFileSync(join(folder, `${files}.csv`), text);
  return csv(join(folder, `${files}.csv`));
}

test('an element of a classified column is shown nowhere', async () => {
  const secret = contract(
    'secret',
    {
      schema: z.object({
        items: z.array(z.object({ sku: z.string().meta({ classification: 'pii' }) })),
      }),
    },
    ({ column }) => [column('items[].sku').in(['a']), column('items[].sku').maxLength().atMost(1)],
  );
  const outcomes = await measureAll(secret, fromRows([{ items: [{ sku: 'Planted Person' }] }]));
  expect(outcomes.filter(({ state }) => state === 'failed')).toHaveLength(2);
  expect(textOf(outcomes)).not.toContain('Planted');
});

test('counts are those of JavaScript, over any rows', async () => {
  const item = fc.option(
    fc.record({
      sku: fc.option(fc.constantFrom('x', 'y', 'z'), { nil: null }),
      qty: fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
    }),
    { nil: null },
  );
  const lists = fc.array(fc.option(fc.array(item, { maxLength: 4 }), { nil: null }), {
    minLength: 1,
    maxLength: 8,
  });
  await fc.assert(
    fc.asyncProperty(lists, async (all) => {
      const items = all.flatMap((list) => list ?? []);
      const skus = items.flatMap((one) => one?.sku ?? []);
      // A number of no values is no verdict.
      fc.pre(skus.length > 0);
      const exact = contract('exact', { schema }, ({ column }) => [
        column('items[].sku')
          .nulls()
          .equals(items.length - skus.length),
        column('items[].sku').distinct().equals(new Set(skus).size),
        column('items[].sku')
          .duplicates()
          .equals(skus.length - new Set(skus).size),
        column('items[].sku')
          .share(['x'])
          .equals(skus.filter((one) => one === 'x').length),
      ]);
      const rows = all.map((list, id) => ({ id, items: list, tags: ['a'] }));
      const red = await redOf(exact, fromRows(rows));
      expect(red.map(({ title, observed }) => `${title}: ${observed}`)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('the compiler knows the elements and their types', () => {
  contract('typed', { schema }, ({ column }) => {
    expectTypeOf(column('items[].qty')).toHaveProperty('mean');
    expectTypeOf(column('items[].sku')).toHaveProperty('matches');
    expectTypeOf(column('items[].sku')).not.toHaveProperty('mean');
    expectTypeOf(column('tags[]')).toHaveProperty('matches');
    return [column('items[].qty').mean().atLeast(0), column('tags[]').notNull()];
  });
  expect(() =>
    contract('typed', { schema }, ({ column }) => [
      // @ts-expect-error: there is no such field
      column('items[].skus').notNull(),
    ]),
  ).toThrow("did you mean 'items[].sku'?");
});

test('the page says what comes out of its example', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/reference/nested.md'), 'utf8');
  const part = page.slice(page.indexOf('## Elements of lists'));
  const [, code = ''] = /export const orders = (.*?);\n```/s.exec(part) ?? [];
  const [, said = ''] = /```text\n(.*?)\n```/s.exec(part) ?? [];
  const [, records = ''] = /^With the orders (.*), these do not hold/m.exec(part) ?? [];
  const shown: Contract = new Function('contract', 'z', `return ${code}`)(contract, z);
  const file = join(folder, 'orders.jsonl');
  writeFileSync(file, records.replaceAll('`', '').replaceAll(' / ', '\n'));
  const red = await redOf(shown, json(file));
  expect(red.map(({ title }) => title).join('\n')).toBe(said);
});
