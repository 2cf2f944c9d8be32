import { expect, test, vi } from 'vitest';
import { closeInstances, leaseConnection } from '../../../src/engine/duckdb/connection/instance.ts';
import { watchProgress } from '../../../src/engine/duckdb/watch-progress.ts';
import { progressLine } from '../../../src/engine/progress-line.ts';
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

/** Each fraction a second after the one before. */
const written = (
  isTTY: boolean,
  fractions: readonly number[],
  label = 'flights',
  rows = null as number | null,
) => {
  let text = '';
  let seconds = 0;
  const output = { isTTY, write: (part: string) => (text += part) };
  const clock = () => seconds++ * 1000;
  const line = progressLine(label, output, { rows: () => rows, clock });
  for (const fraction of fractions) line(fraction);
  return text;
};

test('on a terminal the line is written over, and wiped at the end', () => {
  expect(written(true, [0.1, 0.6, 1])).toBe(
    '\r\x1b[Kflights: 10%\r\x1b[Kflights: 60%, 1 s left\r\x1b[K',
  );
});

test('a line tells the rows, and the time left at the speed seen so far', () => {
  const text = written(false, [0.01, 0.11, 0.2, 0.3, 0.31, 1, 0.001, 0.1], 'flights', 3_000_000);
  expect(text.split('\n')).toEqual([
    'flights: 1% of 3,000,000 rows',
    'flights: 11% of 3,000,000 rows, 9 s left',
    'flights: 20% of 3,000,000 rows, 9 s left',
    'flights: 30% of 3,000,000 rows, 8 s left',
    'flights: 100%',
    'flights: 0% of 3,000,000 rows',
    'flights: 10% of 3,000,000 rows, 10 s left',
    '',
  ]);
  expect(written(true, [0.001, 0.002])).toContain('17 min left');
});

test('a line never wraps', () => {
  const lines = written(true, [0.001, 0.002, 0.5], 'x'.repeat(200), 3_000_000).split('\r\x1b[K');
  expect(lines.map(({ length }) => length)).toEqual([0, 79, 79, 79]);
});

test('in a log there is a line for each tenth, and for each query anew', () => {
  const lines = written(false, [0, 0.01, 0.1, 0.55, 0.56, 1, 0.2, 1]).match(/\d+%/g);
  expect(lines).toEqual(['0%', '10%', '55%', '100%', '20%', '100%']);
});
