import { contract, z } from '../../../src/index.ts';

/** Orders of all kinds of columns that are drawn by hand, and some that are not. */
export const orders = contract(
  'orders',
  {
    schema: z.object({
      id: z.int().min(1),
      uuid: z.uuid(),
      customer: z.int().min(1).max(1_000_000),
      created: z.date(),
      day: z.iso.date(),
      amount: z.number().min(0).max(100_000).multipleOf(0.01).nullable(),
      status: z.enum(['new', 'paid', 'shipped', 'returned']),
      country: z.string().regex(/^[A-Z]{2}$/),
      email: z.email().nullable(),
      quantity: z.int().min(1).max(20),
      unit_price: z.number().positive(),
      discount: z.number().min(0).max(1).optional(),
      sku: z.string().regex(/^SKU-\d{8}$/),
      gift: z.boolean(),
      note: z.string().max(40).nullish(),
      big: z.bigint().min(0n),
      tags: z.array(z.string().min(1)).max(3),
      codes: z.set(z.int()).max(3),
      odd: z
        .int()
        .min(1)
        .max(1000)
        .refine((value) => value % 2 === 1),
      either: z.union([z.int().min(0).max(9), z.literal('none')]),
    }),
  },
  ({ column, rows }) => [
    rows.key('customer', 'sku'),
    column('id').increasing(),
    column('uuid').unique(),
    column('sku').unique(),
    column('discount').atMost(column('unit_price')),
  ],
);
