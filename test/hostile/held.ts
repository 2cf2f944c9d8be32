import { contract, csv, type Dataset, json, parquet, sqlite, z } from '../../src/index.ts';
import type { Format } from './samples.ts';

/** Bounds so wide that whatever numbers are read keep them: what is green says no more than that all was read. */
const widest = 1e300;

export const held = contract(
  'hostile',
  {
    schema: z.object({
      id: z.int(),
      amount: z.number().nullable(),
      city: z.string(),
      day: z.date(),
      note: z.string().nullable(),
    }),
  },
  ({ rows, column }) => [
    rows.count().atLeast(1),
    column('id').sum().between(-widest, widest),
    column('id').min().atLeast(-widest),
    column('id').max().atMost(widest),
    column('amount').sum().between(-widest, widest),
    column('id').distinct({ exact: true }).atLeast(1),
    column('amount').nulls().atMost(1_000_000_000),
    column('amount').median({ exact: true }).between(-widest, widest),
    column('amount').stddev().between(0, widest),
    column('city').distinct({ exact: true }).atLeast(1),
    column('city').maxLength().atMost(widest),
    column('note').nulls().atMost(1_000_000_000),
    column('day').newest().atLeast('0001-01-01'),
    column('day').gaps('1d').atMost(1_000_000_000),
    rows.per('city').count().atMost(1_000_000_000),
    column('note').duplicates().atMost(1_000_000_000),
  ],
);

/** The dataset that a file is, read as files of this format are. */
export const datasets: Readonly<Record<Format, (path: string) => Dataset>> = {
  parquet: (path) => parquet(path),
  csv: (path) => csv(path),
  json: (path) => json(path),
  sqlite: (path) => sqlite(path, 't'),
};
