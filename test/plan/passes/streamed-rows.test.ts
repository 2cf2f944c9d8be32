import { describe, expect, test } from 'vitest';
import { z } from '../../../src/index.ts';
import type { Measured, PassContext } from '../../../src/plan/measure-request.ts';
import { streamedRowsPass } from '../../../src/plan/passes/streamed-rows.ts';
import { answers, opened, refusals } from '../../support/context.ts';
import { ofSchema } from '../../support/measured.ts';
import { table } from '../../support/table.ts';

const schema = z.object({ s: z.string().nullable(), g: z.string(), n: z.int() });
type Ask = Parameters<typeof opened<typeof schema, unknown>>[2];

/** No SQL says what a reference to a group says. */
const unsaid = /^(.)\1/;
const rows = table(`select * from (values
  ('aa', 'x', 1), ('ab', 'x', 2), (null, 'x', 3), ('bb', 'y', 4), ('ba', 'y', 5)) v(s, g, n)`);

const judged = (declare: Ask, change?: Partial<PassContext>, data = rows) =>
  opened(
    data,
    { schema },
    declare,
    async (one) => (await answers(streamedRowsPass, one)) as readonly Measured[],
    change,
  );

test('takes counts of rows, and nothing else', () =>
  opened(
    rows,
    { schema },
    ({ rows: all, column }) => [
      column('s').matches(unsaid),
      column('s').nulls().atMost(0),
      column('n').mean().atLeast(1),
      column('s').distinct().atLeast(1),
      column('n').unique(),
      all.count().atLeast(1),
    ],
    (one) => {
      const refused = 'only counts of rows can be judged one by one';
      expect(refusals(streamedRowsPass, one)).toEqual([null, null, ...Array(4).fill(refused)]);
    },
  ));

describe('rows are judged one by one', () => {
  test('those in the scope alone, and the first that violate are kept', async () => {
    const [all, some] = await judged(({ rows: every, column }) => [
      column('s').matches(unsaid),
      every.where('n > 3').column('s').matches(unsaid),
    ]);
    expect(all).toEqual({
      segments: [{ segment: [], value: 2, of: 4 }],
      by: 'javascript',
      exactness: 'exact',
      notes: ['judged by javascript, row by row, over all 5 rows'],
      sql: null,
      met: { columns: ['s'], rows: [['ab'], ['ba']] },
    });
    expect(some).toMatchObject({
      segments: [{ value: 1, of: 2 }],
      met: { columns: ['s'], rows: [['ba']] },
    });
  });

  test('segment by segment', async () => {
    const [held] = await judged(({ rows: every }) => [every.per('g').column('s').matches(unsaid)]);
    expect(held?.tally).toMatchObject({ count: 2, judged: 4 });
    expect([...(held?.tally?.missed.values() ?? [])]).toEqual([
      {
        count: 2,
        worst: [
          { segment: ['x'], value: 1, of: 2 },
          { segment: ['y'], value: 1, of: 2 },
        ],
      },
    ]);
  });

  test('and numbered in the order of the dataset, where that is asked', async () => {
    const asked: Ask = ({ rows: every, column }) => [
      column('s').matches(unsaid),
      every.where('n > 2').column('s').matches(unsaid),
    ];
    const [all, some] = await judged(asked, { identifiesRows: true });
    expect(all?.met?.numbers).toEqual([2, 5]);
    expect(some?.met?.numbers).toEqual([5]);
    const [unnumbered] = await judged(asked);
    expect(unnumbered?.met).not.toHaveProperty('numbers');
  });

  test('over more than a chunk, ten of them kept and a hundred thousand numbered', async () => {
    const many = (count: number) =>
      table(`select 'ab' as s, 'x' as g, 1 as n from range(${count})`);
    const asked: Ask = ({ column }) => [column('s').matches(unsaid)];
    const [held] = await judged(asked, { identifiesRows: true }, many(100_000));
    expect(held?.segments).toEqual([{ segment: [], value: 100_000, of: 100_000 }]);
    expect(held?.met?.rows).toEqual(Array(10).fill(['ab']));
    expect(held?.met?.numbers).toEqual(Array.from({ length: 100_000 }, (_, at) => at + 1));
    const [more] = await judged(asked, { identifiesRows: true }, many(100_001));
    expect(more?.met?.numbers).toBeNull();
  });

  test('of none there is nothing', async () => {
    const [none, cut] = await judged(({ rows: every, column }) => [
      column('s').matches(unsaid),
      every.where('n > 9').column('s').matches(unsaid),
    ]);
    expect(none?.segments).toEqual([{ segment: [], value: 2, of: 4 }]);
    expect(cut?.segments).toEqual([{ segment: [], value: 0, of: 0 }]);
  });

  test('the first of them, where no more are to be judged', async () => {
    const asked: Ask = ({ column }) => [column('s').matches(unsaid)];
    const [sampled] = await judged(asked, { sample: 4 });
    expect(sampled).toMatchObject({
      segments: [{ value: 1, of: 3 }],
      exactness: 'sampled',
      notes: ['judged by javascript, row by row, over the first 4 of 5 rows'],
    });
    const [whole] = await judged(asked, { sample: 5 });
    expect(whole).toMatchObject({
      exactness: 'exact',
      notes: ['judged by javascript, row by row, over all 5 rows'],
    });
  });

  test('whatever the columns are called', async () => {
    const named = table(`select 'ab' as s, 'assay segment 0' as "assay segment 0", 1 as assay_`);
    await opened(
      named,
      { schema: z.object({ s: z.string(), 'assay segment 0': z.string(), assay_: z.int() }) },
      ({ rows: every }) => [every.per('assay_').column('assay segment 0').matches(unsaid)],
      async (one) => {
        const [held] = (await answers(streamedRowsPass, one)) as readonly Measured[];
        expect(held?.met).toEqual({ columns: ['assay segment 0'], rows: [['assay segment 0']] });
        expect([...(held?.tally?.missed.values() ?? [])][0]?.worst[0]?.segment).toEqual([1]);
      },
    );
  });
});

test('a whole row is judged by what its own schema says, over all rows', async () => {
  const whole = schema.refine(({ n, s }) => n > 3 || s !== null);
  const { metric, bound } = ofSchema(whole as never, 'zod');
  const question = { metric, bounds: [bound] };
  await opened(
    rows,
    { schema },
    ({ column }) => [column('n').notNull()],
    async ({ context }) => {
      expect(streamedRowsPass.takes(question, context)).toBe(true);
      expect((await streamedRowsPass.run([question], context)).get(question)).toMatchObject({
        segments: [{ segment: [], value: 1, of: 5 }],
        by: 'zod',
      });
    },
  );
});

test('a whole row is judged without a read of its other cells, and shown with them', async () => {
  const whole = schema.refine(({ n }) => n > 3, 'too small');
  const { metric, bound } = ofSchema(whole as never, 'zod');
  const question = { metric, bounds: [bound] };
  const run = () =>
    opened(
      rows,
      { schema },
      ({ column }) => [column('n').notNull()],
      async ({ context, queries }) => {
        const result = (await streamedRowsPass.run([question], context)).get(question);
        return { result, sql: queries.at(-1) ?? '' };
      },
      { identifiesRows: true },
    );
  const { result, sql } = await run();
  expect(sql).toContain('"assay valid"');
  expect(result).toMatchObject({
    segments: [{ segment: [], value: 3, of: 5 }],
    objections: [{ message: 'too small', rows: 3 }],
    met: {
      columns: ['s', 'g', 'n'],
      rows: [
        ['aa', 'x', 1],
        ['ab', 'x', 2],
        [null, 'x', 3],
      ],
      numbers: [1, 2, 3],
    },
  });
});

test('what is of all rows is counted over all of them', async () => {
  const [nulls] = await judged(({ column }) => [column('s').nulls().atMost(0)]);
  expect(nulls).toMatchObject({
    segments: [{ segment: [], value: 1, of: 5 }],
    met: { columns: ['s'], rows: [[null]] },
  });
});

test('segments of no rows are none', async () => {
  const none = table(`select 'aa' as s, 'x' as g, 1 as n where false`);
  const asked: Ask = ({ rows: every, column }) => [
    every.per('g').column('s').matches(unsaid),
    column('s').matches(unsaid),
  ];
  const [cut, all] = await judged(asked, {}, none);
  expect(cut?.tally).toMatchObject({ count: 0, judged: 0 });
  expect(all?.segments).toEqual([{ segment: [], value: 0, of: 0 }]);
});

describe('what can not be judged', () => {
  test('is told, and of a throw without a value of the row', async () => {
    const thrown = z.object({
      s: z.string().refine((text) => {
        throw new RangeError(text);
      }),
    });
    await opened(
      rows,
      { schema: thrown },
      ({ column }) => [column('s').distinct().atLeast(1)],
      async ({ context }) => {
        const { metric, bound } = ofSchema(thrown, 'zod');
        const question = { metric, bounds: [bound] };
        const found = (await streamedRowsPass.run([question], context)).get(question);
        expect(found).toEqual({
          problem: { code: 'JUDGE_FAILED', message: expect.stringContaining('RangeError') },
        });
        expect(JSON.stringify(found)).not.toContain('ab');
      },
    );
  });

  test('is an error of the engine where its scope is', async () => {
    const [found] = await judged(({ rows: every }) => [
      every.where('s::int > 0').column('s').matches(unsaid),
    ]);
    expect(found).toMatchObject({
      problem: { code: 'ENGINE_FAILED', message: expect.stringContaining('Could not convert') },
    });
  });

  test("is left where it is a user's SQL", async () => {
    const found = await judged(({ rows: every }) => [every.satisfy('n > 0')]);
    expect(found).toEqual([{ refused: "a user's SQL is for the engine" }]);
  });
});
