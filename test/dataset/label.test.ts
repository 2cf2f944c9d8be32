import { expect, test } from 'vitest';
import {
  contract,
  csv,
  type Dataset,
  duckdb,
  excel,
  fromRows,
  git,
  json,
  parquet,
  query,
  sqlite,
  z,
} from '../../src/index.ts';
import { check } from '../../src/run/run.ts';

/** Each source with a label and without, and its label then. */
const sources: Readonly<
  Record<string, readonly [of: (options?: { readonly label?: string }) => Dataset, own: string]>
> = {
  csv: [(options) => csv('a.csv', options), 'a.csv'],
  json: [(options) => json('a.json', options), 'a.json'],
  parquet: [(options) => parquet('a.parquet', options), 'a.parquet'],
  excel: [(options) => excel('a.xlsx', { sheet: 'S', ...options }), 'a.xlsx (S)'],
  sqlite: [(options) => sqlite('a.db', 't', options), 'a.db (t)'],
  duckdb: [(options) => duckdb('a.duckdb', 't', options), 'a.duckdb (t)'],
  git: [(options) => git('a.csv', options), 'a.csv at HEAD'],
  rows: [(options) => fromRows([{ id: 1 }], options), 'rows in memory'],
  query: [(options) => query(csv('a.csv'), 'select * from dataset', options), 'query of a.csv'],
};

test.each(Object.entries(sources))('%s takes a label', (_, [of, own]) => {
  expect(of().label).toBe(own);
  expect(of({ label: 'sales' }).label).toBe('sales');
  expect(() => of({ label: '' })).toThrow(/The option label of \w+\(\) can't be ""/);
});

test.each(['csv', 'json', 'parquet', 'excel', 'sqlite'])(
  'the label of %s is no part of how its files are read',
  (name) => {
    const [of] = sources[name] ?? [];
    const [plain, labelled] = [of?.(), of?.({ label: 'sales' })];
    expect(labelled?.source?.options).toEqual(plain?.source?.options);
    expect(labelled?.sharing?.key).toBe(plain?.sharing?.key);
  },
);

test('a label names the dataset in outcomes and the summary, and a missing file is named by its path', async () => {
  const held = contract('sales', { schema: z.object({ id: z.int() }) });
  const { outcomes, summary } = await check(held, csv('none/a.csv', { label: 'march' }));
  expect(new Set(outcomes.map(({ dataset }) => dataset))).toEqual(new Set(['march']));
  expect(summary).toContain('sales on march');
  expect(summary).toContain("csv('none/a.csv') does not exist");
});
