import { resolve } from 'node:path';
import { Chalk } from 'chalk';
import { expect, test } from 'vitest';
import { printReport } from '../../reporters/terminal/print.ts';
import { contract, csv, z } from '../../src/index.ts';
import { width } from '../../src/outcome/printable-text.ts';
import { reportOf, runContract } from '../../src/run/run.ts';

// What `assay init` suspects of examples/first-hour/messy.csv, as errors instead of warnings.
const messy = contract(
  'messy',
  {
    owner: 'shop',
    links: { runbook: 'https://example.com/runbooks/messy' },
    schema: z.object({
      order_id: z.int(),
      created_at: z.date(),
      customer_id: z.string(),
      email: z.string().meta({ classification: 'pii' }),
      country: z.string(),
      category: z.string(),
      sku: z.string(),
      quantity: z.int(),
      unit_price: z.number(),
      discount: z.string(),
      amount: z.number(),
      payment: z.string(),
      coupon: z.string().nullable(),
    }),
  },
  ({ column }) => [
    column('category').in(['Toys', 'Books', 'Garden', 'Kitchen', 'Sports', 'Beauty']),
    column('order_id').unique().because('40 of 3,040 rows repeat a value'),
    column('email').format('email').because('30 of 3,040 values are no e-mail address'),
    column('category').notIn(['toys']).because("88 rows have 'toys', which 655 rows write 'Toys'"),
    column('category').untrimmed().equals(0),
    column('category').notIn(['N/A']),
    column('quantity').atLeast(0),
    column('discount').notMatches(/^[+-]?\d+,\d+$/),
    column('amount').atLeast(0),
  ],
);

test('a broken contract over a messy file fits one screen: 40 lines of 80 columns', async () => {
  const run = await runContract(messy, csv(resolve('examples/first-hour/messy.csv')));
  const report = reportOf([run]);
  expect(report.counts.failed).toBeGreaterThanOrEqual(10);
  const lines = printReport(report, new Chalk({ level: 0 }))
    .trim()
    .split('\n');
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(40);
  expect(lines.filter((line) => width(line) > 80)).toEqual([]);
});
