import { expect, test } from 'vitest';
import { contract, fromRows, z } from '../../src/index.ts';
import { check, renderReport } from '../../src/run/run.ts';

const trips = contract(
  'trips',
  {
    schema: z
      .object({
        name: z.string('a name is text').min(3, 'a name has three letters'),
        a: z.int(),
        b: z.int().refine((b) => b % 2 === 0, { message: 'b is even' }),
      })
      .refine((row) => row.a < row.b, { message: 'a lies before b', path: ['b'] })
      .superRefine((row, context) => {
        if (row.b > 100) context.addIssue({ code: 'custom', message: `${row.b} is too far` });
      }),
  },
  ({ rows }) => [rows.count().equals(3)],
);

const rows = fromRows([
  { name: 'xy', a: 3, b: 2 },
  { name: 'xyz', a: 9, b: 1 },
  { name: 'xyz', a: 9, b: 102 },
]);

const said = [
  'a name has three letters',
  '"b is even" of 1 row',
  '"a lies before b" at b of 2 rows',
  '"102 is too far" of 1 row',
];

test('what a check of zod says is in the outcome of its rule, with its place and the number of rows', async () => {
  const { outcomes } = await check(trips, rows);
  const failed = outcomes.filter(({ state }) => state === 'failed');
  expect(failed.map(({ because, evidence }) => because ?? evidence?.says)).toEqual([
    'a name has three letters',
    ['"b is even" of 1 row'],
    [
      '"a lies before b" at b of 2 rows',
      '"a name has three letters" at name of 1 row',
      '"b is even" at b of 1 row',
      '"102 is too far" of 1 row',
    ],
  ]);
  const type = outcomes.find(({ title }) => title === "column('name') is text");
  expect(type?.because).toBe('a name is text');
});

for (const format of ['html', 'markdown', 'junit', 'json', 'sarif'] as const) {
  test(`${format} shows what checks of zod say`, async () => {
    const { report } = await check(trips, rows);
    const text = (await renderReport(report, format))
      .replaceAll('&quot;', '"')
      .replaceAll('\\"', '"')
      .replaceAll(/\s+/g, ' ');
    expect(said.filter((one) => !text.includes(one))).toEqual([]);
  });
}

test('the summary of the terminal shows what checks of zod say', async () => {
  const { summary } = await check(trips, rows);
  const text = summary.replaceAll(/\s+/g, ' ');
  expect(said.filter((one) => !text.includes(one))).toEqual([]);
});

test('a message that is made of a row is not shown where a column is masked, or where it looks personal', async () => {
  const told = z
    .object({
      name: z.string().meta({ classification: 'pii' }),
      mail: z.string(),
    })
    .refine(() => false, { error: ({ input }) => `bad: ${JSON.stringify(input)}` })
    .refine(() => false, 'no row is good');
  const says = async (schema: typeof told | z.ZodObject) => {
    const held = contract('masked', { schema }, ({ rows: all }) => [all.count().equals(1)]);
    const { outcomes } = await check(held, fromRows([{ name: 'Secret', mail: 'jo@example.org' }]));
    return outcomes.flatMap(({ evidence }) => evidence?.says ?? []);
  };
  expect(await says(told)).toEqual([
    '"no row is good" of 1 row',
    '1 message that may quote a masked value',
  ]);
  const plain = z
    .object({ mail: z.string() })
    .refine(() => false, { error: ({ input }) => `bad: ${JSON.stringify(input)}` });
  expect(await says(plain)).toEqual(['1 message that may quote a masked value']);
});

test('async checks say it once for each row, and lists once for each place', async () => {
  const schema = z.object({
    n: z.int().refine(async (n) => n > 1, 'n is above one'),
    tags: z.array(z.string().min(2, 'a tag has two letters')),
  });
  const held = contract('waiting', { schema }, ({ rows: all }) => [all.count().equals(3)]);
  const { outcomes } = await check(
    held,
    fromRows([
      { n: 1, tags: ['a', 'b'] },
      { n: 1, tags: ['aa', 'b'] },
      { n: 2, tags: ['aa'] },
    ]),
  );
  expect(outcomes.flatMap(({ evidence }) => evidence?.says ?? [])).toEqual([
    '"n is above one" of 2 rows',
    '"a tag has two letters" at [] of 2 rows',
  ]);
});

test('a rule within an object or a list that has no message says its place and what it expects', async () => {
  const schema = z.object({
    user: z.object({
      email: z.email(),
      address: z.object({ city: z.string().nonoptional(), zip: z.string().min(5) }).nullable(),
    }),
    items: z.array(z.object({ sku: z.enum(['A', 'B']), qty: z.int().max(1).multipleOf(1) })),
    scores: z.record(z.string(), z.number().min(0)),
  });
  const held = contract('nested', { schema }, ({ rows: all }) => [all.count().equals(2)]);
  const address = { city: 'Rome', zip: '00100' };
  const { outcomes } = await check(
    held,
    fromRows([
      {
        user: { email: 'jo@example.org', address: { city: null, zip: '001' } },
        items: [{ sku: 'A', qty: 2 }],
        scores: new Map([['jo@example.org', -1]]),
      },
      {
        user: { email: 'jo@@example.org', address },
        items: [
          { sku: 'C', qty: 1 },
          { sku: 'B', qty: 3 },
        ],
        scores: new Map([['ann', 1]]),
      },
    ]),
  );
  expect(
    outcomes.map(({ evidence }) => evidence?.says ?? []).filter(({ length }) => length > 0),
  ).toEqual([
    [
      '"expected string" at address.city of 1 row',
      '"expected at least 5 characters" at address.zip of 1 row',
      '"expected the format email" at email of 1 row',
    ],
    ['"expected at most 1" at [].qty of 2 rows', "\"expected one of 'A', 'B'\" at [].sku of 1 row"],
    ['"expected at least 0" of 1 row'],
  ]);
});

test('a message that throws leaves the verdict as it is', async () => {
  const schema = z.object({
    n: z.int().refine((n) => n > 1, {
      error: () => {
        throw new Error('no words');
      },
    }),
  });
  const held = contract('speechless', { schema }, ({ rows: all }) => [all.count().equals(1)]);
  const { outcomes, passed } = await check(held, fromRows([{ n: 1 }]));
  expect(passed).toBe(false);
  expect(outcomes.flatMap(({ evidence }) => evidence?.says ?? [])).toEqual([]);
});

test('equal values that violate a rule are shown once with the number of their rows, blanks at their ends marked', async () => {
  const held = contract(
    'codes',
    { schema: z.object({ code: z.string().max(2) }) },
    ({ rows: all }) => [all.count().equals(4)],
  );
  const codes = ['xyz', 'xyz', 'xyz', ' xy '];
  const { report } = await check(held, fromRows(codes.map((code) => ({ code }))));
  const markdown = await renderReport(report, 'markdown');
  expect(markdown).toContain("Values: `xyz (3), ' xy ' (1)`");
  expect(markdown).toContain(
    "<summary>Failing rows of <code>column('code') has at most 2 characters</code></summary>",
  );
  const html = await renderReport(report, 'html');
  expect(html).toContain('Violating values of code');
  const blank = '<mark title="a blank"> </mark>';
  expect(html).toContain(`<td>'${blank}xy${blank}'</td>`);
});

test('numbers within objects and lists are shown as numbers, and not as texts', async () => {
  const held = contract('items', {
    schema: z.object({ items: z.array(z.object({ qty: z.int().max(1), sku: z.string() })) }),
  });
  const { summary } = await check(
    held,
    fromRows([{ items: [{ qty: 2, sku: '2' }] }], { label: 'items' }),
  );
  expect(summary).toContain('such as   items [{"qty":2,"sku":"2"}]');
});

test('a group of one row is one', async () => {
  const held = contract(
    'keys',
    { schema: z.object({ id: z.int().nullable() }) },
    ({ rows: all }) => [all.key('id')],
  );
  const { summary } = await check(held, fromRows([{ id: 1 }, { id: null }]));
  expect(summary).toContain('groups    id NULL (1 row)');
});
