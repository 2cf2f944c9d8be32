import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../src/engine/engine.ts';
import { contract, parquet, z } from '../../../src/index.ts';
import type { Pass, PassContext } from '../../../src/plan/measure-request.ts';
import { groupedPass } from '../../../src/plan/passes/grouped.ts';
import { quantilePass } from '../../../src/plan/passes/quantile.ts';
import { sketchPass } from '../../../src/plan/passes/sketch.ts';
import { uniquePass } from '../../../src/plan/passes/unique.ts';
import { together } from '../../../src/plan/states/gathering.ts';
import { statesOf } from '../../../src/plan/states/item-states.ts';
import { orRefuse, pieceFacts } from '../../../src/plan/states/piece-queries.ts';
import { valueTable } from '../../../src/plan/states/piece-table.ts';
import { type Opened, onContext } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';
import { table } from '../../support/table.ts';

const files = parquetFiles();

/** Columns of every kind: in order or not, with NULL, NaN, infinity, no value at all, and names that need quotes. */
const numbers: Readonly<Record<string, string>> = {
  rising: 'i',
  'a "quoted" name': '(i * 7) % 300',
  select: 'case when i % 5 > 0 then (i * 11) % 40 end',
  null: 'cast(null as bigint)',
  value: '-i',
  m0: 'i % 3',
  'wide apart': 'i * 1000000000000',
};
const doubles: Readonly<Record<string, string>> = {
  "it's": 'i / 7',
  nan: `case when i % 50 = 0 then 'nan'::double else i end`,
  infinite: `case when i = 3 then 'inf'::double else i end`,
  'nothing; --': 'cast(null as double)',
  piece: 'case when i % 2 = 0 then i * 1e300 else -0.0 end',
};
const texts: Readonly<Record<string, string>> = {
  'text,': `'v' || (i % 90)`,
  empty: `''`,
  absent: 'cast(null as varchar)',
  é: `case when i % 9 > 0 then repeat('ü', i % 9) end`,
};

const shape = {
  ...Object.fromEntries(Object.keys(numbers).map((name) => [name, z.bigint().nullable()])),
  ...Object.fromEntries(Object.keys(doubles).map((name) => [name, z.number().nullable()])),
  ...Object.fromEntries(Object.keys(texts).map((name) => [name, z.string().nullable()])),
};
const held = contract('wide', { schema: z.object(shape) }, ({ column: any }) => {
  const column = any as unknown as (name: string) => ReturnType<typeof numberColumn>;
  return Object.keys(shape).flatMap((name) => [
    column(name).unique(),
    column(name).distinct({ exact: true }).above(7),
    column(name).distinct().atLeast(5),
    column(name).duplicates().atMost('10%'),
    column(name).mode().atMost(4),
    ...(name in texts
      ? []
      : [column(name).median().below(50), column(name).quantile(0.9, { exact: true }).above(0)]),
  ]);
});
const numberColumn = (given: Parameters<Parameters<typeof contract>[2]>[0]) =>
  given.column(
    'x' as never,
  ) as never as import('../../../src/contract/words/number-column.ts').NumberColumn<bigint>;

const list = (from: number, to: number) =>
  `select ${Object.entries({ ...numbers, ...doubles, ...texts })
    .map(([name, sql]) => `${sql} as "${name.replaceAll('"', '""')}"`)
    .join(', ')} from range(${from}, ${to}) r(i)`;

const passes: readonly (readonly [string, Pass])[] = [
  ['unique', uniquePass],
  ['quantile', quantilePass],
  ['sketch', sketchPass],
  ['grouped', groupedPass],
];

/** What a pass answers to all questions at once, and to those of each column alone, with nothing kept between them. */
async function bothWays(pass: Pass, { questions, context, queries }: Opened) {
  const unkept = { ...context, facts: { ...context.facts, get: () => undefined } };
  const taken = questions.filter((question) => pass.takes(question, unkept) === true);
  const before = queries.length;
  const all = await pass.run(taken, unkept);
  const between = queries.length;
  const alone = new Map();
  const byColumn = Map.groupBy(taken, ({ metric }) => metric.identity.columns.join());
  for (const own of byColumn.values())
    for (const entry of await pass.run(own, unkept)) alone.set(...(entry as [never, never]));
  return {
    taken,
    together: taken.map((one) => all.get(one)),
    alone: taken.map((one) => alone.get(one)),
    queries: [between - before, queries.length - between],
  };
}

describe.for(passes)('the pass %s answers together as it does column by column', ([, pass]) => {
  test.for([
    ['one file', [[0, 300]]],
    [
      'files that share no key',
      [
        [0, 100],
        [100, 101],
        [101, 300],
      ],
    ],
    [
      'nine files, of which some are empty',
      Array.from({ length: 9 }, (_, at) => [at * 30, at * 30 + 15 * (at % 3)]),
    ],
    ['no rows', [[0, 0]]],
  ] as const)('of %s', async ([name, parts]) => {
    const paths = [];
    for (const [at, [from = 0, to = 0]] of parts.entries())
      paths.push(await files.write(`${pass.name} ${name} ${at}`, list(from, to)));
    await onContext(parquet(paths), held, async (open) => {
      const found = await bothWays(pass, open);
      expect(found.taken.length).toBeGreaterThan(10);
      expect(found.together).toEqual(found.alone);
      const [few = 0, many = 0] = found.queries;
      expect(few).toBeLessThan(Math.max(many, 1));
    });
  });

  test('of rows that are no files', () =>
    onContext(table(list(0, 300)), held, async (open) => {
      const found = await bothWays(pass, open);
      expect(found.together).toEqual(found.alone);
    }));
});

describe('tasks that ask together', () => {
  const value = (sql: string, sharedAs = 'number') =>
    valueTable({ question: sql, value: () => sql, fact: Number, isPrivate: false, sharedAs });
  const ask = (sql: string, { pieces, ...context }: PassContext) =>
    orRefuse(() => pieceFacts(value(sql), pieces, { ...context, pieces }));
  const three = table('select unnest([1, 2, 3]) as x');
  const empty = contract('three', { schema: z.object({ x: z.int() }) });

  test('are answered by one query, each with its own', () =>
    onContext(three, empty, async ({ context, queries }) => {
      const asked = ['min(x)', 'max(x)', 'sum(x)', 'min(x)'];
      const found = await together(asked.entries().toArray(), context, ([, sql], shared) =>
        ask(sql, shared),
      );
      expect([...found.values()]).toEqual([[1], [3], [6], [1]]);
      expect(queries.length).toBe(1);
    }));

  test('have their own errors', () =>
    onContext(three, empty, async ({ context }) => {
      const asked = ['min(x)', 'min(y)', 'sum(x)', "max(error('declined'))"];
      const found = await together(asked, context, ask);
      expect(found.get('min(x)')).toEqual([1]);
      expect(found.get('sum(x)')).toEqual([6]);
      for (const sql of ['min(y)', "max(error('declined'))"])
        expect(found.get(sql)).toEqual({ refused: expect.stringContaining('DuckDB could not') });
    }));

  test('may ask again, and as often as they like', () =>
    onContext(three, empty, async ({ context, queries }) => {
      const found = await together([1, 2, 3], context, async (times, shared) => {
        let sum = 0;
        for (let time = 0; time < times; time += 1)
          sum += Number(((await ask(`sum(x + ${times * time})`, shared)) as number[])[0]);
        return sum;
      });
      expect([...found]).toEqual([
        [1, 6],
        [2, 6 + 12],
        [3, 6 + 15 + 24],
      ]);
      expect(queries.length).toBe(3);
    }));

  test('end all before the first error is thrown', () =>
    onContext(three, empty, async ({ context }) => {
      const ended: string[] = [];
      const run = together(['a', 'b', 'c'], context, async (name, shared) => {
        if (name === 'b') throw new RangeError('b is wrong');
        await ask('min(x)', shared);
        await statesOf([], shared.pieces, shared);
        ended.push(name);
      });
      await expect(run).rejects.toThrow('b is wrong');
      expect(ended).toEqual(['a', 'c']);
    }));

  test('are none', () =>
    onContext(three, empty, async ({ context }) => {
      expect(
        await together([], context, () => Promise.reject(new EngineError('ENGINE_FAILED', 'x'))),
      ).toEqual(new Map());
    }));
});
