import { DuckDBInstance, DuckDBIntervalValue } from '@duckdb/node-api';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationSql, durationText } from '../../../../src/engine/duckdb/dialect/durations.ts';
import { contract, z } from '../../../../src/index.ts';
import { asMuch, declared, measureAll } from '../../../support/measured.ts';
import { table } from '../../../support/table.ts';

const small = fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 400 }), fc.nat({ max: 5000 }));
const micros = fc.oneof(fc.constant(0n), fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }));

test('an interval is the same text in SQL and in JavaScript, and a duration to zod where no part is negative', async () => {
  const connection = await (await DuckDBInstance.create()).connect();
  await fc.assert(
    fc.asyncProperty(small, small, micros, async (months, days, ticks) => {
      const made = `to_months(${months}) + to_days(${days}) + to_microseconds(${ticks})`;
      const [[sql]] = (
        await connection.runAndReadAll(`select ${durationSql('i')} from (select ${made} as i)`)
      ).getRows() as [[string]];
      expect(sql).toBe(durationText(new DuckDBIntervalValue(months, days, ticks)));
      if (months >= 0 && days >= 0 && ticks >= 0n)
        expect([sql, z.iso.duration().safeParse(sql).success]).toEqual([sql, true]);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test.for<[string, string]>([
  ["interval '1 year 2 months 3 days 04:05:06.7'", 'P1Y2M3DT4H5M6.7S'],
  ["interval '0 days'", 'PT0S'],
  ["interval '90 minutes'", 'PT1H30M'],
  ["interval '2 weeks'", 'P14D'],
  ["interval '-1 day'", 'P-1D'],
])('%s is %s', async ([sql, text]) => {
  const [shown] = await declared(
    table(`select ${sql} as i`),
    { schema: z.object({ i: z.string() }) },
    ({ column }) => [column('i').length(100)],
  );
  expect(shown?.sample?.rows).toEqual([[text]]);
});

const odd = table(`select * from (values
  (time '01:02:03', time_ns '01:02:03.123456789', interval '1 day 2 hours', 1),
  (time '23:59:59.5', null, interval '0 days', 2), (null, null, null, 3)) v(t, ns, i, id)`);

test.for([
  ['a scan', undefined],
  ['the ways around one', asMuch],
] as const)(
  'times and intervals are held to text rules by their ISO text, by %s',
  async ([, few]) => {
    const schema = z.object({
      t: z.iso.time().nullable(),
      ns: z.iso.time().nullable(),
      i: z.iso.duration().nullable(),
      // Judged row by row, in JavaScript.
      id: z.int(),
    });
    const outcomes = await declared(
      odd,
      { schema },
      ({ rows, column }) => [
        column('t').matches(/^\d\d:\d\d:\d\d(?:\.\d+)?$/),
        column('t').in(['01:02:03', '23:59:59.5']),
        column('t').length(8),
        column('t').unique(),
        column('t').missing().equals(1),
        column('i').in(['P1DT2H', 'PT0S']),
        column('i').matches(/^P(?=.)(?<!x)/),
        column('i').distinct().equals(2),
        rows.satisfy("t < time '12:00:00' or id > 1"),
        rows.per('t').count().equals(1),
      ],
      few && { few },
    );
    expect(outcomes.map(({ state }) => state)).toEqual([
      'passed',
      'passed',
      'failed',
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
      'passed',
    ]);
  },
);

test('a schema of times holds for a table of them, by zod as well', async () => {
  const schema = z.object({
    t: z.iso
      .time()
      .refine((text) => text.length >= 8)
      .nullable(),
    ns: z.iso.time().nullable(),
    i: z.iso
      .duration()
      .refine((text) => text.startsWith('P'))
      .nullable(),
    id: z.int(),
  });
  const outcomes = await measureAll(contract('times', { schema }), odd);
  expect(outcomes.filter(({ state }) => state !== 'passed')).toEqual([]);
});
