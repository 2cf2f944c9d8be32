import { expect, test } from 'vitest';
import { z } from '../../../src/index.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { groupedPass } from '../../../src/plan/passes/grouped.ts';
import { answers, opened, refusals } from '../../support/context.ts';
import { table } from '../../support/table.ts';

const schema = z.object({
  s: z.string(),
  g: z.string(),
  n: z.int().nullable(),
  d: z.date().nullable(),
});
const terms = { schema };
const rows = table(`select * from (values
  ('1', 'a', 1, timestamp '2026-01-01'), ('2', 'a', 1, timestamp '2026-01-02'),
  ('3', 'b', 3, timestamp '2026-01-05'), ('four', 'b', null, null)) v(s, g, n, d)`);

test('takes what needs the rows grouped or in order', () =>
  opened(
    rows,
    terms,
    ({ column }) => [
      column('n').duplicates().atMost(0),
      column('n').mode().atMost(0),
      column('d').gaps('1d').atMost(0),
      column('d').increasing(),
      column('n').distinct().atLeast(1),
    ],
    (one) =>
      expect(refusals(groupedPass, one)).toEqual([
        ...Array(4).fill(null),
        'it needs no grouping of its own',
      ]),
  ));

test('asks for what they are of together, and for each by itself', () =>
  opened(
    rows,
    terms,
    ({ rows: all, column }) => [
      column('n').duplicates().atMost(0),
      column('n').mode().atMost(0),
      column('d').gaps('1d').atMost(0),
      all.where("g = 'a'").column('n').duplicates().atMost(0),
      all.where("g = 'c'").column('n').mode().atMost(0),
      all.per('g').column('n').duplicates().atMost(0),
    ],
    async (one) => {
      const found = (await answers(groupedPass, one)) as readonly Measured[];
      expect(
        found.slice(0, 5).map(({ segments: [only] }) => only && [only.value, only.of].map(Number)),
      ).toEqual([
        [1, 3],
        [2, 3],
        [1, 3],
        [1, 2],
        [0, 0],
      ]);
      expect(found[0]?.segments[0]?.segment).toEqual([]);
      expect(found[5]?.tally).toMatchObject({ count: 2, judged: 3 });
      expect([...(found[5]?.tally?.missed.values() ?? [])]).toEqual([
        { count: 1, worst: [{ segment: ['a'], value: 1n, of: 2n }] },
      ]);
      expect(one.queries.length).toBe(5);
      for (const { by, exactness, notes, met, sql } of found) {
        expect([by, exactness, notes, met]).toEqual(['duckdb', 'exact', [], null]);
        expect(sql).toContain(one.context.session.relation);
      }
    },
  ));

test('tells segments of several columns, NULL among them', () =>
  opened(
    table(
      `select * from (values (1, 'a', null), (1, 'a', null), (2, 'a', 'x'), (2, 'b', 'x')) v(n, g, s)`,
    ),
    { schema: z.object({ n: z.int(), g: z.string(), s: z.string().nullable() }) },
    ({ rows: all }) => [all.per('g', 's').column('n').duplicates().above(9)],
    async (one) => {
      const [found] = (await answers(groupedPass, one)) as readonly Measured[];
      expect([...(found?.tally?.missed.values() ?? [])][0]?.worst).toEqual([
        { segment: ['a', 'x'], value: 0n, of: 1n },
        { segment: ['b', 'x'], value: 0n, of: 1n },
        { segment: ['a', null], value: 1n, of: 2n },
      ]);
    },
  ));

test('shows SQL without the segments that have no row in the scope', () => {
  const measures = table(`select * from (values
    ('a', 1, 2.0, timestamp '2026-01-01'), ('a', 2, 3.0, timestamp '2026-01-02'), (null, 2, 3.0, timestamp '2026-01-02'),
    ('b', -1, 5.0, timestamp '2026-01-05')) v(s0, n, value, d)`);
  return opened(
    measures,
    {
      schema: z.object({
        s0: z.string().nullable(),
        n: z.int(),
        value: z.number(),
        d: z.date(),
      }),
    },
    ({ rows: all }) => {
      const { column } = all.where('n > 0').per('s0');
      return [
        column('n').duplicates().above(9),
        column('n').mode().above(9),
        column('n').entropy().above(9),
        column('n').outliersByIqr().above(9),
        column('n').outliersByRobustZ().above(9),
        column('n').pearson(column('value')).above(0.5),
        column('n').spearman(column('value')).above(0.5),
        column('n').cramersV(column('value')).above(0.5),
        column('d').gaps('1d').above(9),
        column('d').increasing(),
      ];
    },
    async (one) => {
      const found = (await answers(groupedPass, one)) as readonly Measured[];
      expect(found).toHaveLength(10);
      for (const { sql, tally } of found) {
        const shown = await one.context.session.query(sql ?? '');
        expect(shown.map(({ s0 }) => s0).toSorted(), sql ?? '').toEqual(['a', null]);
        expect(shown.map((row) => Object.keys(row))).toEqual([
          ['s0', 'value'],
          ['s0', 'value'],
        ]);
        expect(tally?.count).toBe(2);
      }
    },
  );
});

test('tells what can not be computed, and the others all the same', () =>
  opened(
    rows,
    terms,
    ({ rows: all, column }) => [
      all.where('s::int > 0').column('n').duplicates().atMost(0),
      all.where('s::int > 0').per('g').column('n').duplicates().atMost(0),
      column('n').duplicates().atMost(0),
    ],
    async (one) => {
      const failed = {
        problem: { code: 'ENGINE_FAILED', message: expect.stringContaining('Could not convert') },
      };
      const [first, second, third] = await answers(groupedPass, one);
      expect([first, second]).toEqual([failed, failed]);
      expect(third).toMatchObject({ segments: [{ value: 1n }] });
    },
  ));

test('keeps a number for the next run under a question that does not name the relation', () =>
  opened(
    rows,
    terms,
    ({ column }) => [column('n').duplicates().atMost(0)],
    async ({ context, questions, queries, kept }) => {
      const whole = { ...context.whole, id: 'all rows' };
      await answers(groupedPass, { context: { ...context, whole }, questions, queries, kept });
      expect(kept.filter(([piece]) => piece === 'all rows')).toEqual([
        ['all rows', expect.stringContaining('from all'), false],
      ]);
      expect(JSON.stringify(kept)).not.toContain(context.session.relation);
    },
  ));
