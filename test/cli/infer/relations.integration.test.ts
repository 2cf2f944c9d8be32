import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { table } from '../../profile/suspicions/profiled.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { assay, project, projects } from '../command.ts';

afterAll(() => rmSync(projects, { recursive: true, force: true }));

const parquet = parquetFiles();

const day = (at: number) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);

/** Bookings whose nights, prices and days fit each other, but for what `late` and `dear` say. */
const bookings = (
  from: number,
  {
    late = () => false,
    dear = () => false,
  }: Partial<Record<'late' | 'dear', (row: number) => boolean>> = {},
) =>
  table(300, {
    id: (row) => from + row,
    start: (row) => day((row * 37) % 211),
    end: (row) => day(((row * 37) % 211) + (late(row) ? -2 : (row * 5) % 7)),
    nights: (row) => (row * 5) % 7,
    price: (row) => (((row * 7919) % 5003) / 100 + 20).toFixed(2),
    total: (row) =>
      (((row * 5) % 7) * (((row * 7919) % 5003) / 100 + 20) + (dear(row) ? 1 : 0)).toFixed(2),
  });

test('an inferred contract has the relations between columns, and is red where a row breaks one', () => {
  const folder = project({
    'first.csv': bookings(0),
    'next.csv': bookings(300),
    'late.csv': bookings(300, { late: (row) => row === 155 }),
    'dear.csv': bookings(300, { dear: (row) => row === 155 }),
    'nearly.csv': bookings(0, { late: (row) => row === 155 }),
  });
  assay(folder, 'infer', 'first.csv', '--out', 'it.contract.ts');
  const text = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(text).toContain(`    rows.satisfy('"start" <= "end"').because('all 300 rows kept it'),\n`);
  expect(text).toContain(
    `    rows.satisfy('abs("nights" * "price" - "total") < 0.01').because('all 300 rows kept it'),\n`,
  );
  const red = (file: string) =>
    assay(folder, 'check', file, 'it.contract.ts')
      .stdout.split('\n')
      .filter((line) => line.includes('×'));
  expect(red('next.csv')).toEqual([]);
  expect(red('late.csv')).toEqual([expect.stringContaining('"start" <= "end"')]);
  expect(red('dear.csv')).toEqual([expect.stringContaining('"nights" * "price"')]);
  const { stdout } = assay(folder, 'infer', 'nearly.csv', '--out', '-');
  expect(stdout).toContain(
    `rows.satisfy('"start" <= "end"').warn().because('1 of 300 rows does not keep it, and all others do')`,
  );
});

test('small whole numbers and decimals of Parquet are multiplied without an overflow', async () => {
  const folder = project();
  const path = await parquet.write(
    'all',
    `select (i * 37 % 101)::tinyint as boxes, (i * 53 % 97)::tinyint as each, boxes::integer * each as pieces,
       (i * 7919 % 5003 / 100)::decimal(18, 2) as price, (pieces * price)::decimal(18, 2) as amount,
       1 + i * 11 % 90 as minimum_age, minimum_age + 1 + i % 9 as maximum_age
     from range(500) as _(i)`,
  );
  assay(folder, 'infer', path, '--out', 'it.contract.ts');
  const text = readFileSync(join(folder, 'it.contract.ts'), 'utf8');
  expect(text).toContain(`rows.satisfy('"boxes"::double * "each" = "pieces"')`);
  expect(text).toContain(`rows.satisfy('abs("pieces"::double * "price" - "amount") < 0.01')`);
  expect(text).toContain(`column('minimum_age').atMost(column('maximum_age'))`);
  expect(assay(folder, 'check', path, 'it.contract.ts').stdout).toMatch(/: \d+ passed\n$/);
});
