import { contract, z } from 'assay';

const countries = ['DE', 'FR', 'PL'] as const;
const order_id = z.string().regex(/^A\d{1,2}$/);

/**
 * Orders as two shops export them, a row for each change: one writes 2026-03-31 and 12.50, the other 31/03/2026 and 12,50.
 * An order that was not weighed has -999.
 */
export const rawOrders = contract('raw orders', {
  schema: z.object({
    order_id,
    customer_id: z.int().min(1).max(9999),
    ordered_on: z
      .string()
      .regex(/^(0[1-9]|1\d|2[0-8])\/(0[1-9]|1[0-2])\/20\d\d$/)
      .or(z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/)),
    amount: z.string().regex(/^\d{1,3}[.,]\d\d$/),
    weight_g: z.int().min(1).max(30_000).or(z.literal(-999)),
    updated_at: z.date().min(new Date('2020-01-01')).max(new Date('2029-12-31')),
  }),
});

/** Customers as the shops know them. */
export const rawCustomers = contract('raw customers', {
  schema: z.object({
    customer_id: z.int().min(1).max(9999),
    country: z.enum([...countries, 'N/A']),
  }),
});

/** Orders as they are to be analysed, one row each; NULL is what nobody knows. */
export const orders = contract(
  'orders',
  {
    schema: z.object({
      order_id,
      ordered_on: z.date().nullable(),
      amount: z.number().min(0).max(999.99).nullable(),
      weight_g: z.number().min(1).max(30_000).nullable(),
      country: z.enum(countries).nullable(),
      updated_at: z.date().nullable(),
    }),
  },
  ({ rows }) => [rows.key('order_id')],
);
