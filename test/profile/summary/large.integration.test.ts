import { expect, test } from 'vitest';
import { openDataset } from '../../../src/engine/engines.ts';
import { parquet } from '../../../src/index.ts';
import { profileDocument } from '../../../src/profile/summary/profile-document.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();

/** More rows than are counted one by one, so that quantiles are sampled first and some values are estimated. */
const rows = 250_000;

/** A number from 0 to 1 that is the same in every run. */
const random = (seed: number) => `(hash(i + ${seed}) / 18446744073709551616.0)`;

/** Columns whose quantiles a sample or even cells would miss. */
const numbers: Readonly<Record<string, string>> = {
  id: 'i + 1000',
  even: `${random(1)} * 100`,
  tail: `exp(${random(2)} * 40)`,
  mostlyZero: `case when ${random(3)} < 0.9 then 0.0 else ${random(4)} end`,
  sorted: 'i / 7.0',
  special:
    "case when i % 1000 = 0 then 'nan'::double when i % 1000 = 1 then 'inf'::double else i * 1.5 end",
  tiny: '1e-300::double * (i % 3)',
  huge: '(hash(i) % 1000000000000000000)::bigint * 9',
  few: '(i % 7)::int * 1000003',
  close: '(i % 900)::int - 450',
  cents: `(${random(5)} * 1e6)::int::decimal(12, 2) / 100`,
  missing: `case when i % 50 = 0 then ${random(6)} end`,
  none: 'null::double',
  same: '7',
};

const shares = [0.05, 0.25, 0.5, 0.75, 0.95];

test('has exact quantiles, ranges and bins of many rows in three scans of each column', async () => {
  const list = Object.entries(numbers).map(([name, sql]) => `${sql} as ${name}`);
  const others =
    "md5(i::varchar) as token, case when i % 9 = 0 then 'x' else 'y' end as word, timestamp '2026-01-01' + to_seconds(i) as at";
  await files.write('large', `select ${list.join(', ')}, ${others} from range(${rows}) t(i)`);
  const queries: string[] = [];
  const settings = {
    root: files.folder,
    now: new Date(0),
    onQuery: (sql: string) => void queries.push(sql),
  };
  const session = await openDataset(parquet('large.parquet'), [], settings);
  try {
    const opened = queries.length;
    const found = await profileDocument(session, 'large');
    const asked = queries.slice(opened);
    expect(found.keys).toEqual(['id', 'huge', 'token']);
    for (const { name } of session.columns) {
      const scans = asked.filter((sql) => sql.includes(`"${name}"`) && !/ limit \d+/.test(sql));
      expect(scans.length, name).toBeLessThanOrEqual(3);
    }
    for (const name of Object.keys(numbers)) {
      const column = found.columns.find((one) => one.name === name);
      const value = `case when isfinite(${name}::double) then ${name}::double end`;
      const edges = column?.histogram?.edges ?? [];
      const bins = edges.slice(0, -1).map((edge, at) => {
        const [from, to] = [edge, edges[at + 1]].map((end) => `'${end}'::double`);
        const isLast = at === edges.length - 2;
        return `count(case when v >= ${from} and v ${isLast ? '<=' : '<'} ${to} then 1 end)`;
      });
      const [row = {}] = await session.query(
        `select min(v) as least, max(v) as greatest, quantile_cont(v, [${shares}]) as q, [${bins}] as bins, count(distinct v) as kinds, count(case when v < 0 then 1 end) as negatives from (select ${value} as v from ${session.relation})`,
      );
      expect(column?.range?.map(Number) ?? null, name).toEqual(
        row.least === null ? null : [row.least, row.greatest],
      );
      const quantiles = (row.q ?? []) as readonly number[];
      expect(
        column?.numbers?.quantiles.map(([share]) => share),
        name,
      ).toEqual(quantiles.length === 0 ? [] : shares);
      for (const [at, [, quantile]] of (column?.numbers?.quantiles ?? []).entries())
        expect(quantile / (quantiles[at] ?? 0) || 1, `${name} ${shares[at]}`).toBeCloseTo(1, 12);
      expect(column?.histogram?.counts ?? [], name).toEqual((row.bins as bigint[]).map(Number));
      expect(column?.numbers?.negatives).toBe(Number(row.negatives));
      if (column?.distinct?.isExact && name !== 'special')
        expect(column.distinct.count, name).toBe(Number(row.kinds));
    }
    expect(found.columns.find(({ name }) => name === 'few')?.topValues?.values).toHaveLength(7);
    expect(found.columns.find(({ name }) => name === 'close')?.distinct).toEqual({
      count: 900,
      isExact: true,
    });
  } finally {
    await session.close();
  }
});
