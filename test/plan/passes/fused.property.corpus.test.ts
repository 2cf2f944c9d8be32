import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Declaring } from '../../../src/contract/contract.ts';
import type { Expectation } from '../../../src/contract/expectation.ts';
import { z } from '../../../src/index.ts';
import { declared } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  n: z.number().nullable(),
  k: z.int().nullable(),
  s: z.string().nullable(),
  d: z.date().nullable(),
});
type Declare = (declaring: Declaring<typeof schema>) => Expectation;

const own: readonly Declare[] = [
  ({ rows }) => rows.count().atLeast(1),
  ({ rows }) => rows.key('k', 's'),
  ({ rows }) => rows.duplicates('k').atMost('10%'),
  ({ rows }) => rows.satisfy('k > 2'),
  ({ rows }) => rows.where('k > 2').count().atLeast('10%'),
  ({ rows }) => rows.per('s').count().atLeast(2),
  ({ rows }) => rows.per('s').column('n').mean().atLeast(0),
  ({ rows }) => rows.where('n < 3').per('s', 'k').satisfy('n > 1'),
  ({ column }) => column('n').nulls().atMost('5%'),
  ({ column }) => column('n').mean().between(0, 2),
  ({ column }) => column('n').stddev().atMost(2),
  ({ column }) => column('n').skewness().atMost(2),
  ({ column }) => column('n').kurtosis().atMost(2),
  ({ column }) => column('n').quantile(0.9).atMost(3),
  ({ column }) => column('k').distinct().atLeast(3),
  ({ column }) => column('k').mode().atMost('50%'),
  ({ column }) => column('k').in([1, 2, 3]),
  ({ column }) => column('s').matches(/^a/i),
  ({ column }) => column('s').matches(/(?<!a)b/),
  ({ column }) => column('s').maxLength().atMost(2),
  ({ column }) => column('s').missing().atMost('20%'),
  ({ column }) => column('d').gaps('1d').atMost(0),
  ({ column }) => column('d').newest().atLeast('2026-01-03'),
  ({ column }) => column('d').increasing(),
];

const row = fc.tuple(
  fc.option(
    fc.oneof(
      fc.integer({ min: -2, max: 5 }),
      fc.constantFrom(0.5, Number.NaN, Number.POSITIVE_INFINITY),
    ),
    { freq: 4 },
  ),
  fc.option(fc.integer({ min: 1, max: 4 }), { freq: 4 }),
  fc.option(fc.constantFrom('a', 'ab', 'B', '', ' n/a ', '😀'), { freq: 4 }),
  fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 }),
);

const sqlNumber = (value: number | null) => (value === null ? 'null' : `'${value}'::double`);
const sqlRow = ([n, k, s, d]: readonly [
  number | null,
  number | null,
  string | null,
  number | null,
]) =>
  `(${sqlNumber(n)}, ${k ?? 'null::int'}, ${s === null ? 'null' : `'${s}'`}, ${d === null ? 'null' : `date '2026-01-0${d}'`})`;

test('metrics measured together are what they are alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 12 }),
      fc.subarray([...own], { minLength: 2, maxLength: 8 }),
      async (rows, chosen) => {
        const data = table(
          `select n, k::int as k, s::varchar as s, d::date as d from (values ${rows.map(sqlRow).join(', ')}) v(n, k, s, d)`,
        );
        const together = await declared(data, { schema }, (declaring) =>
          chosen.map((declare) => declare(declaring)),
        );
        const alone = [];
        for (const declare of chosen) {
          alone.push(...(await declared(data, { schema }, (declaring) => [declare(declaring)])));
        }
        // Two patterns on one column are twins, whose ids tell them apart where both are there.
        const told = (outcomes: typeof together) =>
          outcomes.map(({ durationMs: _, id: __, ...outcome }) => ({
            ...outcome,
            sample: outcome.sample?.rows.length,
          }));
        expect(told(together)).toEqual(told(alone));
        expect(new Set(together.map(({ id }) => id)).size).toBe(chosen.length);
      },
    ),
    { numRuns: 60 },
  );
});
