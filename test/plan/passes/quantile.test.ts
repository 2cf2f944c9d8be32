import { describe, expect, test } from 'vitest';
import { parquet } from '../../../src/index.ts';
import type { Question, Result } from '../../../src/plan/measure-request.ts';
import { quantilePass } from '../../../src/plan/passes/quantile.ts';
import type { Opened } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

const files = parquetFiles();

type Declare = Parameters<typeof asked>[0];
const refused = { refused: expect.any(String) };

const answers = async ({ context }: Opened, questions: readonly Question[]) => {
  const found = await quantilePass.run(questions, context);
  return questions.map((question) => found.get(question) as Result);
};
const run = (select: string, declare: Declare) =>
  opened(table(select), (all) => answers(all, asked(declare)));
/** What differs from answer to answer. */
const numbers = (results: readonly Result[]) =>
  results.map((one) =>
    'segments' in one
      ? [
          one.exactness,
          one.interval?.low ?? null,
          one.interval?.high ?? null,
          one.segments[0]?.value,
        ]
      : one,
  );

describe('it takes', () => {
  const takes = (select: string, declare: Declare, { masked = [] as string[], fewRows = 0 } = {}) =>
    opened(
      table(select),
      async ({ context }) =>
        asked(declare).map((question) => quantilePass.takes(question, { ...context, fewRows })),
      masked,
    );
  const median: Declare = ({ column }) => [column('x').median().above(0)];

  test.for(['integer', 'decimal(9,2)', 'float', 'double'])('a column of %s', async (type) => {
    expect(await takes(`select 1::${type} as x`, median)).toEqual([true]);
  });

  test.for(['timestamp', 'varchar', 'interval'])('no column of %s', async (type) => {
    expect(await takes(`select null::${type} as x`, median)).toEqual([refused]);
  });

  test('a quantile of one column and all rows alone', async () => {
    const found = await takes('select 1 as x, 2 as y, 3 as s', ({ rows, column }) => [
      column('y').quantile(0.1).above(0),
      column('x').mean().above(0),
      column('x').plus(column('y')).median().above(0),
      rows.where('x > 0').column('x').median().above(0),
      rows.per('s').column('x').median().above(0),
      rows.count().above(0),
    ]);
    expect(found).toEqual([true, refused, refused, refused, refused, refused]);
  });

  test('a column by its own type', async () => {
    expect(await takes(`select 'a' as s, 1 as x`, median)).toEqual([true]);
    expect(await takes(`select 1 as y, 'a' as x`, median)).toEqual([refused]);
    expect(await takes('select 1 as y', median)).toEqual([refused]);
  });

  test('no masked column, of which an interval would tell', async () => {
    const both: Declare = ({ column }) => [
      column('x').median().above(0),
      column('y').median().above(0),
    ];
    expect(await takes('select 1 as x, 2 as y', both, { masked: ['x'] })).toEqual([refused, true]);
  });

  test('no dataset of few rows', async () => {
    const select = 'select range as x from range(5)';
    expect(await takes(select, median, { fewRows: 5 })).toEqual([true]);
    expect(await takes(select, median, { fewRows: 6 })).toEqual([refused]);
  });
});

describe('a histogram', () => {
  const median: Declare = ({ column }) => [column('x').median().atLeast(-10)];

  test.for([
    ['no value', 'select null::double as x'],
    ['a NaN', `select unnest(['1', '2', 'nan']::double[]) as x`],
    ['an infinity', `select unnest(['1', '2', 'inf']::double[]) as x`],
    ['an infinity below', `select unnest(['1', '2', '-inf']::double[]) as x`],
    ['a value of 2^900', `select unnest([1, 2, ${2 ** 900}]::double[]) as x`],
    ['a value of -2^900', `select unnest([1, 2, ${-(2 ** 900)}]::double[]) as x`],
    ['an end that looks personal', 'select 4111111111111111 - range as x from range(9)'],
  ] as const)('is not made of %s', async ([, select]) => {
    await opened(table(select), async (all) => {
      expect(await answers(all, asked(median))).toEqual([refused]);
      expect(all.queries.join()).not.toContain('floor');
    });
  });

  test.for([2 ** 899, -(2 ** 899)])('is made of values up to %d', async (value) => {
    const found = await run(`select unnest([1, 2, ${value}]::double[]) as x`, ({ column }) => [
      column('x')
        .quantile(value > 0 ? 1 : 0)
        .between(-1e300, 1e300),
    ]);
    expect(numbers(found)).toEqual([['bounded', expect.any(Number), expect.any(Number), null]]);
  });

  test('is kept of each file under the name of its column, for it tells no value', async () => {
    const paths = [
      await files.write('kept-a', 'select range::double as x, 100 - range as y from range(10)'),
      await files.write('kept-b', 'select null::double as x, 1000 + range as y from range(10)'),
      await files.write('kept-c', 'select -range::double as x, 50 + range * 0 as y from range(10)'),
    ];
    await opened(parquet(paths), async (all) => {
      const questions = asked(({ column }) => [
        column('x').median({ exact: true }).atLeast(0),
        column('y').median({ exact: true }).atLeast(0),
      ]);
      expect(numbers(await answers(all, questions))).toEqual([
        ['exact', null, null, 0],
        ['exact', null, null, 95.5],
      ]);
      const { pieces, whole } = all.context;
      const histograms = all.kept.filter(([, question]) => question.startsWith('histogram'));
      expect(histograms).toEqual(
        ['x', 'y'].flatMap((name) =>
          pieces.map(({ id }) => [id, `histogram of ${name}`, false] as const),
        ),
      );
      expect(all.kept.filter(([piece]) => piece === whole.id).map(([, , one]) => one)).toEqual([
        false,
        false,
      ]);
      const queries = all.queries.length;
      expect(numbers(await answers(all, questions))).toEqual([
        ['exact', null, null, 0],
        ['exact', null, null, 95.5],
      ]);
      expect(all.queries.length).toBe(queries);
    });
  });

  test('that was kept of other values is not believed', async () => {
    const path = await files.write('other', 'select range::double as x from range(9)');
    const lies: readonly (readonly [p: number, kept: readonly (readonly [number, number])[]])[] = [
      [0, [[0, 8]]],
      [0, [[0, 10]]],
      [0, [[7000, 9]]],
      [
        1 / 16,
        [
          [0, 1],
          [1, 8],
        ],
      ],
    ];
    for (const [p, kept] of lies) {
      const lowest: Declare = ({ column }) => [column('x').quantile(p, { exact: true }).atLeast(0)];
      await opened(parquet(path), async (all) => {
        all.context.facts.put(all.context.whole.id ?? '', 'histogram of x', kept, false);
        expect(await answers(all, asked(lowest))).toEqual([refused]);
        all.context.facts.forget(all.context.whole.id ?? '');
      });
    }
  });
});

describe('a quantile', () => {
  const hundred = 'select range::double as x from range(101)';

  test('is bounded where all of its bounds are met by each value of its bin', async () => {
    const [found] = await run(hundred, ({ column }) => [
      column('x').quantile(0.9).atMost(100),
      column('x').quantile(0.9).atLeast(10),
    ]);
    expect(found).toEqual({
      by: 'duckdb',
      sql: expect.stringContaining('quantile'),
      met: null,
      distribution: { kind: 'histogram', bins: expect.any(Array) },
      segments: [{ segment: [], value: null, of: 101n }],
      exactness: 'bounded',
      interval: { low: 90, high: 90.25 },
      notes: ['bounded by a histogram: { exact: true } asks for the value itself'],
    });
  });

  test('lies between the bins of its two neighbours in rank', async () => {
    const found = await run('select unnest([1, 1, 5, 9, 9]) as x', ({ column }) => [
      column('x').quantile(0.25).above(0),
      column('x').quantile(0.3).above(0),
      column('x').quantile(0.5).above(0),
      column('x').quantile(0.6).above(0),
      column('x').quantile(1).above(0),
    ]);
    const width = 2 ** -6;
    expect(numbers(found)).toEqual([
      ['bounded', 1, 1 + width, null],
      ['bounded', 1, 5 + width, null],
      ['bounded', 5, 5 + width, null],
      ['bounded', 5, 9 + width, null],
      ['bounded', 9, 9 + width, null],
    ]);
  });

  test('lies in narrow bins below zero as above, and only those are asked for it twice', async () => {
    const lowest: Declare = ({ column }) => [column('x').quantile(0).atLeast(-100)];
    for (const [values, width, isSigned] of [
      ['-9, -5, -1', 2 ** -6, true],
      ['-9, 0', 2 ** -5, true],
      ['0, 8', 2 ** -6, false],
    ] as const) {
      await opened(table(`select unnest([${values}]) as x`), async (all) => {
        const low = Number(values.split(',')[0]);
        expect(numbers(await answers(all, asked(lowest)))).toEqual([
          ['bounded', low, low + width, null],
        ]);
        expect(all.queries.some((sql) => /floor.* - case/.test(sql))).toBe(isSigned);
      });
    }
  });

  test('is the value itself where a bound is missed or left open, or where it is asked for', async () => {
    const found = await run(hundred, ({ column }) => [
      column('x').quantile(0.9).atMost(89),
      column('x').quantile(0.8).atMost(80),
      column('x').quantile(0.7).atMost(100),
      column('x').quantile(0.7).atMost(69),
      column('x').quantile(0.6, { exact: true }).atMost(100),
      column('x').quantile(0.555, { exact: true }).atMost(100),
      column('x').quantile(0.123).atMost(0),
    ]);
    expect(numbers(found)).toEqual([
      ['exact', null, null, 90],
      ['exact', null, null, 80],
      ['exact', null, null, 70],
      ['exact', null, null, 60],
      ['exact', null, null, expect.closeTo(55.5, 10)],
      ['exact', null, null, expect.closeTo(12.3, 10)],
    ]);
    expect(found[0]).toEqual({
      by: 'duckdb',
      sql: expect.stringContaining('quantile'),
      met: null,
      distribution: { kind: 'histogram', bins: expect.any(Array) },
      segments: [{ segment: [], value: 90, of: 101n }],
      exactness: 'exact',
      notes: [],
    });
  });

  const alike = (rows: number) =>
    `select 1::double as x from range(${rows}) union all select 2 from range(3)`;

  test('is looked for among 500,000 values', async () => {
    const found = await run(alike(500_000), ({ column }) => [
      column('x')
        .median()
        .atLeast(1 + 2 ** -45),
    ]);
    expect(numbers(found)).toEqual([['exact', null, null, 1]]);
  });

  test('is looked for among those beside it alone, however many lie below', async () => {
    const found = await run(alike(300_000), ({ column }) => [
      column('x').quantile(1, { exact: true }).atLeast(0),
    ]);
    expect(numbers(found)).toEqual([['exact', null, null, 2]]);
  });

  test('is not looked for among more: a bound that is missed anyway stays so, and another pass decides', async () => {
    const found = await run(alike(500_001), ({ column }) => [
      column('x').quantile(0.1).atLeast(1.5),
      column('x')
        .quantile(0.2)
        .atLeast(1 + 2 ** -45),
      column('x').quantile(0.3).atLeast(1.5),
      column('x')
        .quantile(0.3)
        .atLeast(1 + 2 ** -45),
      column('x').quantile(0.4, { exact: true }).atLeast(0),
      column('x').quantile(0.6, { exact: true }).atLeast(1.5),
    ]);
    expect(numbers(found)).toEqual([
      ['bounded', 1, 1 + 2 ** -9, null],
      refused,
      refused,
      refused,
      refused,
    ]);
  });
});
