import { expect, test, vi } from 'vitest';
import { closeInstances, leaseConnection } from '../../src/engine/duckdb-instance.ts';
import { watchProgress } from '../../src/engine/duckdb-progress.ts';
import { progressLine } from '../../src/engine/progress-line.ts';
import { dataset, session } from './duckdb-support.ts';

vi.setConfig({ testTimeout: 60_000 });

const scan =
  "select sum(length(regexp_replace(hash(x)::varchar, '[0-9]', 'x', 'g'))) from range(300000) r, t where x = range";

test('a query tells how far it is, and its end', async () => {
  const { connection } = await leaseConnection({
    directories: [],
    extensions: [],
    setup: [],
    progress: true,
    threads: 1,
  });
  await connection.run('create table t as select range as x from range(300000)');
  const told: number[] = [];
  const done = watchProgress(connection, (fraction) => told.push(fraction), {
    patience: 0,
    pace: 1,
  });
  await connection.run(scan);
  done();
  await closeInstances();
  expect(told.length).toBeGreaterThan(1);
  expect(told).toEqual([...new Set(told)].toSorted((left, right) => left - right));
  expect(told.at(-1)).toBe(1);
  expect(told[0]).toBeGreaterThanOrEqual(0);
});

test('a short query tells nothing', async () => {
  const told: number[] = [];
  const { query } = await session(dataset('select 1'), {
    onProgress: (fraction) => void told.push(fraction),
  });
  expect(await query('select 1 as a')).toEqual([{ a: 1 }]);
  expect(told).toEqual([]);
});

const written = (isTTY: boolean, fractions: readonly number[]) => {
  let text = '';
  const line = progressLine('flights', { isTTY, write: (part) => (text += part) });
  for (const fraction of fractions) line(fraction);
  return text;
};

test('on a terminal the line is written over, and wiped at the end', () => {
  expect(written(true, [0.1, 0.999, 1])).toBe('\r\x1b[Kflights: 10%\r\x1b[Kflights: 99%\r\x1b[K');
});

test('in a log there is a line for each tenth, and for each query anew', () => {
  expect(written(false, [0, 0.01, 0.1, 0.55, 0.56, 1, 0.2, 1])).toBe(
    [0, 10, 55, 100, 20, 100].map((percent) => `flights: ${percent}%\n`).join(''),
  );
});
