import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';

/** Which data to make; the same shape gives the same rows with the same DuckDB. */
export interface Shape {
  readonly rows: number;
  readonly files: number;
  /** The key in another order than that of the file; it stays unique and dense. */
  readonly shuffled: boolean;
  /** Other values in all columns but the key and the times. */
  readonly seed?: number;
}

// Raise it with any change of what is made: files that are there are used as they are.
const version = 1;

/** The clock of every run: the newest row lies an hour before it. */
export const now = '2026-11-24T00:00:00Z';

export const statuses = ['new', 'paid', 'shipped', 'returned', 'cancelled'] as const;
export const channels = ['web', 'app', 'store', 'phone', 'partner', 'kiosk'] as const;
export const countries = Array.from({ length: 40 }, (_, at) => `C${String(at).padStart(2, '0')}`);
const tiers = ['basic', 'plus', 'pro'] as const;
const currencies = ['EUR', 'USD', 'GBP', 'CHF'] as const;

// Prime, and no factor of a power of ten: multiplying by it permutes the keys.
const stride = 6_700_417;

/** The Parquet files of a shape, made where they are not there yet. */
export async function dataset(folder: string, shape: Shape): Promise<readonly string[]> {
  const parts = Array.from({ length: shape.files }, (_, at) => ({
    path: join(folder, nameOf(shape), `part-${at}.parquet`),
    at,
  }));
  await make(shape, parts);
  return parts.map(({ path }) => path);
}

/** Another file in the place of a part: the same keys and times, and all else drawn anew. */
export async function otherPart(folder: string, shape: Shape, at: number): Promise<string> {
  const path = join(folder, `${nameOf(shape)}-other`, `part-${at}.parquet`);
  await make({ ...shape, seed: 100 }, [{ path, at }]);
  return path;
}

const nameOf = ({ rows, shuffled, files }: Shape) =>
  `v${version}-${rows}-${shuffled ? 'shuffled' : 'ordered'}-${files}`;

interface Part {
  readonly path: string;
  readonly at: number;
}

async function make(shape: Shape, parts: readonly Part[]): Promise<void> {
  const missing = parts.filter(({ path }) => !existsSync(path));
  if (missing.length === 0) return;
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '3GiB' });
  const connection = await instance.connect();
  for (const { path, at } of missing) {
    const [from, to] = [at, at + 1].map((part) => Math.floor((part * shape.rows) / shape.files));
    mkdirSync(dirname(path), { recursive: true });
    rmSync(`${path}.part`, { force: true });
    await connection.run(
      `copy (${orders(shape, from ?? 0, to ?? shape.rows)}) to '${path}.part' (format parquet)`,
    );
    // Whole or not at all: a cut file would be taken for the data by the next run.
    renameSync(`${path}.part`, path);
  }
  connection.closeSync();
  instance.closeSync();
}

function orders({ rows, shuffled, seed = 0 }: Shape, from: number, to: number): string {
  const draw = (column: number, below: number) => `(hash(i, ${seed + column}) % ${below})::bigint`;
  const pick = (column: number, list: readonly string[]) =>
    `[${list.map((value) => `'${value}'`).join(', ')}][1 + ${draw(column, list.length)}]`;
  const first = Date.parse('2024-01-01T00:00:00Z') * 1000;
  const step = Math.floor((Date.parse(now) * 1000 - 3_600_000_000 - first) / rows);
  return `
    select id, customer, created, created::date as day,
      case when ${draw(1, 1000)} >= 5 then round(quantity * unit_price * (1 - coalesce(discount, 0)), 2) end as amount,
      status, channel, country, email, quantity, unit_price, discount, tier, currency, sku, gift
    from (
      select i,
        ${shuffled ? `(i * ${stride}) % ${rows}` : 'i'} as id,
        ${draw(2, Math.max(1, Math.floor(rows / 20)))}::integer as customer,
        make_timestamp(${first} + (i + 1) * ${step}) as created,
        ${pick(3, statuses)} as status,
        ${pick(4, channels)} as channel,
        ${pick(5, countries)} as country,
        case when ${draw(6, 100)} >= 1 then
          case when ${draw(7, 10_000)} = 0 then 'user' || ${draw(8, rows)}
          else 'user' || ${draw(8, rows)} || '@mail' || ${draw(9, 50)} || '.example.com' end
        end as email,
        (1 + ${draw(10, 20)})::integer as quantity,
        (100 + ${draw(11, 50_000)}) / 100 as unit_price,
        case when ${draw(12, 10)} >= 1 then ${draw(13, 31)} / 100 end as discount,
        ${pick(14, tiers)} as tier,
        ${pick(15, currencies)} as currency,
        'SKU-' || lpad(${draw(16, 100_000_000)}::varchar, 8, '0') as sku,
        ${draw(17, 10)} = 0 as gift
      from (select range as i from range(${from}, ${to}))
    )`;
}
