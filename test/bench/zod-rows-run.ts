import process from 'node:process';
import { DuckDBInstance } from '@duckdb/node-api';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { closeEngines } from '../../src/engine/duckdb/open-session.ts';
import { contract, parquet, z } from '../../src/index.ts';
import { measureContract } from '../../src/plan/measure-contract.ts';
import { now } from './planner-data.ts';

/* One run of scale-zod-rows.ts, in a process of its own: `WAY REFINED FILE ROWS`. Prints its times as JSON. */

const shape = {
  id: z.int(),
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
};

const isSku = (sku: string) => sku.split('-')[1]?.length === 8;
const schemas: Readonly<Record<string, z.ZodObject>> = {
  field: z.object({ ...shape, sku: z.string().refine(isSku) }),
  row: z.object(shape).refine((row) => row.quantity * row.unit_price < 20_000),
};

async function measure(schema: z.ZodObject, file: string): Promise<void> {
  const orders = contract('orders', { schema }, () => []);
  const outcomes = await measureContract({
    contract: orders,
    dataset: parquet(file),
    selected: new Set(
      titledExpectations(orders).flatMap(({ id, title }) => (title.includes('zod') ? [id] : [])),
    ),
    settings: { root: process.cwd(), now: new Date(now) },
  });
  await closeEngines();
  if (outcomes.length !== 1 || outcomes[0]?.state !== 'passed')
    throw new Error(`One should pass:\n${JSON.stringify(outcomes, null, 2)}`);
}

/** What one writes without Assay: each row of the stream as an object, with the engine's client's own conversions. */
async function loop(schema: z.ZodObject, file: string, rows: number): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const stream = await connection.stream(
    `select * replace (cast(id as integer) as id) from '${file}'`,
  );
  let passed = 0;
  for await (const some of stream.yieldRowObjectJs())
    for (const row of some) if (schema.safeParse(row).success) passed += 1;
  connection.closeSync();
  instance.closeSync();
  if (passed !== rows) throw new Error(`${passed} of ${rows} rows passed.`);
}

const [way = '', refined = '', file = '', rows = ''] = process.argv.slice(2);
const schema = schemas[refined];
if (schema === undefined) throw new Error(`There is no case ${refined}.`);
const started = performance.now();
await (way === 'loop' ? loop(schema, file, Number(rows)) : measure(schema, file));
const inside = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ inside, cpu: (user + system) / 1e6 }));
