import { contract, z } from '../../src/index.ts';

/** The 16 columns that generating is measured with: of each kind that tables have, none of which is drawn by filtering. */
export const trips = contract(
  'trips',
  {
    schema: z.object({
      id: z.int().min(1),
      uuid: z.uuid(),
      customer: z.int().min(1).max(1_000_000),
      created: z.date(),
      day: z.iso.date(),
      fare: z.number().min(0).max(500).multipleOf(0.01),
      distance: z.number().min(0).max(200).nullable(),
      rating: z.int().min(1).max(5).nullable(),
      status: z.enum(['new', 'paid', 'driven', 'cancelled']),
      country: z.string().regex(/^[A-Z]{2}$/),
      plate: z.string().regex(/^[A-Z]{3}-\d{4}$/),
      email: z.email().nullable(),
      shared: z.boolean(),
      tip: z.number().min(0).max(100).nullable(),
      note: z.string().max(60).nullable(),
      code: z.string().min(1).max(12),
    }),
  },
  ({ column }) => [column('id').unique()],
);
