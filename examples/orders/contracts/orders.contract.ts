import { contract, csv, verify, z } from 'assay';

export const orders = contract(
  'orders',
  {
    owner: 'shop-data',
    description: 'One row for each order of the web shop, exported every night',
    schema: z.strictObject({
      order_id: z.int().positive(),
      customer_email: z.email().meta({ classification: 'pii' }),
      ordered_at: z.date(),
      shipped_at: z.date().nullable(),
      country: z.enum(['DE', 'FR', 'NL', 'PL']),
      items: z.int().min(1).max(100),
      net: z.number().nonnegative(),
      tax: z.number().nonnegative(),
      gross: z.number().nonnegative(),
    }),
  },
  ({ rows, column }) => [
    rows.count().atLeast(20).because('no night has fewer orders'),
    rows.key('order_id'),
    column('net').plus(column('tax')).equals(column('gross'), 0.005),
    rows.satisfy('shipped_at >= ordered_at').named('nothing ships before it is ordered'),
    column('shipped_at').nulls().atMost('30%').because('most orders leave within a day'),
    column('ordered_at').gaps('2d').equals(0).because('the shop sells every day'),
    rows.per('country').count().atLeast(3),
    column('gross').quantile(0.95).atMost(500),
    column('customer_email')
      .distinct()
      .atLeast('60%')
      .warn()
      .because('a bot orders under one address'),
  ],
);

verify(orders, csv('data/orders.csv'));
