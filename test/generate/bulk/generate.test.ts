import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { GenerateError, generate } from '../../../src/generate/generate-api.ts';
import { contract, fromRows, z } from '../../../src/index.ts';
import { measureAll } from '../../support/measured.ts';
import { orders } from './orders.ts';

vi.setConfig({ testTimeout: 60_000 });

const refusal = async (made: Promise<unknown>): Promise<string> => {
  const error = await made.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(GenerateError);
  return error instanceof GenerateError ? `${error.code}: ${error.message}` : '';
};

test('generated rows pass zod, and the contract in the engine', async () => {
  const rows = await generate(orders, { rows: 3000, seed: 1 });
  expect(rows).toHaveLength(3000);
  for (const row of rows) expect(orders.terms.schema.safeParse(row).error).toBeUndefined();
  const outcomes = await measureAll(orders, fromRows(rows));
  expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
});

test('a column that may lack a value lacks some, and no column has one value alone', async () => {
  const rows = await generate(orders, { rows: 2000, seed: 2 });
  const share = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length / 2000;
  expect(share(({ email }) => email === null)).toBeGreaterThan(0.04);
  expect(share(({ email }) => email === null)).toBeLessThan(0.1);
  expect(share((row) => row.discount === undefined)).toBeGreaterThan(0.04);
  for (const name of Object.keys(orders.terms.schema.shape))
    expect(new Set(rows.map((row) => inspect(Reflect.get(row, name)))).size).toBeGreaterThan(1);
});

test('the same seed makes the same rows, of which more begin with the same, and another seed others', async () => {
  const [few, many, other] = await Promise.all([
    generate(orders, { rows: 50, seed: 7 }),
    generate(orders, { rows: 2100, seed: 7 }),
    generate(orders, { rows: 50, seed: 8 }),
  ]);
  expect(many.slice(0, 50)).toEqual(few);
  expect(other).not.toEqual(few);
});

test('a seed makes these rows, on every machine', async () => {
  const small = contract('small', {
    schema: z.object({ id: z.int(), name: z.string().min(3), price: z.number().min(0).max(9) }),
  });
  expect(await generate(small, { rows: 2, seed: 42 })).toMatchInlineSnapshot(`
    [
      {
        "id": -4507,
        "name": "plum",
        "price": 3.0632059647321364,
      },
      {
        "id": 1116,
        "name": "olive stone",
        "price": 6.113115037830774,
      },
    ]
  `);
});

test('a seed makes the same rows on any day, for the same now where a condition asks for it', async () => {
  const visits = contract('visits', { schema: z.object({ at: z.date() }) }, ({ column }) => [
    column('at').future().equals(0),
  ]);
  const now = new Date('2022-03-01T00:00:00Z');
  const [one, same, later] = await Promise.all([
    generate(visits, { rows: 500, seed: 3, now }),
    generate(visits, { rows: 500, seed: 3, now: new Date(now) }),
    generate(visits, { rows: 500, seed: 3, now: new Date('2024-03-01T00:00:00Z') }),
  ]);
  expect(one.every(({ at }) => at <= now)).toBe(true);
  expect(same).toEqual(one);
  expect(later).not.toEqual(one);
  expect(await refusal(generate(visits, { rows: 1, now: new Date(Number.NaN) }))).toContain(
    'valid Date',
  );
});

test('unique columns of few values give each once, and more rows are refused', async () => {
  const letters = contract(
    'letters',
    {
      schema: z.object({
        letter: z.string().regex(/^[a-e]$/),
        of: z.enum(['a', 'b', 'c', 'd', 'e']),
      }),
    },
    ({ column }) => [column('letter').unique(), column('of').unique()],
  );
  const rows = await generate(letters, { rows: 5, seed: 1 });
  expect(rows.map(({ letter }) => letter).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(rows.map(({ of }) => of).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(await refusal(generate(letters, { rows: 6 }))).toMatchInlineSnapshot(
    `"NOT_GENERATED: Column 'letter' has 5 different values, and 6 rows need one each: ask for fewer rows."`,
  );
});

test('tables refer to the keys of others, and to their own', async () => {
  const customers = contract(
    'customers',
    { schema: z.object({ id: z.int(), boss: z.int().nullable() }) },
    ({ column }) => [column('id').unique()],
  );
  const visits = contract('visits', { schema: z.object({ customer: z.int(), at: z.date() }) });
  const tables = await generate(
    { visits, customers },
    {
      rows: { customers: 100, visits: 3000 },
      seed: 1,
      foreignKeys: { 'visits.customer': 'customers.id', 'customers.boss': 'customers.id' },
    },
  );
  const ids = new Set(tables.customers.map(({ id }) => id));
  expect(ids.size).toBe(100);
  expect(tables.visits).toHaveLength(3000);
  expect(tables.visits.every(({ customer }) => ids.has(customer))).toBe(true);
  expect(new Set(tables.visits.map(({ customer }) => customer)).size).toBe(100);
  expect(tables.customers.every(({ boss }) => boss === null || ids.has(boss))).toBe(true);
});

test.each<[string, object, string]>([
  ['no rows', {}, 'OPTION_INVALID: generate() needs the number of rows: { rows: 1000 }.'],
  ['zero rows', { rows: 0 }, "OPTION_INVALID: The option rows of generate() can't be 0"],
  ['a typo', { rows: 1, sead: 2 }, 'Did you mean seed?'],
  ['a seed of text', { rows: 1, seed: 'x' }, 'write a whole number from 0 to 4294967295'],
  [
    'an unknown key',
    { rows: 1, foreignKeys: { 'orders.custommer': 'orders.id' } },
    "Did you mean 'orders.customer'?",
  ],
])('%s are refused before any row', async (_, options, message) => {
  expect(await refusal(generate(orders, options as never))).toContain(message);
});

test('a rule that refuses all that is drawn is an error that names it', async () => {
  const never = contract('never', {
    schema: z.object({ v: z.int().refine(() => false, 'is magic') }),
  });
  expect(await refusal(generate(never, { rows: 1 }))).toContain('NOT_GENERATED');
});

test('rows of any bounds lie within them', async () => {
  const bounds = fc.tuple(fc.integer(), fc.integer()).map((pair) => pair.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(bounds, bounds, fc.nat(12), async ([a = 0, b = 0], [c = 0, d = 0], length) => {
      const held = contract('held', {
        schema: z.object({
          whole: z.int().min(a).max(b),
          number: z.number().min(c).max(d),
          date: z
            .date()
            .min(new Date(a * 1000))
            .max(new Date(b * 1000)),
          text: z
            .string()
            .min(length)
            .max(length + 2),
        }),
      });
      const rows = await generate(held, { rows: 20 });
      expect(rows.every((row) => held.terms.schema.safeParse(row).success)).toBe(true);
    }),
    { numRuns: 60 },
  );
});
