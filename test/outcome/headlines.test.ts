import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { titledExpectations } from '../../src/contract/titled-expectations.ts';
import { contract, fromRows, z } from '../../src/index.ts';
import { headline, soleReason } from '../../src/outcome/failure.ts';
import type { Outcome } from '../../src/outcome/outcome.ts';
import { foundText } from '../../src/outcome/short-failure.ts';
import { measurementText } from '../../src/outcome/words/observed.ts';
import { renderReport, reportOf, runContract } from '../../src/run/run.ts';
import { type Bound, bound, isWithin } from '../../src/value/bound.ts';
import { type Numeric, parseDecimal } from '../../src/value/numeric.ts';
import { table } from '../support/table.ts';

const schema = z.object({
  n: z.number().nullable(),
  s: z.string().nullable(),
  at: z.date().nullable(),
});

const rules = contract('rules', { schema }, ({ rows, column }) => [
  rows.count().atMost(5),
  rows.where('n > 1').count().atMost('50%'),
  rows.where('n > 1').column('n').nulls().atMost(1),
  rows.per('s').satisfy('n < 1'),
  rows.per('s').column('n').mean().atMost(5),
  rows.key('n'),
  rows.satisfy('n < 1').except('2%'),
  column('n').nulls().atMost('2%'),
  column('n').sum().equals(0),
  column('n').stddev().atMost(0.1),
  column('n').skewness().atMost(1),
  column('n').distinct().atMost('50%'),
  column('n').between(0, 1).except('2%'),
  column('n').outliersByIqr().atMost('1%'),
  column('s').duplicates().atMost(0),
  column('at').age().atMost('1h'),
  column('at').gaps('1h').equals(0),
  column('at').future().equals(0),
  column('at').newest().atMost('2026-01-01T00:00:00Z'),
]);

const tables = {
  empty: `select 1::double n, 's' s, timestamp '2026-01-01' "at" limit 0`,
  nulls: `select null::double n, null::varchar s, null::timestamp "at" from range(3)`,
  future: `select i::double n, 's' s, now()::timestamp + interval 1 day "at" from range(3) x(i)`,
  hairs: `select (i < 501)::double * 1.0000001 n, 's' || i s, timestamp '2026-01-01 00:00:00.000001' "at" from range(25000) x(i)`,
  nan: `select 'nan'::double n, 's' s, timestamp '2026-01-01' "at" from range(3)`,
} as const;

const failedOn = async (name: keyof typeof tables): Promise<readonly Outcome[]> =>
  (await runContract(rules, table(tables[name]))).outcomes.filter(
    ({ state }) => state === 'failed',
  );

const bounds = new Map(titledExpectations(rules).map(({ id, node }) => [id, node.bound]));

/** True if the number that a report shows would keep the bound, with nothing said to the contrary. */
function contradictsItself(outcome: Outcome): boolean {
  const { id, value, of, segments, kind, evidence } = outcome;
  const limit = bounds.get(id);
  if (limit === undefined || value === null || kind === 'structure') return false;
  const isSaid = evidence?.despite !== undefined || soleReason(outcome) !== null;
  const number = /^\d{4}-/.test(value) ? exactInstant(value) : toNumeric(value);
  return !isSaid && isWithin({ value: number, of }, segments === null ? limit : none);
}

/** All segments have to keep their bound. */
const none = bound('atMost', [0], 'number');

/** Returns an instant in milliseconds, with the digits that a Date has no room for. */
const exactInstant = (text: string): Numeric => {
  const finer = /\.\d{3}(\d+)Z$/.exec(text)?.[1] ?? '0';
  return parseDecimal(`${Date.parse(text)}.${finer}`);
};

const toNumeric = (text: string): Numeric => (text === 'NaN' ? Number.NaN : parseDecimal(text));

describe.each(Object.keys(tables) as readonly (keyof typeof tables)[])(
  'of the table %s',
  (name) => {
    test('no failed outcome shows a value that keeps its bound without saying why', async () => {
      const failed = await failedOn(name);
      expect(failed.length).toBeGreaterThan(5);
      expect(failed.filter(contradictsItself).map(headline)).toEqual([]);
    });
  },
);

test.each([
  ['empty', 'rows.count() is 0, expected at most 5, but there are no rows'],
  ['empty', "column('at').gaps('1h') is 0, expected exactly 0, but there are no values to measure"],
  [
    'nulls',
    "rows.per('s').satisfy('n < 1') is outside in 0 of 1 segment, expected none, but there is no segment with a row to judge",
  ],
  [
    'future',
    "column('at').age() is -1d, expected at most 1h, but its newest value lies in the future, and an age below zero tells nothing of freshness: future() counts such values, and between('-5m', ...) allows for clocks that differ",
  ],
  [
    'hairs',
    "column('n').between(0, 1) is violated by 501 of 25,000 rows (2.004%), expected at most 2%",
  ],
  ['hairs', "column('at').newest() is 2026-01-01T00:00:00.000001Z, expected at most 2026-01-01"],
] as const)('of the table %s it says %s', async (name, line) => {
  expect((await failedOn(name)).map(headline)).toContain(line);
});

test('a drift that only .confident() fails says how far its interval reaches, in every format', async () => {
  const pays = z.object({ pay: z.string() });
  const rows = (count: number) =>
    fromRows(Array.from({ length: count }, (_, at) => ({ pay: at % 3 === 0 ? 'cash' : 'card' })));
  const held = contract('pays', { schema: pays }, ({ column }) => [
    column('pay').drift('jensenshannon').atMost(0.1).confident(),
  ]);
  const run = await runContract(held, rows(37), { reference: rows(3000) });
  const [failed] = run.outcomes.filter(({ state }) => state === 'failed');
  if (failed === undefined) throw new Error('37 rows were enough.');
  const why =
    /, but it is only known to lie between 0 and 0\.1\d+, with 95% confidence from 37 rows against 3,000/;
  expect(headline(failed)).toMatch(
    /^column\('pay'\)\.drift\('jensenshannon'\) is 0\.0\d+, expected at most 0\.1/,
  );
  expect(headline(failed)).toMatch(why);
  expect(foundText(failed)).toMatch(why);
  for (const format of ['html', 'junit', 'markdown', 'sarif', 'json'] as const)
    expect(await renderReport(reportOf([run]), format), format).toContain(
      'it is only known to lie',
    );
});

describe('a number beside its bound', () => {
  const limits = fc.tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 4 }));
  const kinds = fc.constantFrom<Bound['kind']>('atMost', 'below', 'atLeast', 'above', 'equals');

  test('is never shown as one that keeps a bound which it misses', () => {
    fc.assert(
      fc.property(kinds, limits, fc.integer({ min: -3, max: 3 }), (kind, [digits, scale], off) => {
        const at = Number(`${digits}e-${scale}`);
        const one = bound(kind, [at], 'number');
        const value = at + off * 1e-9 * (at || 1);
        const text = measurementText({ value, of: 9, unit: 'number', isPart: false, bound: one });
        const shown = Number(text.replaceAll(',', ''));
        expect(isWithin({ value: shown, of: 9 }, one)).toBe(isWithin({ value, of: 9 }, one));
      }),
    );
  });

  test('is no share that keeps a bound which the count misses', () => {
    fc.assert(
      fc.property(
        kinds,
        fc.integer({ min: 1, max: 1_000_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: -2, max: 2 }),
        (kind, of, hundredths, off) => {
          const percent = `${hundredths / 100}%`;
          const count = Math.min(of, Math.max(0, Math.round((of * hundredths) / 10_000) + off));
          const one = bound(kind, [percent], 'count');
          const text = measurementText({
            value: count,
            of,
            unit: 'count',
            isPart: true,
            bound: one,
          });
          const [, shown = ''] = /\((.*)%\)/.exec(text) ?? [];
          const asShown = { value: parseDecimal(shown), of: 100 };
          expect(isWithin(asShown, one), text).toBe(isWithin({ value: count, of }, one));
        },
      ),
    );
  });
});
