import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Eight row groups, so that two threads take different ones. */
export const bigRows = 163_840;
/** More than which are planned as if they were many. */
export const manyRows = 60_000;
export const fewRows = 3000;

/**
 * Rows of which sums of doubles round differently in each order: sizes from a millionth to a billion, of both signs. Many
 * segments are equally far off, names differ by letters that locales treat apart, times lie about a change of clocks.
 */
const rows = (from: number, to: number) => `
  select range as id,
    (case when hash(range) % 2 = 0 then 1 else -1 end) * exp((hash(range, 1) % 35000)::double / 1000 - 14) as amount,
    case when hash(range, 2) % 50 = 0 then null else (hash(range, 2) % 100000)::double / 100 end as price,
    ((hash(range, 3) % 1000)::float / 7)::float as ratio,
    (hash(range, 4) % 20001)::integer - 10000 as step,
    (hash(range, 5) % 100000)::decimal(9, 2) / 7 as cents,
    ['I', 'i', 'İ', 'ı', 'ß', 'SS', 'é', 'e', 'z', 'Z'][(hash(range, 6) % 10)::integer + 1] as letter,
    'g' || (range // 4) % 9973 as grouped,
    case when hash(range, 7) % 997 = 0 then 'odd ' || range else 'ok-' || hash(range, 7) % 400 end as code,
    timestamp '2026-03-08 06:00:00' + interval (range % 7200) second as at,
    timestamptz '2026-11-01 05:00:00+00' + interval (range % 7200) second as zoned,
    date '2024-02-27' + (range % 4)::integer as day
  from range(${from}, ${to})`;

/** The same rows in one large Parquet file, in many small ones, as CSV and as JSON. */
export async function writeData(folder: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await connection.run(`set timezone = 'UTC'`);
  const copy = (select: string, file: string, options: string) =>
    connection.run(`copy (${select}) to '${join(folder, file)}' (${options})`);
  mkdirSync(join(folder, 'many'), { recursive: true });
  await copy(rows(0, bigRows), 'big.parquet', 'format parquet, row_group_size 20480');
  for (let at = 0; at < 12; at += 1) {
    const part = rows((at * manyRows) / 12, ((at + 1) * manyRows) / 12);
    await copy(part, `many/${'iIzZéß'[at % 6]}${at}.parquet`, 'format parquet');
  }
  const few = rows(0, fewRows).replace('::decimal(9, 2) / 7', '::double / 700');
  await copy(few, 'few.csv', 'format csv, header');
  await copy(few, 'few.json', 'format json');
  connection.closeSync();
  instance.closeSync();
  // A record that can't be read has its place in the document too.
  const lines = readFileSync(join(folder, 'few.csv'), 'utf8').split('\n');
  writeFileSync(
    join(folder, 'few.csv'),
    [...lines.slice(0, 700), 'ragged,', ...lines.slice(700)].join('\n'),
  );
}
