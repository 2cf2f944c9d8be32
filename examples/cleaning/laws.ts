import type { FuzzOptions } from 'assay/fuzz';
import { orders, rawCustomers, rawOrders } from './contracts/orders.ts';

type Input = { orders: typeof rawOrders; customers: typeof rawCustomers };

/** What a step that cleans orders is tested with, whether it is SQL or Python. */
export const laws = {
  input: { orders: rawOrders, customers: rawCustomers },
  foreignKeys: { 'orders.customer_id': 'customers.customer_id' },
  faults: ['missing', 'duplicates'],
  rows: { max: 5 },
  output: orders,
  invariants: [
    'order-independent',
    {
      name: 'keeps the newest row of an order',
      holds: ({ orders }, cleaned) =>
        cleaned.every((row) => {
          const rows = orders.filter((raw) => raw.order_id === row.order_id);
          return rows.every((raw) => instant(raw.updated_at) <= instant(row.updated_at));
        }) || 'an older row was kept.',
    },
    {
      name: 'reads 31/03/2026 as a day in March',
      holds: ({ orders }, cleaned) =>
        cleaned.every((row) => {
          const rows = orders.filter((raw) => raw.order_id === row.order_id);
          return rows.some((raw) => meantDay(raw.ordered_on) === cleanedDay(row.ordered_on));
        }) || 'it has a day that no row of its order means.',
    },
  ],
} satisfies Omit<FuzzOptions<Input, typeof orders>, 'step'>;

const instant = (value: unknown) => (value instanceof Date ? value.getTime() : -Infinity);

const cleanedDay = (value: unknown) =>
  value instanceof Date ? value.toISOString().slice(0, 10) : null;

/** The day that a date of either shop means, as 2026-03-31; null where there is none. */
function meantDay(written: unknown): string | null {
  const text = String(written).trim();
  if (/^\d{4}-/.test(text)) return text;
  const [day, month, year] = text.split('/');
  return year === undefined ? null : `${year}-${month}-${day}`;
}
