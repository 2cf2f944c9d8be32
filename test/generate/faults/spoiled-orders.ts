import { contract, z } from 'assay';
import fc from 'fast-check';
import { faultTables } from '../../../src/generate/faults/fault-tables.ts';

/** A contract with columns of all types that faults know. */
export const orders = contract(
  'orders',
  {
    schema: z.object({
      id: z.int().min(1).max(9999),
      customer: z.int().min(1).max(99),
      email: z.email().max(40).nullable(),
      name: z.string().min(4).max(20),
      status: z.enum(['open', 'paid', 'shipped']),
      rating: z.literal([1, 2, 3]),
      amount: z.number().min(0).max(500),
      discount: z.number().min(0).max(1),
      price: z.string().regex(/^\d{1,4}\.\d\d$/),
      size: z.bigint().min(1n).max(999n),
      day: z.iso.date(),
      at: z.iso.datetime(),
      placed: z.date().min(new Date('2020-01-01')).max(new Date('2024-12-31')),
      paid: z.boolean(),
      token: z.uuid(),
      step: z.int(),
      tags: z.array(z.string()),
    }),
  },
  ({ column }) => [column('id').unique(), column('step').increasing()],
);

/** The contract of the table that orders refer to. */
export const customers = contract('customers', {
  schema: z.object({ id: z.int().min(1).max(99), name: z.string().max(20) }),
});

/** Both tables, as faults are made in them. */
export const tables = faultTables(
  { orders, customers },
  { foreignKeys: { 'orders.customer': 'customers.id' } },
);

const instants = fc
  .integer({ min: Date.parse('2020-02-01') / 1000, max: Date.parse('2024-11-30') / 1000 })
  .map((seconds) => new Date(seconds * 1000));

const order = fc.record({
  email: fc.option(fc.constantFrom('ann@example.com', 'bo@example.org')),
  name: fc.constantFrom('Anna Lee', 'café au lait', 'José María', 'bolts'),
  status: fc.constantFrom('open', 'paid', 'shipped'),
  rating: fc.constantFrom(1, 2, 3),
  amount: fc.integer({ min: 0, max: 50_000 }).map((cents) => cents / 100),
  discount: fc.constantFrom(0, 0.1, 0.5),
  price: fc.constantFrom('1.00', '12.50', '1234.99'),
  size: fc.bigInt({ min: 1n, max: 999n }),
  day: instants.map((one) => one.toISOString().slice(0, 10)),
  at: instants.map((one) => one.toISOString()),
  placed: instants,
  paid: fc.boolean(),
  token: fc.uuid(),
  tags: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }),
  customer: fc.integer({ min: 1, max: 3 }),
});

/** Arbitrary of valid rows of both tables. */
export const datasets = fc
  .array(order, { minLength: 1, maxLength: 8 })
  .map((rows) => rows.map((row, at) => ({ id: at + 1, step: at * 2, ...row })))
  .map((rows) => ({
    orders: rows,
    customers: [1, 2, 3].map((id) => ({ id, name: `Customer ${id}` })),
  }));
