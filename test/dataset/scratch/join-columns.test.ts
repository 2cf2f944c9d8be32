import { existsSync, readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { withParquet } from '../../../src/dataset/parquet/pages/parquet-footer.ts';
import { readTree, writeTree } from '../../../src/dataset/parquet/pages/thrift-tree.ts';
import { joinColumns } from '../../../src/dataset/scratch/join-columns.ts';
import { scratchFooter } from '../../../src/dataset/scratch/scratch-footer.ts';
import { scratchOptions } from '../../../src/dataset/scratch/write-scratch.ts';
import { folder } from '../folder.ts';

type Query = (sql: string) => Promise<readonly (readonly unknown[])[]>;
let query: Query;

beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  query = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
});

const numbers = 'n, n::varchar as t, (n % 7)::varchar as few, if(n % 3 = 0, null, n / 8) as d';
const nested = "[n, n + 1] as l, {x: n, y: ['q', n::varchar]} as s";
const others = "n % 2 = 0 as b, date '2024-01-01' + n::int as day, n::decimal(38, 0) as huge";

async function written(items: string, rows: number, together = 2048) {
  const path = `${folder()}/x.parquet`;
  await query(
    `copy (select ${items} from range(${rows}) r(n)) to '${path}' (${scratchOptions(together)})`,
  );
  return { path, rows };
}

test.each([0, 1, 2048, 5000])(
  'columns of %i rows are joined as if written together',
  async (rows) => {
    const all = [numbers, nested, others];
    const whole = await written(all.join(', '), rows);
    const parts = await Promise.all(all.map((items) => written(items, rows)));

    const { path } = await joinColumns(parts);

    const lines = (from: string) => query(`select * from '${from}'`);
    expect(await lines(path)).toEqual(await lines(whole.path));
    const facts = (from: string) =>
      query(
        `select row_group_id, row_group_num_rows, path_in_schema, stats_min, stats_max, stats_null_count, compression, encodings from parquet_metadata('${from}')`,
      );
    expect(await facts(path)).toEqual(await facts(whole.path));
    const own = (await scratchFooter(whole.path)).columns;
    const joined = (await scratchFooter(path)).columns;
    expect(joined.map(({ name, kind }) => [name, kind])).toEqual(
      own.map(({ name, kind }) => [name, kind]),
    );
    expect(parts.map((part) => existsSync(part.path))).toEqual([true, false, false]);
  },
);

test('files of other rows, or of other row groups, are not joined', async () => {
  const join = async (rows: number, together: number) =>
    joinColumns([await written('n', 5000), await written('n as m', rows, together)]);

  await expect(join(4999, 2048)).rejects.toThrow('not of the same rows');
  await expect(join(5000, 4096)).rejects.toThrow('not of the same rows');
  await expect(join(6000, 2048)).rejects.toThrow('not of the same rows');
});

test('a footer is written as it was read', async () => {
  const { path } = await written([numbers, nested, others].join(', '), 5000);
  const footer = await withParquet(path, async (open) => Buffer.from(open.footer));
  expect(readFileSync(path).includes(footer)).toBe(true);
  expect(Buffer.from(writeTree(readTree(footer)))).toEqual(footer);
});

test.each(['a field', 'its end', 'a text'])('a struct that is cut within %s is refused', (what) => {
  const bytes = { 'a field': [0x15], 'its end': [0x15, 2], 'a text': [0x18, 5, 65] }[what] ?? [];
  expect(() => readTree(Uint8Array.from(bytes))).toThrow('a struct without an end');
});
