import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { constraintsOf } from '../../../src/contract/constraints/constraints-of.ts';
import { type Contract, contract } from '../../../src/contract/contract.ts';
import type { Dataset } from '../../../src/dataset/dataset.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { measureAll, textOf } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  id: z.int(),
  address: z
    .object({
      zip: z.string().nullable(),
      floor: z.number().nullish(),
      of: z.object({ on: z.boolean() }).optional(),
    })
    .nullable(),
});

const held = contract('people', { schema, strict: true }, ({ column, rows }) => [
  column('address.zip').matches(/^\d{5}$/),
  column('address.zip').nulls().atMost(2),
  column('address.floor').mean().between(1, 2),
  rows.where('id > 1').column('address.zip').in(['12345']),
  column('address.of.on').notNull().except(2),
]);

const row = (id: number, address: string) =>
  `select ${id} as id, ${address}::struct(zip varchar, floor double, "of" struct("on" boolean)) as address`;
const good = [
  row(1, "{zip: '54321', floor: 1, 'of': {'on': true}}"),
  row(2, "{zip: '12345', floor: 2, 'of': {'on': true}}"),
  row(3, 'null'),
  row(4, "{zip: null, floor: null, 'of': null}"),
];

const reds = async (dataset: Dataset, one: Contract = held) =>
  (await measureAll(one, dataset))
    .filter(({ state }) => state !== 'passed')
    .map(({ title, state }) => `${state}: ${title}`);

test('fields are judged as columns, and are none for the structure', async () => {
  expect(await reds(table(good.join(' union all ')))).toEqual([]);
});

test('a wrong value, a NULL too many and a mean are red, and the row is shown', async () => {
  const bad = [...good, row(5, "{zip: 'x', floor: 9, 'of': null}"), row(6, 'null')];
  expect(await reds(table(bad.join(' union all ')))).toMatchInlineSnapshot(`
    [
      "failed: column('address.zip').matches(/^\\d{5}$/)",
      "failed: column('address.zip').nulls() is at most 2",
      "failed: column('address.floor').mean() is between 1 and 2",
      "failed: rows.where('id > 1').column('address.zip').in(['12345'])",
      "failed: column('address.of.on').notNull() in all but 2 rows",
    ]
  `);
  const [first] = (await measureAll(held, table(bad.join(' union all ')))).filter(
    ({ state, title }) => state === 'failed' && title.includes('matches'),
  );
  expect([
    first?.sample?.columns,
    first?.sample?.rows[0]?.slice(0, 2),
    first?.violations,
  ]).toMatchInlineSnapshot(`
    [
      [
        "address.zip",
        "id",
        "address",
        "address.floor",
        "address.of.on",
      ],
      [
        "x",
        "5",
      ],
      1,
    ]
  `);
});

test('a key that objects may lack is NULL, one that they must have is an error, as in a column of no objects', async () => {
  expect(await reds(table("select 1 as id, {zip: '12345'} as address"))).toMatchInlineSnapshot(`
    [
      "failed: column('address.floor').mean() is between 1 and 2",
      "failed: rows.where('id > 1').column('address.zip').in(['12345'])",
    ]
  `);
  const lacking = await reds(table('select 1 as id, {floor: 1.5} as address'));
  expect(lacking).toContain("errored: column('address.zip').nulls() is at most 2");
  expect(await reds(table("select 1 as id, 'x' as address"))).toMatchInlineSnapshot(`
    [
      "failed: column('address') is an object",
      "notRun: column('address') satisfies its zod schema",
      "errored: column('address.zip').matches(/^\\d{5}$/)",
      "errored: column('address.zip').nulls() is at most 2",
      "errored: column('address.floor').mean() is between 1 and 2",
      "errored: rows.where('id > 1').column('address.zip').in(['12345'])",
      "errored: column('address.of.on').notNull() in all but 2 rows",
    ]
  `);
});

test('the case of a field counts, and a list of objects has no fields', async () => {
  const one = contract(
    'case',
    { schema: z.object({ a: z.object({ Zip: z.string().optional() }) }) },
    ({ column }) => [column('a.Zip').notNull()],
  );
  const red = "errored: column('a.Zip').notNull()";
  expect(await reds(table("select {Zip: 'x'} as a"), one)).toEqual([]);
  expect(await reds(table("select {zip: 'x'} as a"), one)).toContain(red);
  expect(await reds(table("select [{Zip: 'x'}] as a"), one)).toContain(red);
});

test('a column of that name is no field', async () => {
  const dataset = table(`select *, 'x' as "address.zip" from (${good[0]})`);
  expect((await measureAll(held, dataset))[0]?.problem?.message).toContain(
    "has a column that is called 'address.zip'",
  );
  const named = contract(
    'named',
    { schema: z.object({ 'address.zip': z.string(), address: z.any() }) },
    ({ column }) => [column('address.zip').in(['x'])],
  );
  expect(await reds(dataset, named)).toEqual([]);
});

test('fields of JSON are read where the column is read as objects', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'nested-')), 'x.jsonl');
  const small = contract(
    'json',
    {
      schema: z.object({
        id: z.int(),
        address: z.object({ zip: z.string().optional() }).nullable(),
      }),
    },
    ({ column }) => [
      column('address.zip').matches(/^\d{5}$/),
      column('address.zip').nulls().equals(2),
    ],
  );
  writeFileSync(
    file,
    '{"id":1,"address":{"zip":"12345"}}\n{"id":2,"address":{}}\n{"id":3,"address":null}\n',
  );
  expect(await reds(json(file), small)).toEqual([]);
  writeFileSync(
    file,
    '{"id":1,"address":{"zip":"1234"}}\n{"id":2,"address":{}}\n{"id":3,"address":null}\n',
  );
  expect(await reds(json(file), small)).toEqual([
    `failed: column('address.zip').matches(/^\\d{5}$/)`,
  ]);
});

test('a field of a classified column is shown nowhere', async () => {
  const secret = contract(
    'secret',
    {
      schema: z.object({ address: z.object({ zip: z.string().meta({ classification: 'pii' }) }) }),
    },
    ({ column }) => [
      column('address.zip').in(['a']),
      column('address.zip').mode().atMost(0),
      column('address.zip').maxLength().atMost(1),
    ],
  );
  const outcomes = await measureAll(secret, table("select {zip: 'Planted Person'} as address"));
  expect(outcomes.filter(({ state }) => state === 'failed').length).toBe(3);
  expect(textOf(outcomes)).not.toContain('Planted');
});

test('what is expected of fields is no constraint of their columns', () => {
  expect(constraintsOf(held).unmerged.map(({ reasons }) => reasons)).toContainEqual(['field']);
});

test('the compiler knows the fields and their types', () => {
  contract('typed', { schema }, ({ column }) => {
    expectTypeOf(column('address.floor')).toHaveProperty('mean');
    expectTypeOf(column('address.zip')).toHaveProperty('matches');
    expectTypeOf(column('address.zip')).not.toHaveProperty('mean');
    expectTypeOf(column('address.of.on')).not.toHaveProperty('mean');
    return [
      column('address.floor').mean().atLeast(0),
      column('address.zip').notNull(),
      column('address.of.on').notNull(),
    ];
  });
  expect(() =>
    contract('typed', { schema }, ({ column }) => [
      // @ts-expect-error: there is no such field
      column('address.zap').notNull(),
    ]),
  ).toThrow("did you mean 'address.zip'?");
  expect(() =>
    contract('typed', { schema }, ({ column }) => [
      // @ts-expect-error: it is no list
      column('address[].zip').notNull(),
    ]),
  ).toThrow('Elements are columns where the schema has a list');
});
