import { contract, fromRows, z } from 'assay';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { generate } from '../../src/generate/generate.ts';
import { measureAll } from '../support/measured.ts';

const schema = z.object({
  id: z.int(),
  address: z.object({ zip: z.string().nullish(), since: z.date().nullish() }).nullish(),
  items: z.array(z.object({ sku: z.string().nullable(), price: z.number(), low: z.number() })),
});

const redOf = async (one: Contract, rows: number, seed: number) =>
  (await measureAll(one, fromRows(await generate(one, { rows, seed, now: new Date() }))))
    .filter(({ state }) => state !== 'passed')
    .map(({ title }) => title);

const orders = contract('orders', { schema }, ({ column }) => [
  column('address.zip').notNull(),
  column('address.zip').matches(/^[0-9]{5}$/),
  column('address.since').before('2020-01-01'),
  column('items[].sku').notNull(),
  column('items[].sku').in(['A-1', 'B-2']),
  column('items[].price').between(5, 6),
  column('items[].low').between(0, 10),
  column('items[].low').atMost(column('items[].price')),
  column('items[].price').max().atMost(5.9),
]);

test('rows keep the conditions on fields and elements', async () => {
  const rows = await generate(orders, { rows: 300, seed: 1 });
  const items = rows.flatMap((row) => row.items);
  expect(rows.every(({ address }) => /^\d{5}$/.test(address?.zip ?? ''))).toBe(true);
  expect(items.length).toBeGreaterThan(100);
  expect(items.every(({ price, low }) => price >= 5 && price <= 5.9 && low <= price)).toBe(true);
  expect(await redOf(orders, 300, 1)).toEqual([]);
});

const limits = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 20 }));

type Build = Parameters<typeof contract<typeof schema>>[2];
const conditions: readonly ((
  column: Parameters<NonNullable<Build>>[0]['column'],
  low: number,
  high: number,
) => ReturnType<NonNullable<Build>>[number])[] = [
  (column, low, high) => column('items[].price').between(low, high),
  (column, low) => column('items[].low').atLeast(low),
  (column) => column('items[].sku').in(['a', 'b']),
  (column) => column('items[].sku').notNull(),
  (column, low, high) => column('address.zip').length(1, 1 + high - low),
  (column) => column('address.zip').nulls().equals(0),
];

/** Contracts with some of the conditions that a field may have. */
const contracts = fc
  .record({ limits, some: fc.subarray([...conditions], { minLength: 1 }) })
  .map(({ limits: [low, width], some }) =>
    contract('drawn', { schema }, ({ column }) =>
      some.map((make) => make(column, low, low + width)),
    ),
  );

test('a generated table keeps its contract', async () => {
  await fc.assert(
    fc.asyncProperty(contracts, fc.nat(), async (one, seed) => {
      expect(await redOf(one, 60, seed)).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

const refusal = (one: Contract) =>
  generate(one, { rows: 1 }).then(
    () => null,
    (error: Error) => error.message,
  );

test('conditions on fields that exclude the schema are named with it', async () => {
  const closed = z.object({ a: z.object({ n: z.int().max(3) }) });
  const held = contract('c', { schema: closed }, ({ column }) => [column('a.n').atLeast(5)]);
  expect(await refusal(held)).toMatch(/No rows can be made[\s\S]*column\('a\.n'\)\.atLeast\(5\)/);
});

test('a field that no two rows may share is refused with its rule', async () => {
  const unique = contract('c', { schema }, ({ column }) => [column('address.zip').unique()]);
  expect(await refusal(unique)).toContain(
    `the rule "column('address.zip').unique()" compares the values of a field`,
  );
});
