import { afterAll, describe, expect, test } from 'vitest';
import { closeEngines } from '../../../src/engine/duckdb/open-session.ts';
import { parquet } from '../../../src/index.ts';
import { column } from '../../../src/metric/expression.ts';
import type { Question } from '../../../src/plan/measure-request.ts';
import { sketchPass } from '../../../src/plan/passes/sketch.ts';
import { bound } from '../../../src/value/bound.ts';
import { parquetFolder } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';
import { asked, opened } from '../opened.ts';

afterAll(closeEngines);

type Declare = Parameters<typeof asked>[0];
const refused = { refused: expect.any(String) };

/** Hold all that is asked to these bounds, whatever was declared. */
const heldTo = (declare: Declare, ...bounds: Question['bounds']): readonly Question[] =>
  asked(declare).map((question) => ({ ...question, bounds }));
const distinct: Declare = ({ column }) => [column('x').distinct().atLeast(1)];
const atLeast = (limit: number | string) => bound('atLeast', [limit], 'count');

const run = (select: string, questions: readonly Question[]) =>
  opened(table(select), async ({ context, queries }) => {
    const found = await sketchPass.run(questions, context);
    return {
      found: questions.map((one) => found.get(one)),
      queries: [...queries],
      buckets:
        queries
          .join('\n')
          .match(/(?<=& )\d+/g)
          ?.map(Number) ?? [],
    };
  });

describe('it takes', () => {
  const takes = (questions: readonly Question[], fewRows = 0) =>
    opened(table('select 1 as x, 2 as y, 3 as s from range(5)'), async ({ context }) =>
      questions.map((question) => sketchPass.takes(question, { ...context, fewRows })),
    );

  test('distinct values of all rows alone', async () => {
    const found = await takes(
      asked(({ rows, column }) => [
        column('x').distinct().atLeast(1),
        column('x').duplicates().atLeast(1),
        rows.where('x > 0').column('x').distinct().atLeast(1),
        rows.per('s').column('x').distinct().atLeast(1),
      ]),
    );
    expect(found).toEqual([true, refused, refused, refused]);
  });

  test('lower bounds alone, and not where the number itself is asked for', async () => {
    const count = (kind: Parameters<typeof bound>[0], not = false) =>
      bound(kind, kind === 'between' ? [1, 2] : [1], 'count', not);
    const held = (...bounds: Question['bounds']) => takes(heldTo(distinct, ...bounds));
    expect(await held(count('atLeast'), count('above'))).toEqual([true]);
    for (const kind of ['atMost', 'below', 'equals', 'between'] as const)
      expect(await held(count('atLeast'), count(kind))).toEqual([refused]);
    expect(await held(count('atLeast', true))).toEqual([refused]);
    expect(await held(count('above', true))).toEqual([refused]);
    const exact = asked(({ column }) => [column('x').distinct({ exact: true }).atLeast(1)]);
    expect(await takes(exact)).toEqual([refused]);
  });

  test('no dataset of few rows', async () => {
    expect(await takes(asked(distinct), 5)).toEqual([true]);
    expect(await takes(asked(distinct), 6)).toEqual([refused]);
  });
});

test('what it proves is a lower bound, and no value', async () => {
  const { found } = await run('select range % 500 as x from range(600)', asked(distinct));
  expect(found).toEqual([
    {
      segments: [{ segment: [], value: null, of: 600n }],
      by: 'duckdb',
      exactness: 'bounded',
      interval: { low: expect.any(Number), high: 600n },
      notes: ['bounded by a sketch: { exact: true } asks for the number itself'],
      sql: expect.stringContaining('distinct'),
      met: null,
    },
  ]);
  const [answer] = found;
  const { low = 0 } = (answer && 'interval' in answer ? answer.interval : null) ?? {};
  expect(Number(low)).toBeGreaterThan(300);
  expect(Number(low)).toBeLessThanOrEqual(500);
});

test('a bound that it does not reach is left to others, though another is proved', async () => {
  const select = 'select range % 500 as x from range(600)';
  const { found } = await run(select, heldTo(distinct, atLeast(10), atLeast(501)));
  expect(found).toEqual([refused]);
  const missed = await run(select, heldTo(distinct, atLeast(10), atLeast(601)));
  expect(missed.found).toEqual([expect.objectContaining({ exactness: 'bounded' })]);
});

test('tuples of several columns are counted, of which one with a NULL is none', async () => {
  const tuples = asked(distinct).map(({ metric, bounds }): Question => {
    const value = { kind: 'distinct', of: [column('x'), column('y')] } as const;
    return { metric: { ...metric, value }, bounds };
  });
  const select = 'select range % 10 as x, nullif(range // 10, 0) as y from range(100)';
  const { found } = await run(select, tuples);
  const [answer] = found;
  const { low = 0 } = (answer && 'interval' in answer ? answer.interval : null) ?? {};
  expect(Number(low)).toBeGreaterThan(70);
  expect(Number(low)).toBeLessThanOrEqual(90);
});

describe('buckets are 32 for each value that is asked for', () => {
  test.for([
    ['1,024 at least', [atLeast(1)], 1024],
    ['as many for 32 values', [atLeast(32)], 1024],
    ['twice as many for one more', [atLeast(33)], 2048],
    ['as many as the highest bound asks for', [atLeast(40), atLeast(100), atLeast(2)], 4096],
    ['those of a share of the rows', [atLeast('50%')], 16_384],
    ['2^26 at most', [atLeast(2 ** 21)], 2 ** 26],
  ] as const)('%s', async ([, bounds, wanted]) => {
    const { buckets } = await run(
      'select range as x from range(1000)',
      heldTo(distinct, ...bounds),
    );
    expect(buckets).toEqual([wanted - 1]);
  });

  test.for([
    ['more values', atLeast(2 ** 21 + 1)],
    ['values that are no number', bound('atLeast', ['1d'], 'duration')],
  ] as const)('and there is no sketch of %s', async ([, limit]) => {
    const { found, queries } = await run('select 1 as x', heldTo(distinct, limit));
    expect(found).toEqual([refused]);
    expect(queries.join()).not.toContain('hash');
  });
});

test('its buckets are kept of all rows, for they tell no value', async () => {
  const files = await parquetFolder();
  const select = 'select range as x, 7 as y from range(100)';
  const paths = [await files.write('a', select), await files.write('b', select)];
  await opened(parquet(paths), async ({ context, queries, kept }) => {
    const both = asked(({ column }) => [
      column('x').distinct().atLeast(50),
      column('y').distinct().atLeast(50),
    ]);
    const first = await sketchPass.run(both, context);
    expect([...first.values()]).toEqual([expect.objectContaining({ met: null }), refused]);
    expect(kept.map(([piece, , isPrivate]) => [piece, isPrivate])).toEqual([
      [context.whole.id, false],
      [context.whole.id, false],
    ]);
    const { length } = queries;
    expect([...(await sketchPass.run(both, context)).values()]).toEqual([...first.values()]);
    expect(queries.length).toBe(length);
  });
  files.remove();
});
