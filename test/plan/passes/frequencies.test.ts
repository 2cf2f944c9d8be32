import { beforeAll, describe, expect, test } from 'vitest';
import { csv, parquet, z } from '../../../src/index.ts';
import type { Measured, PassContext } from '../../../src/plan/measure-request.ts';
import { frequenciesPass } from '../../../src/plan/passes/frequencies.ts';
import { answers, opened, refusals } from '../../support/context.ts';
import { asMuch, declared, ofSchema } from '../../support/measured.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();
let path: string;
let long: string;
beforeAll(async () => {
  path = await files.write(
    'few',
    `select ['open', 'closed', 'späť', null][1 + range % 4] as status, (range % 25)::int as level,
      'c' || (range % 25) as code, range % 2 = 0 as "isOpen",
      (range % 5)::double as x from range(1000)`,
  );
  long = await files.write(
    'long',
    `select repeat('a', 48) || '!' as s from range(100) union all select 'a' from range(50)`,
  );
});

const schema = z.object({
  status: z.string().nullable(),
  level: z.int(),
  code: z.string(),
  isOpen: z.boolean(),
  x: z.number(),
});
type Ask = Parameters<typeof opened<typeof schema, unknown>>[2];

const refused = (declare: Ask, change?: Partial<PassContext>) =>
  opened(parquet(path), { schema }, declare, (one) => refusals(frequenciesPass, one), change);
const found = (declare: Ask, change?: Partial<PassContext>) =>
  opened(
    parquet(path),
    { schema },
    declare,
    async (one) => (await answers(frequenciesPass, one)) as readonly Measured[],
    change,
  );

const notOne = 'it is not about the values of one column';
/** No SQL says what a reference to a group says. */
const unsaid = /(x)\1|open/;

describe('a list of values is asked', () => {
  test('for nothing but the values of one column in all rows', async () => {
    const asked = await refused(({ rows, column }) => [
      column('status').distinct().atLeast(1),
      rows.where('level > 3').column('status').distinct().atLeast(1),
      rows.per('isOpen').column('status').distinct().atLeast(1),
      rows.key('status', 'level'),
      column('level').below(column('x')),
      rows.satisfy('level > 3'),
      column('level').mean().atLeast(1),
      rows.count().atLeast(1),
    ]);
    expect(asked).toEqual([null, ...Array(7).fill(notOne)]);
  });

  test('for no check that zod judges', async () => {
    const refined = z.object({ level: z.int().refine((level) => level < 9) });
    await opened(
      parquet(path),
      { schema: refined },
      ({ column }) => [column('level').distinct().atLeast(1)],
      ({ context }) => {
        const { metric, bound } = ofSchema(refined, 'zod');
        expect(frequenciesPass.takes({ metric, bounds: [bound] }, context)).toEqual({
          refused: notOne,
        });
      },
    );
  });

  test('only where the file says that its values are few, and only of values that JavaScript knows', async () => {
    const unknown = (name: string) => `nothing says that '${name}' has few values`;
    const both: Ask = ({ column }) => [
      column('level').distinct().atLeast(1),
      column('x').distinct().atLeast(1),
    ];
    expect(await refused(both)).toEqual([null, unknown('x')]);
    expect(await refused(both, { fewRows: 1000 })).toEqual([null, unknown('x')]);
    expect(await refused(both, { fewRows: 1001 })).toEqual([unknown('level'), unknown('x')]);
    const plain = await files.write(
      'plain',
      `select 'a' as status, range::int as level, 'c' as code, true as "isOpen", 1.0::double as x from range(9000)`,
      ', dictionary_size_limit 1',
    );
    for (const data of [parquet([path, plain]), parquet([plain, path])])
      await opened(
        data,
        { schema: z.object({ level: z.int() }) },
        ({ column }) => [column('level').distinct().atLeast(1)],
        (one) => expect(refusals(frequenciesPass, one)).toEqual([unknown('level')]),
      );
    // What is read of text files has a footer of its own.
    const text = `${files.folder}/few.csv`;
    await files.query(`copy (select 1 as level from range(9)) to '${text}'`);
    await opened(
      csv(text),
      { schema: z.object({ level: z.int() }) },
      ({ column }) => [column('level').distinct().atLeast(1)],
      (one) => expect(refusals(frequenciesPass, one)).toEqual([null]),
    );
  });

  test('for rows that are to be told only if SQL can tell them', async () => {
    const both: Ask = ({ column }) => [
      column('status').matches(/^o/),
      column('status').matches(unsaid),
    ];
    expect(await refused(both)).toEqual([null, null]);
    expect(await refused(both, { identifiesRows: true })).toEqual([
      null,
      'a list of values does not tell which rows hold them',
    ]);
  });
});

describe('a list of values tells', () => {
  test('counts, with and without NULL', async () => {
    const values = await found(({ rows, column }) => [
      column('status').distinct().atLeast(1),
      column('status').duplicates().atMost(1),
      rows.key('status'),
      column('status').mode().atMost(1),
      column('status').nulls().atMost(1),
      column('status').in(['open']),
    ]);
    expect(values.map(({ segments: [one] }) => [one?.value, one?.of])).toEqual([
      [3n, 750n],
      [747n, 750n],
      [997n, 1000n],
      [250n, 750n],
      [250n, 1000n],
      [500n, 750n],
    ]);
    expect(values[0]?.segments[0]?.segment).toEqual([]);
    for (const one of values)
      expect(one).toMatchObject({ by: 'duckdb', exactness: 'exact', notes: [], met: null });
  });

  test('of all columns by one scan, and keeps it for another run unless a value may not be kept', async () => {
    const kept: boolean[] = [];
    const several: Ask = ({ column }) => [
      column('status').distinct().atLeast(1),
      column('isOpen').mode().atLeast(1),
      column('level').below(9),
    ];
    for (const masked of [new Set<string>(), new Set(['isOpen'])])
      await opened(
        parquet(path),
        { schema },
        several,
        async (one) => {
          const values = (await answers(frequenciesPass, one)) as readonly Measured[];
          expect(values.map(({ segments: [only] }) => only?.value)).toEqual([3n, 500n, 640n]);
          expect(values.map(({ distribution }) => distribution?.kind ?? null)).toEqual([
            'frequencies',
            masked.size > 0 ? null : 'frequencies',
            'frequencies',
          ]);
          expect(one.queries.length).toBe(1);
          kept.push(...one.kept.map(([, , isPrivate]) => isPrivate));
        },
        { masked },
      );
    expect(kept).toEqual([false, true]);
  });

  test('of booleans and of integers that may be NULL', async () => {
    const nullable = await files.write(
      'nullable',
      `select (range % 3 = 0)::boolean as b, case when range % 5 > 0 then (range % 5)::int end as i from range(900)`,
    );
    await opened(
      parquet(nullable),
      { schema: z.object({ b: z.boolean(), i: z.int().nullable() }) },
      ({ column }) => [
        column('b').mode().atLeast(1),
        column('b').in([true]),
        column('i').above(3),
        column('i').distinct().atLeast(1),
      ],
      async (one) => {
        const values = (await answers(frequenciesPass, one)) as readonly Measured[];
        expect(values.map(({ segments: [only] }) => [only?.value, only?.of])).toEqual([
          [600n, 900n],
          [600n, 900n],
          [540n, 720n],
          [4n, 720n],
        ]);
        expect(values[0]?.distribution).toEqual({
          kind: 'frequencies',
          values: [
            ['false', 600],
            ['true', 300],
          ],
          others: 0,
        });
        expect(values[3]?.distribution).toEqual({
          kind: 'frequencies',
          values: ['1', '2', '3', '4', null].map((value) => [value, 180]),
          others: 0,
        });
      },
    );
  });

  test('nothing of a column of NULLs', async () => {
    const nulls = await files.write('nulls', `select null::varchar as s from range(30)`);
    await opened(
      parquet(nulls),
      { schema: z.object({ s: z.string().nullable() }) },
      ({ column }) => [column('s').mode().atMost(1), column('s').distinct().atLeast(1)],
      async (one) => {
        const values = (await answers(frequenciesPass, one)) as readonly Measured[];
        expect(values.map(({ segments: [only] }) => [only?.value, only?.of])).toEqual([
          [0n, 0n],
          [0n, 0n],
        ]);
      },
    );
  });

  test('the twenty most frequent, and how many rows hold others', async () => {
    const uneven = await files.write(
      'uneven',
      `select least(range, 24)::int as level, null::varchar as status, 'c' as code, true as "isOpen", 1.0::double as x
        from range(100)`,
    );
    await opened(
      parquet(uneven),
      { schema },
      ({ column }) => [
        column('level').distinct().atLeast(1),
        column('status').distinct().atLeast(1),
        column('level').mode().atLeast(1),
      ],
      async (one) => {
        const [level, status, often] = (await answers(frequenciesPass, one)) as readonly Measured[];
        // Those that are as frequent are in one order, as text.
        const others = Array.from({ length: 24 }, (_, at) => String(at))
          .sort()
          .slice(0, 19);
        expect(level?.distribution).toEqual({
          kind: 'frequencies',
          values: [['24', 76], ...others.map((value) => [value, 1])],
          others: 5,
        });
        expect(often?.segments).toEqual([{ segment: [], value: 76n, of: 100n }]);
        expect(status?.distribution).toEqual({
          kind: 'frequencies',
          values: [[null, 100]],
          others: 0,
        });
      },
    );
  });

  test('no value of a column whose values may not be shown', async () => {
    const ask: Ask = ({ column }) => [
      column('status').distinct().atLeast(1),
      column('level').distinct().atLeast(1),
    ];
    const [status, level] = await found(ask, { masked: new Set(['status']) });
    expect(status?.distribution).toBeNull();
    expect(level?.distribution).toMatchObject({ kind: 'frequencies' });
  });

  test('the values that violate what no SQL says, ten of them at most', async () => {
    const [few, many] = await found(({ column }) => [
      column('status').matches(unsaid),
      column('code').matches(unsaid),
    ]);
    expect(few).toMatchObject({
      sql: null,
      segments: [{ value: 500n, of: 750n }],
      met: {
        columns: ['status', 'rows'],
        rows: [
          ['closed', 250n],
          ['späť', 250n],
        ],
      },
    });
    const codes = Array.from({ length: 25 }, (_, at) => `c${at}`).sort();
    expect(many?.segments[0]?.value).toBe(1000n);
    expect(many?.met?.rows).toEqual(codes.slice(0, 10).map((code) => [code, 40n]));
  });

  test('nothing where JavaScript takes too long for a value, and the engine is asked', async () => {
    const terms = { schema: z.object({ s: z.string() }) };
    const pattern = /^(?:a+)+$/;
    const [outcome] = await declared(
      parquet(long),
      terms,
      ({ column }) => [column('s').matches(pattern)],
      { few: asMuch },
    );
    expect(outcome).toMatchObject({ violations: 100, evidence: { pass: 'fused' } });
  });

  test('nothing of a column of too many values, and what it tells of those beside it', async () => {
    const uneven = await files.write(
      'many',
      `select (range % 5000)::int as level, ['a', 'b'][1 + range % 2] as status, (range % 2000)::int as x
        from range(40000)`,
    );
    await opened(
      parquet(uneven),
      { schema: z.object({ level: z.int(), status: z.string(), x: z.int() }) },
      ({ column }) => [
        column('level').distinct().atLeast(1),
        column('status').distinct().atLeast(1),
        column('x').distinct().atLeast(1),
      ],
      async (one) => {
        const [level, status, x] = await answers(frequenciesPass, one);
        expect(level).toEqual({ refused: 'there are too many values to list' });
        expect(status).toMatchObject({ segments: [{ value: 2n }] });
        expect(x).toMatchObject({ segments: [{ value: 2000n }] });
        // All at once, and then each alone.
        expect(one.queries.length).toBe(4);
      },
    );
    await opened(
      parquet(uneven),
      { schema: z.object({ x: z.int(), status: z.string() }) },
      ({ column }) => [column('x').distinct().atLeast(1), column('status').distinct().atLeast(1)],
      async (one) => {
        expect(await answers(frequenciesPass, one)).toMatchObject([
          { segments: [{ value: 2000n }] },
          { segments: [{ value: 2n }] },
        ]);
        expect(one.queries.length).toBe(1);
      },
    );
  });

  test('of files, each of which holds other values', async () => {
    const paths = [
      await files.write(
        'one',
        `select 'a' as s from range(60) union all select null from range(3)`,
      ),
      await files.write('other', `select ['a', 'b'][1 + range % 2] as s from range(80)`),
    ];
    await opened(
      parquet(paths),
      { schema: z.object({ s: z.string().nullable() }) },
      ({ column }) => [column('s').distinct().atLeast(1)],
      async (one) => {
        expect(await answers(frequenciesPass, one)).toMatchObject([
          {
            segments: [{ value: 2n, of: 140n }],
            distribution: {
              values: [
                ['a', 100],
                ['b', 40],
                [null, 3],
              ],
            },
          },
        ]);
      },
    );
  });
});
