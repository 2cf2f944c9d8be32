import { expect, test } from 'vitest';
import type { Declaring } from '../../../src/contract/contract.ts';
import type { Expectation } from '../../../src/contract/expectation.ts';
import { z } from '../../../src/index.ts';
import { fusedPass } from '../../../src/plan/passes/fused.ts';
import { answers, opened } from '../../support/context.ts';
import { table } from '../../support/table.ts';

const schema = z.object({ k: z.int(), x: z.number().nullable() });
type Declare = (declaring: Declaring<typeof schema>) => readonly Expectation[];

/** What the pass answers where it may decide by intervals and where it may not, and the SELECTs of the first. */
async function bothWays(select: string, declare: Declare) {
  let queries: readonly string[] = [];
  const run = (fewRows: number) =>
    opened(
      table(select),
      { schema },
      declare,
      async (one) => {
        const found = await answers(fusedPass, one);
        if (fewRows === 0) queries = one.queries.filter((sql) => sql.includes('group by'));
        return found.map((answer) => ({ ...answer, sql: null }));
      },
      { fewRows },
    );
  return { quick: await run(0), exact: await run(Number.POSITIVE_INFINITY), queries };
}

const isExact = (sql: string) => sql.includes('bigint');
const some = `select (i % 500)::int as k, case when i % 7 > 0 then (hash(i) % 100000)::double / 7 - 5000 end as x from range(5000) r(i)`;

test('bounds that every segment satisfies are decided without exact sums', async () => {
  const { quick, exact, queries } = await bothWays(some, ({ rows }) => [
    rows.per('k').column('x').mean().between(-5000, 10_000),
    rows.per('k').column('x').sum().above(-1e6),
    rows.per('k').column('x').mean().not.equals(1e9),
  ]);
  expect(quick).toEqual(exact);
  expect(queries.map(isExact)).toEqual([false]);
});

test('a bound that segments satisfy on both of its sides is decided without exact sums', async () => {
  const { quick, exact, queries } = await bothWays(
    `select (i % 4)::int as k, case when i % 2 = 0 then 0.1 else 9.7 end as x from range(40) r(i)`,
    ({ rows }) => [rows.per('k').column('x').mean().not.between(4, 6)],
  );
  expect(quick).toEqual(exact);
  expect(queries.map(isExact)).toEqual([false]);
});

test.each<readonly [string, string, Declare]>([
  [
    'one of thousands misses a bound, the last',
    `select i::int as k, case when i = 6999 then 1e6 else 0.1 end as x from range(7000) r(i)`,
    ({ rows }) => [
      rows.per('k').column('x').mean().atMost(2),
      rows.per('k').column('x').mean().not.between(1e5, 1e7),
      rows.per('k').column('x').mean().atLeast(0),
    ],
  ],
  ['some miss', some, ({ rows }) => [rows.per('k').column('x').mean().atMost(2000)]],
  [
    'one equals its limit',
    `select k::int as k, 0.1::double as x from range(20) r(k)`,
    ({ rows }) => [
      rows.per('k').column('x').mean().atMost(0.1),
      rows.per('k').column('x').mean().equals(0.1),
      rows.per('k').column('x').sum().above(0.1),
    ],
  ],
  [
    'one has no value',
    `select (i % 3)::int as k, case when i % 3 > 0 then i::double end as x from range(9) r(i)`,
    ({ rows }) => [rows.per('k').column('x').mean().atLeast(0)],
  ],
  [
    'one holds NaN',
    `select (i % 3)::int as k, case when i = 4 then 'nan'::double else i end as x from range(9) r(i)`,
    ({ rows }) => [rows.per('k').column('x').mean().atMost(1e9)],
  ],
  [
    'one holds infinities',
    `select (i % 3)::int as k, case when i = 4 then 'inf'::double when i = 7 then '-inf'::double when i = 5 then 'inf'::double else i end as x from range(9) r(i)`,
    ({ rows }) => [
      rows.per('k').column('x').mean().atMost(1e9),
      rows.per('k').column('x').sum().atLeast(-1e9),
    ],
  ],
  [
    'sums are beyond the largest double',
    `select 1::int as k, 1.5e308::double as x from range(4)`,
    ({ rows }) => [
      rows.per('k').column('x').sum().atMost(1e308),
      rows.per('k').column('x').mean().atLeast(1),
    ],
  ],
  [
    'values are the smallest, or none but zeros',
    `select (i % 2)::int as k, case when i % 2 = 0 then 5e-324 else -0.0 end as x from range(6) r(i)`,
    ({ rows }) => [
      rows.per('k').column('x').mean().atLeast(0),
      rows.per('k').column('x').sum().above(-1e-300),
    ],
  ],
  [
    'terms cancel out',
    `select (i % 2)::int as k, case when i % 4 < 2 then 1e16 else -1e16 end + (i % 3) as x from range(4000) r(i)`,
    ({ rows }) => [
      rows.per('k').column('x').sum().between(-1e15, 1e15),
      rows.per('k').column('x').sum().atLeast(0),
    ],
  ],
  [
    'there are no rows',
    `${some} limit 0`,
    ({ rows }) => [rows.per('k').column('x').mean().atMost(1)],
  ],
  [
    'a scope leaves few rows',
    some,
    ({ rows }) => [
      rows.where('k < 20 and x > 0').per('k').column('x').mean().above(0),
      rows.where('k < 20').per('k').column('x').mean().above(4000),
    ],
  ],
])('the answers are those of exact sums where %s', async (_, select, declare) => {
  const { quick, exact } = await bothWays(select, declare);
  expect(quick).toEqual(exact);
});
