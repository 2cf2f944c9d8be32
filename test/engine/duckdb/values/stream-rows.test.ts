import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { EngineValue, Session } from '../../../../src/engine/engine.ts';
import { dataset, session } from '../duckdb-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const some = () => session(dataset('select 1'));

async function collect(stream: ReturnType<Session['stream']>) {
  const rows: Readonly<Record<string, EngineValue>>[] = [];
  const sizes: number[] = [];
  for await (const chunk of stream) {
    rows.push(...chunk);
    sizes.push(chunk.length);
  }
  return { rows, sizes };
}

test('all rows come, in order and in chunks, with their types', async () => {
  const { stream } = await some();
  const { rows, sizes } = await collect(
    stream("select range as a, 'x' as b, [1.5::decimal(3,1)] as c from range(10000)"),
  );
  expect(rows).toHaveLength(10_000);
  expect(rows[9_999]).toEqual({ a: 9_999n, b: 'x', c: [{ digits: 15n, scale: 1 }] });
  expect(rows.every(({ a }, at) => a === BigInt(at))).toBe(true);
  expect(Math.max(...sizes)).toBe(2048);
});

test('rows whose cells are read on demand have the same, also once the stream has ended', async () => {
  const { stream } = await some();
  const sql = `select range as a, 'text of ' || range as b, [1.5::decimal(3,1)] as c, range % 2 = 0 as "__proto__",
    date '2024-01-01' + range::integer as constructor, nullif(range, 3) as "with ""quotes""" from range(5000)`;
  const names = ['a', 'b', 'c', '__proto__', 'constructor', 'with "quotes"'];
  const atOnce = await collect(stream(sql));
  const onDemand = await collect(stream(sql, { isOnDemand: true }));
  const cells = ({ rows }: typeof atOnce) => rows.map((row) => names.map((name) => row[name]));
  expect(cells(onDemand)).toEqual(cells(atOnce));
  expect(cells(onDemand)[3]?.slice(0, 2)).toEqual([3n, 'text of 3']);
  expect(onDemand.sizes).toEqual(atOnce.sizes);
  expect(onDemand.rows.every((row) => names.every((name) => name in row))).toBe(true);
  expect(onDemand.rows.some((row) => 'assay end' in row)).toBe(false);
});

test('a stream of no rows ends at once, and so does one of a whole chunk', async () => {
  const { stream } = await some();
  expect((await collect(stream('select 1 as a where false'))).rows).toEqual([]);
  expect((await collect(stream('from range(2048)'))).rows).toHaveLength(2048);
});

test('a query may end in a comment, and be ordered', async () => {
  const { stream } = await some();
  const { rows } = await collect(stream('from range(5000) t(a) order by a desc -- the last first'));
  expect(rows[0]).toEqual({ a: 4999n });
  expect(rows).toHaveLength(5000);
});

test.each([0, 1, 500_000, 999_999])('an error at row %d is not taken for the end', async (row) => {
  const { stream, query } = await some();
  const failing = collect(
    stream(
      `select case when range = ${row} then 'Jane Doe' else '7' end::int as a from range(1000000)`,
    ),
  );
  await expect(failing).rejects.toMatchObject({ name: 'EngineError', code: 'ENGINE_FAILED' });
  await expect(failing).rejects.toThrow("Could not convert string '…' to INT32");
  expect(await query('select 1 as a')).toEqual([{ a: 1 }]);
});

test('leaving early stops the query', async () => {
  const { stream, query } = await some();
  for await (const [first] of stream('from range(1000000000000) t(a)')) {
    expect(first).toEqual({ a: 0n });
    break;
  }
  expect(await query('select 1 as a')).toEqual([{ a: 1 }]);
});

test('memory stays bounded', async () => {
  const { stream } = await session(dataset('select 1'), { memoryLimit: '50MiB', threads: 2 });
  let count = 0;
  for await (const chunk of stream("select repeat('x', 1000) as a from range(200000)"))
    count += chunk.length;
  expect(count).toBe(200_000);
});

test('a query within a stream is refused, for it would end the stream', async () => {
  const { stream, query } = await some();
  const nested = async () => {
    for await (const _ of stream('from range(100000)')) await query('select 1');
  };
  await expect(nested()).rejects.toThrow('read the stream to its end first');
  expect(await query('select 1 as a')).toEqual([{ a: 1 }]);
});

test("another's query on the user's connection cuts the stream, and that is an error", async () => {
  const instance = await DuckDBInstance.create(':memory:');
  onTestFinished(() => instance.closeSync());
  const connection = await instance.connect();
  const { stream } = await session(dataset('select 1', { connection }));
  const disturbed = async () => {
    for await (const _ of stream('from range(1000000)')) await connection.run('select 1');
  };
  await expect(disturbed()).rejects.toMatchObject({ code: 'INTERRUPTED' });
});

test('rows without order are an error where their end can not be told', async () => {
  const instance = await DuckDBInstance.create(':memory:');
  onTestFinished(() => instance.closeSync());
  const connection = await instance.connect();
  await connection.run('set preserve_insertion_order = false');
  const opened = await session(dataset('select 1', { connection }));
  expect(opened.notes).toEqual([expect.stringContaining('does not keep the order of rows')]);
  await expect(collect(opened.stream('from range(10)'))).rejects.toThrow(
    'preserve_insertion_order',
  );
});
