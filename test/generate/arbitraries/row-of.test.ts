import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../../src/contract/contract.ts';
import { datasetsOf } from '../../../src/generate/arbitraries/datasets-of.ts';
import { rowOf, rowsOf } from '../../../src/generate/arbitraries/row-of.ts';
import { expectLaws } from './laws.ts';

const customers = contract(
  'customers',
  {
    schema: z.object({
      id: z.int().min(1),
      email: z.email(),
      parent: z.int().nullable(),
      since: z.date().min(new Date('2020-01-01')),
    }),
  },
  ({ column }) => [column('id').unique()],
);

const orders = contract(
  'orders',
  {
    schema: z.object({
      order_id: z.uuid(),
      customer: z.int().nullable(),
      status: z.enum(['new', 'paid', 'sent']),
      amount: z.number().min(0).max(9999).multipleOf(0.01),
      note: z.string().max(20).optional(),
      tags: z.array(z.string().regex(/^[a-z]+$/)).max(2),
      from: z.int().min(0),
      to: z.int().max(5000),
    }),
  },
  ({ column }) => [column('order_id').unique(), column('from').below(column('to'))],
);

describe('rowOf', () => {
  test('makes rows that zod takes', () => {
    expectLaws(
      () => rowOf(orders),
      (row) => orders.terms.schema.safeParse(row).success && row.from < row.to,
    );
    expectTypeOf(rowOf(customers)).toEqualTypeOf<
      fc.Arbitrary<{ id: number; email: string; parent: number | null; since: Date }>
    >();
  });

  test('an unknown option is an error', () => {
    expect(() => rowOf(orders, { local: 'de' } as never)).toThrow('Did you mean locale?');
    expect(() => rowsOf(orders, { rows: { min: 3, max: 1 } })).toThrow(/The option rows of rowsOf/);
  });

  test('values come from faker where the schema asks, in a language', () => {
    const people = contract('people', {
      schema: z.object({ city: z.string().meta({ faker: 'location.city' }) }),
    });
    const cities = fc.sample(rowOf(people, { locale: 'de' }), { seed: 1, numRuns: 20 });
    expect(cities).toEqual(fc.sample(rowOf(people, { locale: 'de' }), { seed: 1, numRuns: 20 }));
    expect(cities).not.toEqual(fc.sample(rowOf(people), { seed: 1, numRuns: 20 }));
    const typo = contract('people', {
      schema: z.object({ city: z.string().meta({ faker: 'location.citty' }) }),
    });
    expect(() => rowOf(typo)).toThrow("Did you mean 'location.city'?");
    expect(() => rowOf(people, { locale: 'deutsch' })).toThrow("no locale 'deutsch'");
  });
});

describe('rowsOf', () => {
  test('makes as many rows as are asked for, with unique keys', () => {
    expectLaws(
      () => rowsOf(orders, { rows: { min: 3, max: 6 } }),
      (rows) =>
        rows.length >= 3 &&
        rows.length <= 6 &&
        new Set(rows.map((row) => row.order_id)).size === rows.length &&
        rows.every((row) => orders.terms.schema.safeParse(row).success),
    );
  });

  test('has no rows only where the contract allows it', () => {
    const schema = z.object({ a: z.int() });
    const lengths = (allowEmpty: boolean) =>
      fc
        .sample(rowsOf(contract('orders', { schema, allowEmpty })), { seed: 1, numRuns: 500 })
        .map((rows) => rows.length);
    expect(lengths(true)).toContain(0);
    expect(lengths(false)).not.toContain(0);
    expect(Math.max(...lengths(false))).toBe(20);
  });
});

describe('datasetsOf', () => {
  const foreignKeys = {
    'orders.customer': 'customers.id',
    'customers.parent': 'customers.id',
  } as const;
  const shops = () => datasetsOf({ orders, customers }, { foreignKeys });

  test('foreign keys name rows that there are', () => {
    expectLaws(shops, (shop) => {
      const ids = new Set(shop.customers.map(({ id }) => id));
      const named = [
        ...shop.orders.map((row) => row.customer),
        ...shop.customers.map((row) => row.parent),
      ];
      return named.every((id) => id === null || ids.has(id));
    });
  });

  test('shrink to one row of each', () => {
    const run = fc.check(
      fc.property(shops(), (shop) => shop.orders.every(({ customer }) => customer === null)),
      { seed: 3 },
    );
    const [shop] = run.counterexample ?? [];
    expect(shop?.customers).toEqual([
      { id: 1, email: 'a@a.de', parent: null, since: new Date('2020-01-01') },
    ]);
    expect(shop?.orders).toMatchObject([{ customer: 1, amount: 0, status: 'new', from: 0, to: 1 }]);
  });

  test('a foreign key that names no column is an error, and so is a circle', () => {
    expect(() =>
      datasetsOf(
        { orders, customers },
        { foreignKeys: { 'orders.customer': 'customers.idd' } as never },
      ),
    ).toThrow("Did you mean 'customers.id'?");
    expect(() =>
      datasetsOf(
        { orders, customers },
        { foreignKeys: { 'orders.customer': 'customers.id', 'customers.parent': 'orders.from' } },
      ),
    ).toThrow(/in a circle/);
    // @ts-expect-error: no such column
    const none = () => datasetsOf({ orders }, { foreignKeys: { 'orders.custom': 'orders.from' } });
    expect(none).toThrow(/names 'orders.custom'/);
  });
});
