import { expect, test } from 'vitest';
import { parquet, z } from '../../../src/index.ts';
import type { Measured } from '../../../src/plan/measure-request.ts';
import { fusedPass } from '../../../src/plan/passes/fused.ts';
import { answers, opened, refusals } from '../../support/context.ts';
import { parquetFolder } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';

const schema = z.object({ s: z.string(), g: z.string(), n: z.int(), x: z.number() });
const terms = { schema };
const rows = table(`select * from (values
  ('1', 'a', 1, 0.5), ('2', 'a', 2, 1.5), ('3', 'b', 3, 2.5), ('four', 'b', 4, 3.5)) v(s, g, n, x)`);

test('takes aggregates that SQL can say', () =>
  opened(
    rows,
    terms,
    ({ rows: all, column }) => [
      column('x').mean().atLeast(0),
      column('s').matches(/^\d/),
      column('s').matches(/(x)\1/),
      column('s').duplicates().atMost(1),
      all.per('g').column('n').duplicates().atMost(1),
      all.per('g').count().atLeast(2),
    ],
    (one) =>
      expect(refusals(fusedPass, one)).toEqual([
        null,
        null,
        'the backreference `\\1`',
        'it needs its own grouping',
        'it needs its own grouping',
        null,
      ]),
  ));

test('asks for all that adds up, for all else, and for each way of cutting by one SELECT', () =>
  opened(
    rows,
    terms,
    ({ rows: all, column }) => [
      column('n').sum().atLeast(0),
      column('n').max().atLeast(0),
      all.where('n > 2').count().atMost(9),
      column('x').median().atLeast(0),
      column('s').distinct().atMost(9),
      all.per('g').count().atLeast(3),
      all.per('g').column('n').max().atLeast(9),
      all.where('n > 1').per('g').count().atLeast(3),
    ],
    async (one) => {
      const found = (await answers(fusedPass, one)) as readonly Measured[];
      expect(
        found.slice(0, 5).map(({ segments: [only] }) => only && [only.value, only.of].map(Number)),
      ).toEqual([
        [10, 4],
        [4, 4],
        [2, 4],
        [2, 4],
        [4, 4],
      ]);
      const missed = found
        .slice(5)
        .map(({ tally }) => [...(tally?.missed.values() ?? [])][0]?.worst);
      expect(
        missed.map((worst) =>
          worst?.map(({ segment, value, of }) => [segment[0], Number(value), Number(of)]),
        ),
      ).toEqual([
        [
          ['a', 2, 4],
          ['b', 2, 4],
        ],
        [
          ['a', 2, 2],
          ['b', 4, 2],
        ],
        [
          ['a', 1, 4],
          ['b', 2, 4],
        ],
      ]);
      expect(one.queries.length).toBe(5);
      expect(found.slice(0, 5).map(({ segments: [only] }) => only?.segment)).toEqual(
        Array(5).fill([]),
      );
      for (const { by, exactness, notes, met } of found)
        expect([by, exactness, notes, met]).toEqual(['duckdb', 'exact', [], null]);
      expect(found.map(({ sql }) => sql?.replace(/__assay_\d+/, 't'))).toEqual([
        'select sum("n") as sum from t',
        'select max("n") as max from t',
        expect.stringContaining('n > 2'),
        expect.stringContaining('as median from t'),
        expect.stringContaining('count(distinct "s") as distinct from t'),
        'select "g" as s0, count(*) as count from t group by 1',
        'select "g" as s0, max("n") as max from t group by 1',
        expect.stringContaining('having count(case when'),
      ]);
    },
  ));

test('tells a count of each file, where there are several', async () => {
  const files = await parquetFolder();
  try {
    const paths = [
      await files.write('one', `select 1 as n from range(3)`),
      await files.write('other', `select -(range::int) as n from range(4)`),
    ];
    await opened(
      parquet(paths),
      { schema: z.object({ n: z.int() }) },
      ({ column }) => [column('n').above(0), column('n').mean().atLeast(0)],
      async (one) => {
        const [positive, mean] = (await answers(fusedPass, one)) as readonly Measured[];
        expect(positive?.segments).toEqual([{ segment: [], value: 4n, of: 7n }]);
        expect(positive?.byFile?.map(({ value, of }) => [value, of])).toEqual([
          [0, 3],
          [4, 4],
        ]);
        expect(mean?.byFile).toBeNull();
      },
    );
  } finally {
    files.remove();
  }
});

test('asks one file for what adds up and for all else by one SELECT', async () => {
  const files = await parquetFolder();
  try {
    const path = await files.write('file', `select range as n, 'a' as s from range(5)`);
    await opened(
      parquet(path),
      { schema: z.object({ n: z.int(), s: z.string() }) },
      ({ column }) => [
        column('n').sum().atLeast(0),
        column('n').median().atLeast(0),
        column('s').matches(/^a$/),
      ],
      async (one) => {
        const before = one.queries.length;
        const found = (await answers(fusedPass, one)) as readonly Measured[];
        expect(found.map(({ segments: [only] }) => Number(only?.value))).toEqual([10, 2, 0]);
        expect(one.queries.length).toBe(before + 1);
      },
    );
  } finally {
    files.remove();
  }
});

test('asks one file for the rest where one of them can not be computed', async () => {
  const files = await parquetFolder();
  try {
    const path = await files.write('file', `select range as n, 'four' as s from range(5)`);
    await opened(
      parquet(path),
      { schema: z.object({ n: z.int(), s: z.string() }) },
      ({ rows: all, column }) => [
        column('n').sum().atLeast(0),
        column('n').mean().atLeast(0),
        all.where('s::int > 0').column('n').median().atLeast(0),
      ],
      async (one) => {
        const [sum, mean, median] = await answers(fusedPass, one);
        const numberIn = (found: unknown) => Number((found as Measured).segments[0]?.value);
        expect([numberIn(sum), numberIn(mean)]).toEqual([10, 2]);
        expect(median).toEqual({
          problem: { code: 'ENGINE_FAILED', message: expect.stringContaining('Could not convert') },
        });
      },
    );
  } finally {
    files.remove();
  }
});

test('asks for each alone where one of them can not be computed', () =>
  opened(
    rows,
    terms,
    ({ rows: all, column }) => [
      all.satisfy('s::int > 0'),
      column('n').sum().atLeast(0),
      all.per('g').satisfy('s::int > 0'),
      all.per('g').count().atLeast(2),
    ],
    async (one) => {
      const failed = {
        problem: { code: 'ENGINE_FAILED', message: expect.stringContaining('Could not convert') },
      };
      expect(await answers(fusedPass, one)).toEqual([
        failed,
        expect.objectContaining({ segments: [expect.objectContaining({ value: 10n })] }),
        failed,
        expect.objectContaining({ tally: expect.objectContaining({ count: 2 }) }),
      ]);
      expect(one.queries.length).toBe(6);
    },
  ));

test('asks for at most a hundred at once of what is cut into segments', () =>
  opened(
    rows,
    terms,
    ({ rows: all }) => Array.from({ length: 101 }, (_, at) => all.per('g').satisfy(`n > ${at}`)),
    async (one) => {
      const found = (await answers(fusedPass, one)) as readonly Measured[];
      expect(one.queries.length).toBe(2);
      expect(found.map(({ tally }) => tally?.count)).toEqual(Array(101).fill(2));
      expect([...(found[1]?.tally?.missed.values() ?? [])][0]?.worst).toEqual([
        { segment: ['a'], value: 1n, of: 2n },
      ]);
    },
  ));
