import { statSync } from 'node:fs';
import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { now } from './planner-data.ts';

/*
 * One run of scale-quarantine.ts, in a process of its own and in a folder that it may fill: `MODE FILE ROWS`. Prints what
 * it wrote as JSON.
 */

const address = /^[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}$/;

/** Of its 24 expectations the first ten fail, and one row in two violates one of them. */
const held = (rows: number) =>
  contract(
    'orders',
    {
      schema: z.object({
        id: z.bigint(),
        customer: z.int(),
        created: z.date(),
        day: z.date(),
        amount: z.number().nullable(),
        status: z.string(),
        channel: z.string(),
        country: z.string(),
        email: z.string().nullable(),
        quantity: z.int(),
        unit_price: z.number(),
        discount: z.number().nullable(),
        tier: z.string(),
        currency: z.string(),
        sku: z.string(),
        gift: z.boolean(),
      }),
    },
    ({ rows: all, column }) => [
      column('amount').notNull(),
      column('email').notNull(),
      column('email').matches(address),
      column('status').in(['new', 'paid', 'shipped', 'returned']),
      column('channel').in(['web', 'app', 'store', 'phone', 'partner']),
      column('quantity').between(1, 18),
      column('unit_price').between(0, 450),
      column('discount').between(0, 0.28),
      all.satisfy('amount < 8000'),
      column('id').unique(),
      all.count().between(rows, rows),
      all.satisfy('not gift or quantity < 21'),
      column('customer').notNull(),
      column('created').notNull(),
      column('country').notNull(),
      column('sku').matches(/^SKU-[0-9]{8}$/),
      column('tier').in(['basic', 'plus', 'pro']),
      column('currency').in(['EUR', 'USD', 'GBP', 'CHF']),
      column('amount').mean().between(1000, 3000),
      column('amount').stddev().between(1000, 3000),
      column('amount').quantile(0.95).atMost(9000),
      column('amount').nulls().atMost('1%'),
      column('created').age().atMost('26h'),
      column('customer')
        .distinct()
        .atLeast(rows / 40),
    ],
  );

/** What the ten demand, as one writes it by hand. */
const byHand = [
  'amount is null',
  'email is null',
  `not regexp_matches(email, '${address.source}')`,
  "status not in ('new', 'paid', 'shipped', 'returned')",
  "channel not in ('web', 'app', 'store', 'phone', 'partner')",
  'quantity not between 1 and 18',
  'unit_price not between 0 and 450',
  'discount not between 0 and 0.28',
  'not amount < 8000',
  // Whoever writes it by hand is told which rows have the id of another.
  'file_row_number % 100 = 7',
];

async function copy(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `copy (select * from '${file}' where ${byHand.map((one) => `(${one})`).join(' or ')}) to 'copy.parquet' (format parquet, compression zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function measure(file: string, rows: number, mode: string) {
  const orders = held(rows);
  const outcomes = await measureContract({
    contract: orders,
    dataset: parquet(file),
    selected: new Set(titledExpectations(orders).map(({ id }) => id)),
    settings: { root: process.cwd(), now: new Date(now), spillDirectory: process.cwd() },
    quarantine: mode === 'measured' ? null : { folder: 'out', clean: mode.endsWith('clean') },
  });
  await closeEngines();
  const missed = outcomes.filter(({ state }) => state !== 'passed');
  if (missed.length !== 10 || missed.some(({ state }) => state !== 'failed')) {
    const told = missed.map(({ title, state, problem }) => ({ title, state, problem }));
    throw new Error(`Ten expectations should fail:\n${JSON.stringify(told, null, 2)}`);
  }
  return missed[0]?.quarantine?.file;
}

const [mode = '', file = '', rows = ''] = process.argv.slice(2);
const started = performance.now();
const written =
  mode === 'copy'
    ? await copy(file).then(() => 'copy.parquet')
    : await measure(file, Number(rows), mode);
const inside = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
const bytes = written ? statSync(written).size : 0;
console.log(JSON.stringify({ inside, cpu: (user + system) / 1e6, bytes }));
