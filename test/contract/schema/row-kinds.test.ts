import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { constraintsOf } from '../../../src/contract/constraints/constraints-of.ts';
import { contract } from '../../../src/contract/contract.ts';
import { csv } from '../../../src/dataset/csv/csv.ts';
import { json } from '../../../src/dataset/json/json.ts';
import { judgeOf } from '../../../src/fuzz/judge/judge-of.ts';
import { rowOf } from '../../../src/generate/arbitraries/row-of.ts';
import { measureAll, now, textOf } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const kinds = z.discriminatedUnion('kind', [
  z.object({ id: z.int(), kind: z.literal('card'), amount: z.number().min(0) }),
  z.object({ id: z.int(), kind: z.literal('note'), text: z.string().min(2).nullable() }),
]);

const events = contract('events', { schema: kinds });

const labels = (schema: typeof kinds | z.ZodUnion) =>
  contract('x', { schema }).expectations.map(({ metric }) => metric.label);

const reds = async (
  held: Parameters<typeof measureAll>[0],
  dataset: Parameters<typeof measureAll>[1],
) =>
  (await measureAll(held, dataset))
    .filter(({ state }) => state !== 'passed')
    .map(({ title, state }) => `${state}: ${title}`);

test('what each kind says of a column is a rule about its rows, and what all say about all', () => {
  expect(labels(kinds)).toMatchInlineSnapshot(`
    [
      "every record is read",
      "rows.count()",
      "column('id') is a number",
      "column('id') has no NULL where column('kind') is 'card'",
      "column('id') is an integer where column('kind') is 'card'",
      "column('id') has no NULL where column('kind') is 'note'",
      "column('id') is an integer where column('kind') is 'note'",
      "column('kind') is text",
      "column('kind') has no NULL",
      "column('kind') is one of 'card', 'note'",
      "column('amount') is a number",
      "column('amount') has no NULL where column('kind') is 'card'",
      "column('amount') is finite where column('kind') is 'card'",
      "column('amount') is at least 0 where column('kind') is 'card'",
      "column('text') is text",
      "column('text') has at least 2 characters where column('kind') is 'note'",
    ]
  `);
});

test('rows that are right are green, and so is a kind of which there is none', async () => {
  const rows = `select 1 as id, 'card' as kind, 2.5 as amount, null::varchar as text
    union all select 2, 'card', 0, 'anything'`;
  expect(await reds(events, table(rows))).toEqual([]);
});

test('a rule of a kind is broken by its rows alone', async () => {
  const rows = `select 1 as id, 'card' as kind, -1.0 as amount, 'x' as text
    union all select 2, 'note', -1, 'x' union all select 3, 'note', null, null
    union all select 4, 'card', null, null`;
  expect(await reds(events, table(rows))).toMatchInlineSnapshot(`
    [
      "failed: column('amount') has no NULL where column('kind') is 'card'",
      "failed: column('amount') is at least 0 where column('kind') is 'card'",
      "failed: column('text') has at least 2 characters where column('kind') is 'note'",
    ]
  `);
});

test('an unknown kind is a violation that names the known ones', async () => {
  const rows = "select 1 as id, 'cash' as kind, 1.0 as amount, 'xx' as text";
  const [outcome] = (await measureAll(events, table(rows))).filter(
    ({ state }) => state !== 'passed',
  );
  expect([outcome?.title, outcome?.sample?.rows]).toMatchInlineSnapshot(`
    [
      "column('kind') is one of 'card', 'note'",
      [
        [
          "cash",
          "1",
          "1.0",
          "xx",
        ],
      ],
    ]
  `);
});

test('a column that a kind needs has to be there', async () => {
  const rows = "select 1 as id, 'card' as kind, 1.0 as amount";
  expect(await reds(events, table(rows))).toMatchInlineSnapshot(`
    [
      "failed: column('text') is text",
      "notRun: column('text') has at least 2 characters where column('kind') is 'note'",
    ]
  `);
});

test('rows of a strict kind have nothing in the columns of others, where NULL is absent', async () => {
  const strict = z.union([
    z.strictObject({ kind: z.literal(1), a: z.string() }),
    z.strictObject({ kind: z.literal(2), b: z.string() }),
  ]);
  const held = contract('strict', { schema: strict });
  const rows = (more: string) => table(`select 1 as kind, 'x' as a, null::varchar as b ${more}`);
  expect(await reds(held, rows(''))).toEqual([]);
  expect(await reds(held, rows("union all select 2, 'x', 'y'"))).toEqual([
    "failed: column('a') is NULL where column('kind') is 2",
  ]);
  expect(await reds(held, table("select 1 as kind, 'x' as a, null::varchar as b, 3 as c"))).toEqual(
    ['failed: has no other columns'],
  );
});

test('kinds that no column tells apart are judged as whole rows by zod', async () => {
  const held = contract('whole', {
    schema: z.union([z.object({ a: z.string() }), z.object({ b: z.number() })]),
  });
  const rows = (second: string) =>
    table(`select 'x' as a, null::double as b union all select ${second}`);
  expect(await reds(held, rows('null, 1'))).toEqual([]);
  expect(await reds(held, rows('null, null'))).toEqual([
    'failed: each row satisfies the zod schema',
  ]);
});

test('an intersection with a union keeps both, and a check of the whole is heard', async () => {
  const base = z.object({ id: z.int() });
  const held = contract('both', {
    schema: z.intersection(
      base,
      z.lazy(() =>
        z
          .union([
            z.object({ kind: z.literal('a'), n: z.int() }),
            z.object({ kind: z.literal('b') }),
          ])
          .refine((row) => row.kind !== 'b'),
      ),
    ),
  });
  expect(await reds(held, table("select 1 as id, 'a' as kind, 1 as n"))).toEqual([]);
  expect(await reds(held, table("select 1 as id, 'b' as kind, 1 as n"))).toEqual([
    'failed: each row satisfies the zod schema',
  ]);
});

const written = (name: string, text: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'kinds-'));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('in files', () => {
  test('a column of CSV has the type on which the kinds that have it agree', async () => {
    const file = written('x.csv', 'id,kind,amount,text\n1,card,2.5,\n2,note,,12\n');
    expect(await reds(events, csv(file))).toEqual([]);
    const bad = written('x.csv', 'id,kind,amount,text\n1,card,much,\n2,note,,12\n');
    expect((await reds(events, csv(bad))).length).toBeGreaterThan(0);
  });

  test('where kinds differ in the type, CSV is text, and a number of JSON is one', async () => {
    const mixed = contract('mixed', {
      schema: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), x: z.number() }),
        z.object({ kind: z.literal('b'), x: z.string() }),
      ]),
    });
    const lines = '{"kind":"a","x":1}\n{"kind":"b","x":"y"}\n';
    expect(await reds(mixed, json(written('x.jsonl', lines)))).toEqual([]);
    const wrong = '{"kind":"a","x":1}\n{"kind":"b","x":2}\n{"kind":"b","x":"y"}\n';
    expect(await reds(mixed, json(written('x.jsonl', wrong)))).toMatchInlineSnapshot(`
      [
        "failed: column('x') satisfies its zod schema where column('kind') is 'b'",
      ]
    `);
    expect(await reds(mixed, csv(written('x.csv', 'kind,x\na,1\nb,y\n')))).toMatchInlineSnapshot(`
      [
        "failed: column('x') satisfies its zod schema where column('kind') is 'a'",
      ]
    `);
  });
});

test('a value that one kind classifies is shown of none', async () => {
  const held = contract('private', {
    schema: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), name: z.string().meta({ classification: 'pii' }) }),
      z.object({ kind: z.literal('b'), name: z.string().max(3) }),
    ]),
  });
  const outcomes = await measureAll(
    held,
    table("select 'b' as kind, 'Planted Person' as name union all select 'Planted Kind', 'x'"),
  );
  expect(textOf(outcomes)).not.toContain('Planted Person');
});

test('outputs of cleaning steps are judged by kind', async () => {
  const judge = judgeOf(events, { now });
  const found = await judge.judge({
    columns: ['id', 'kind', 'amount', 'text'].map((name) => ({ name, family: null })),
    rows: [{ id: 1, kind: 'card', amount: -1, text: null }],
  });
  await judge.close();
  expect([...found.keys()].map((id) => id.replace(/-\w+$/, ''))).toEqual(['amount-at-least']);
});

test('what waits for one kind is refused in sentences', () => {
  expect(() => rowOf(events)).toThrow(
    "No rows can be made for the contract 'events': its schema has 2 kinds of rows",
  );
  const { columns, unmerged } = constraintsOf(events);
  expect([columns.amount.minimum, unmerged.map(({ reasons }) => reasons[0])]).toEqual([
    null,
    unmerged.map(() => 'kind'),
  ]);
});

test.each([
  ['a record', z.record(z.string(), z.int()), 'is a z.record(), where rows are objects'],
  ['an option', z.union([z.object({ a: z.int() }), z.string()]), 'is a z.string(), where rows'],
  ['itself', z.lazy((): z.ZodLazy => itself), 'refers to itself as a row'],
])('no schema of rows: %s', (_, schema, sentence) => {
  expect(() => contract('x', { schema: schema as never })).toThrow(sentence);
});

const itself: z.ZodLazy = z.lazy(() => z.union([z.object({ a: z.int() }), itself]));

test('columns are named and typed by all kinds together', () => {
  contract('typed', { schema: kinds }, ({ rows, column }) => {
    expectTypeOf(column('amount')).toHaveProperty('mean');
    expectTypeOf(column('text')).toHaveProperty('matches');
    return [
      column('amount').mean().atLeast(0),
      column('kind').in(['card', 'note']),
      rows.key('id'),
    ];
  });
  contract('typed', { schema: z.intersection(z.object({ id: z.int() }), kinds) }, ({ column }) => [
    column('text').matches(/x/),
    column('id').unique(),
  ]);
  expect(() =>
    contract('typed', { schema: kinds }, ({ column }) => [
      // @ts-expect-error: no kind has it
      column('amout').notNull(),
    ]),
  ).toThrow("did you mean 'amount'?");
});
