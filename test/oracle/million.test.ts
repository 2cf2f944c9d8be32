import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract, type Expectation, parquet, z } from '../../src/index.ts';
import { measureAll } from '../support/measured.ts';
import { onPlainDuckDB } from '../support/plain-duckdb.ts';

interface Million {
  readonly rows: number;
  readonly values: Readonly<Record<string, number>>;
}

const { rows, values } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'million.json'), 'utf8'),
) as Million;

/** The rows of million.py, by the same formulas. */
const generated = `
  with spread as (select i, i * 2654435761 % 4294967296 as h, i * 2246822519 % 4294967296 as g from range(${rows}) as t(i)),
  shares as (select *, h / 4294967296::double as u, g / 4294967296::double as v from spread)
  select i % 3 as part, ${[
    'u',
    '1::double / (1::double - u) as heavy',
    'u * u + 0.25::double * v as both',
    'h % 1000 as tied',
    'h // 1048576 % 7 as category',
    '(h // 1048576 % 7 + (g % 10 = 0)::int) % 3 as other',
  ]
    .map((column) => {
      const [value = '', name = value] = column.split(' as ');
      return `case when h % 11 <> 0 then ${value} end as ${name}`;
    })
    .join(', ')} from shares`;

const folder = mkdtempSync(join(tmpdir(), 'million-'));
beforeAll(
  () =>
    onPlainDuckDB(folder, async (connection) => {
      for (const part of [0, 1, 2])
        await connection.run(
          `copy (select * exclude (part) from (${generated}) where part = ${part}) to '${part}.parquet'`,
        );
    }),
  120_000,
);
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const number = z.number().nullable();
const integer = z.bigint().nullable();

test(`numbers of ${rows} rows in three files are those of scipy and numpy`, async () => {
  const schema = z.object({
    u: number,
    heavy: number,
    both: number,
    tied: integer,
    category: integer,
    other: integer,
  });
  const declared = contract('million', { schema }, ({ column }) =>
    Object.keys(values).map((text) => {
      const measure = new Function('column', `return ${text}`)(column);
      return (measure as { above(limit: number): Expectation }).above(1e300).named(text);
    }),
  );
  const outcomes = await measureAll(declared, parquet(join(folder, '*.parquet')));
  const found = new Map(outcomes.map(({ title, value }) => [title, Number(value)]));
  for (const [text, value] of Object.entries(values)) {
    const error = Math.abs((found.get(text) ?? Number.NaN) - value);
    expect(error, `${text}: ${found.get(text)} and not ${value}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(value)),
    );
  }
}, 600_000);
