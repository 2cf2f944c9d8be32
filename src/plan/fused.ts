import { Declined, declinedAtRun, EngineError, type EngineValue } from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';
import type { Measured, Pass, PassContext, Refusal, Result, SegmentValue } from './request.ts';
import { fusedSelect, type Item, isFusible, segmentAliases } from './select.ts';
import { numericValue, unitValue } from './values.ts';

/**
 * Every metric that is an aggregate of the rows, in one SELECT for each way of cutting them into segments. Sound by
 * construction: the items are independent of each other. Where the SELECT fails, each metric is asked for alone, so
 * that one that can't be computed does not take the others with it.
 */
export const fusedPass: Pass = {
  name: 'fused',
  takes: (metric, { session }) => {
    if (!isFusible(metric.value)) return { refused: 'it needs its own grouping' };
    try {
      session.dialect.aggregate(metric.value, null, session);
      return true;
    } catch (error) {
      if (error instanceof Declined) return { refused: error.message };
      throw error;
    }
  },
  run: async (metrics, context) => {
    const results = new Map<Metric, Result | Refusal>();
    for (const together of byScopeColumns(metrics)) {
      for (const [metric, result] of await runTogether(together, context))
        results.set(metric, result);
    }
    return results;
  },
};

/** DuckDB plans a SELECT of so many items at once; of more, the work for each grows. */
const atOnce = 100;

/** Metrics that are cut into the same segments of the same rows; without segments, all of them. */
function byScopeColumns(metrics: readonly Metric[]): readonly (readonly Metric[])[] {
  const groups = Map.groupBy(metrics, ({ scope }) =>
    scope.per.length === 0 ? '' : JSON.stringify(scope),
  );
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / atOnce) }, (_, at) =>
      group.slice(at * atOnce, (at + 1) * atOnce),
    ),
  );
}

async function runTogether(
  metrics: readonly Metric[],
  context: PassContext,
): Promise<ReadonlyMap<Metric, Result | Refusal>> {
  try {
    return await runSelect(metrics, context);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const [only, ...more] = metrics;
    if (only && more.length === 0) return new Map([[only, failure(error)]]);
    const alone = new Map<Metric, Result | Refusal>();
    for (const metric of metrics) {
      for (const entry of await runTogether([metric], context)) alone.set(...entry);
    }
    return alone;
  }
}

function failure(error: EngineError): Result | Refusal {
  const declined = error.message.split(declinedAtRun)[1];
  if (declined !== undefined) return { refused: declined };
  return { problem: { code: error.code, message: error.message } };
}

async function runSelect(
  metrics: readonly Metric[],
  { session, rows }: PassContext,
): Promise<ReadonlyMap<Metric, Measured>> {
  const items = metrics.map((metric) => ({
    metric,
    value: { aggregate: metric.value, where: metric.scope.where } satisfies Item,
    of: { aggregate: metric.of, where: metric.scope.where } satisfies Item,
  }));
  const scope = metrics[0]?.scope ?? { where: [], per: [] };
  const asked = items.flatMap(({ value, of }) =>
    of.aggregate.kind === 'rows' ? [value] : [value, of],
  );
  const { sql, answers } = fusedSelect(asked, scope, session);
  const segments = new Map<Metric, SegmentValue[]>(metrics.map((metric) => [metric, []]));
  const aliases = segmentAliases(scope.per);
  const answer = (row: Readonly<Record<string, EngineValue>>, item: Item) =>
    row[answers.get(item) ?? ''];
  for await (const chunk of session.stream(sql)) {
    for (const row of chunk) {
      const segment = aliases.map((alias) => row[alias] ?? null);
      for (const { metric, value, of } of items) {
        segments.get(metric)?.push({
          segment,
          value: unitValue(answer(row, value), metric),
          of: of.aggregate.kind === 'rows' ? rows : (numericValue(answer(row, of)) ?? 0),
        });
      }
    }
  }
  return new Map(
    items.map(({ metric, value }) => [
      metric,
      {
        segments: segments.get(metric) ?? [],
        by: session.engine,
        exactness: 'exact',
        notes: [],
        sql: fusedSelect([value], metric.scope, session, () => metric.name).sql,
        met: null,
      },
    ]),
  );
}
