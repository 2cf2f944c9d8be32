import { describe, expect, test } from 'vitest';
import { contract, type Dataset, parquet, z } from '../../src/index.ts';
import type { Aggregate } from '../../src/metric/aggregate.ts';
import { column, literal } from '../../src/metric/expression.ts';
import { metricKey } from '../../src/metric/metric.ts';
import { isUnmeasured } from '../../src/plan/measure-request.ts';
import { openContext } from '../../src/plan/open-context.ts';
import { measureMetrics, questionsOf } from '../../src/plan/plan-passes.ts';
import { opened } from '../dataset/opened.ts';
import { asMuch, now } from '../support/measured.ts';
import { parquetFiles } from '../support/parquet-files.ts';
import { table } from '../support/table.ts';

const files = parquetFiles();

const schema = z.object({ id: z.bigint(), t: z.string() });
const held = contract('held', { schema }, ({ rows, column: of }) => [
  of('id').sum().atLeast(0),
  of('t').mode().atMost('50%'),
  of('id').sum().atMost(9),
  of('id').max().atMost(7n),
  of('t').json({ type: 'number' }),
  rows.satisfy('id > 3'),
]);
const declared = held.expectations.filter(({ origin }) => origin === 'declared');
const [least, often, most, ...others] = declared;

const contextOf = async (dataset: Dataset) =>
  await openContext(await opened(dataset, schema), new Set(), {
    contract: held,
    dataset,
    selected: new Set(),
    settings: { root: '/', now },
    few: asMuch,
  });

test('equal metrics are one question, with all that they are held to', () => {
  expect(questionsOf(declared)).toEqual([
    { metric: least?.metric, bounds: [least?.bound, most?.bound] },
    { metric: often?.metric, bounds: [often?.bound] },
    ...others.map(({ metric, bound }) => ({ metric, bounds: [bound] })),
  ]);
  expect(questionsOf([])).toEqual([]);
});

/** Four hundred texts in each stretch of a file may be few, and are too many to list. */
const fewPerStretch = () =>
  files.write(
    'passes',
    `select range as id, 't' || (range // 2048 * 400 + range % 400) as t from range(12288)`,
  );

describe('each question goes to the first pass that takes it', () => {
  async function measured(dataset: Dataset) {
    const { context } = await contextOf(dataset);
    const told: (readonly [string, readonly string[]])[] = [];
    const start = performance.now();
    const found = await measureMetrics(questionsOf(declared), context, (pass, answered) =>
      told.push([pass, answered.map(({ label }) => label)]),
    );
    const elapsed = performance.now() - start;
    const timed = declared.map(({ metric }) => found.get(metricKey(metric)));
    for (const one of timed) {
      expect(one?.durationMs).toBeGreaterThanOrEqual(0);
      expect(one?.durationMs).toBeLessThanOrEqual(elapsed);
    }
    return { told, passes: timed.map((one) => one?.pass) };
  }

  test('which tells what it has answered, and what it refuses goes on', async () => {
    const path = await fewPerStretch();
    const { told, passes } = await measured(parquet(path));
    expect(passes).toEqual(['fused', 'grouped', 'fused', 'footer', 'judged', 'fused']);
    expect(told).toEqual([
      ['footer', ["column('id').max()"]],
      ['frequencies', []],
      ['fused', ["column('id').sum()", "rows.satisfy('id > 3')"]],
      ['grouped', ["column('t').mode()"]],
      ['judged', ["column('t').json({…})"]],
    ]);
  });
});

describe('what no pass answers is an error that tells why each of them does not', () => {
  // No SQL holds half a character, and JavaScript counts rows alone.
  const half = literal('\ud800');

  async function problemOf(dataset: Dataset, value: Aggregate): Promise<string> {
    const { context } = await contextOf(dataset);
    if (!often) throw new Error('The test declares nothing.');
    const metric = { ...often.metric, value };
    const found = await measureMetrics([{ metric, bounds: [often.bound] }], context);
    const timed = found.get(metricKey(metric));
    expect(timed).toEqual({
      pass: null,
      durationMs: 0,
      result: { problem: { code: 'NOT_MEASURABLE', message: expect.any(String) } },
    });
    return timed && isUnmeasured(timed.result) ? timed.result.problem.message : '';
  }

  test('where none takes it', async () => {
    const rows = table(`select 1::bigint as id, 'x' as t`);
    expect(await problemOf(rows, { kind: 'max', of: half })).toMatch(
      /^no way to measure it takes it: structure: it is about values; footer: [^;]+; .*; fused: a text holds half a character[^;]*; grouped: [^;]+; judged: only counts of rows can be judged one by one\.$/,
    );
  });

  test('where one takes it, and refuses once it has looked', async () => {
    const path = await fewPerStretch();
    const message = await problemOf(parquet(path), { kind: 'distinct', of: [column('t'), half] });
    expect(message).toContain('; frequencies: there are too many values to list; ');
    expect(message).not.toContain('undefined');
  });
});
