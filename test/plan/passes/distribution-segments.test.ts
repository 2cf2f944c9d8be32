import { expect, test } from 'vitest';
import { contract, parquet, type parquet as parquetOf, z } from '../../../src/index.ts';
import type { Cuts } from '../../../src/metric/distribution.ts';
import { distributionOf } from '../../../src/metric/distribution-metric.ts';
import { column } from '../../../src/metric/expression.ts';
import { frozen } from '../../../src/metric/metric.ts';
import { isUnmeasured } from '../../../src/plan/measure-request.ts';
import { measureMetrics } from '../../../src/plan/plan-passes.ts';
import { segmentIdentity } from '../../../src/plan/segment-identity.ts';
import { onContext } from '../../support/context.ts';
import { parquetFiles } from '../../support/parquet-files.ts';

const files = parquetFiles();
const held = contract('cells', { schema: z.object({ x: z.unknown(), g: z.unknown() }) });
const own = distributionOf({
  scope: { where: [], per: ['g'] },
  label: "rows.per('g').column('x')",
  value: column('x'),
  columns: ['g', 'x'],
});
const cutBy = (cuts: Cuts) => frozen({ ...own, value: { ...own.value, cuts } });

const observed = (dataset: ReturnType<typeof parquetOf>, metric: typeof own) =>
  onContext(dataset, held, async ({ context, queries, kept }) => {
    const found = await measureMetrics([{ metric, bounds: [], isExact: true }], context);
    const [result] = [...found.values()].map((timed) => timed.result);
    if (result === undefined || isUnmeasured(result)) throw new Error(result?.problem.message);
    return { all: result.tally?.all ?? [], queries: [...queries], kept: [...kept] };
  });

const written = () =>
  Promise.all([
    files.write('one', "select 'secret-' || range % 2 as g, range % 3 as x from range(60)"),
    files.write(
      'other',
      "select if(range < 5, null, 'secret-1') as g, 7::bigint as x from range(10)",
    ),
  ]);

test('the distribution of each segment is of all files, and nothing is kept of it', async () => {
  const { all, queries, kept } = await observed(parquet(await written()), own);
  expect(all).toMatchObject([
    {
      segment: ['secret-0'],
      of: 30n,
      state: {
        values: {
          cells: [
            [0, 0, 10],
            [1, 1, 10],
            [2, 2, 10],
          ],
        },
      },
    },
    {
      segment: ['secret-1'],
      of: 35n,
      state: {
        values: {
          cells: [
            [0, 0, 10],
            [1, 1, 10],
            [2, 2, 10],
            [7, 7, 5],
          ],
        },
      },
    },
    { segment: [null], of: 5n, state: { values: { cells: [[7, 7, 5]] } } },
  ]);
  expect(queries.length).toBeGreaterThan(3);
  expect(queries.join('\n')).not.toContain('secret');
  expect(kept.filter(([, question]) => question.startsWith('distribution'))).toEqual([]);
});

test('each segment has its own cuts, and those without are not counted', async () => {
  const edges = (...list: readonly number[]) => ({ kind: 'edges', edges: list }) as const;
  const cuts: Cuts = {
    kind: 'bySegment',
    cuts: [
      [segmentIdentity([null]), edges(0, 8)],
      [segmentIdentity(['secret-1']), edges(0, 2, 8)],
      [segmentIdentity(['gone']), edges(0)],
    ],
  };
  const { all } = await observed(parquet(await written()), cutBy(cuts));
  expect(all.map(({ segment: [name], of, state }) => [name, of, state])).toMatchObject([
    ['secret-0', 30n, undefined],
    [
      'secret-1',
      35n,
      {
        values: {
          cells: [
            [0, 2, 20],
            [2, 8, 15],
          ],
        },
      },
    ],
    [null, 5n, { values: { cells: [[0, 8, 5]] } }],
  ]);
});
