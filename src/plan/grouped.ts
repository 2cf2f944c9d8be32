import {
  Declined,
  EngineError,
  type EngineValue,
  type GroupedAggregate,
} from '../engine/engine.ts';
import type { Aggregate } from '../metric/expression.ts';
import type { Metric } from '../metric/metric.ts';
import type { Pass, PassContext, Refusal, Result } from './request.ts';
import { filterSql, fusedSelect, type Item, keyed, segmentAliases, segmentKey } from './select.ts';
import { numericValue } from './values.ts';

const kinds: ReadonlySet<string> = new Set([
  'duplicates',
  'mostFrequent',
  'gaps',
  'descents',
] satisfies GroupedAggregate['kind'][]);

export const isGrouped = (aggregate: Aggregate): aggregate is GroupedAggregate =>
  kinds.has(aggregate.kind);

/** What needs the rows grouped by value or put in order first: uniqueness, the most frequent value, gaps, order. */
export const groupedPass: Pass = {
  name: 'grouped',
  takes: ({ value }) => isGrouped(value) || { refused: 'it needs no grouping of its own' },
  run: async (metrics, context) => {
    const results = new Map<Metric, Result | Refusal>();
    for (const metric of metrics) results.set(metric, await runOne(metric, context));
    return results;
  },
};

async function runOne(metric: Metric, { session }: PassContext): Promise<Result | Refusal> {
  if (!isGrouped(metric.value)) throw new TypeError(`${metric.value.kind} is not grouped`);
  const { scope } = metric;
  try {
    const from = {
      relation: session.relation,
      filter: filterSql(scope.where, session),
      per: scope.per,
    };
    const sql = session.dialect.grouped(metric.value, from, session);
    const base: Item = { aggregate: metric.of, where: scope.where };
    const { sql: baseSql, answers } = fusedSelect([base], scope, session);
    const aliases = segmentAliases(scope.per);
    const keyOf = (row: Readonly<Record<string, EngineValue>>) =>
      segmentKey(aliases.map((alias) => row[`key_${alias}`] ?? null));
    const found = new Map(
      (await session.query(keyed(sql, aliases))).map((row) => [keyOf(row), row.value]),
    );
    const segments = (await session.query(keyed(baseSql, aliases))).map((row) => {
      return {
        segment: aliases.map((alias) => row[alias] ?? null),
        value: numericValue(found.get(keyOf(row)) ?? 0),
        of: numericValue(row[answers.get(base) ?? '']) ?? 0,
      };
    });
    return { segments, by: session.engine, exactness: 'exact', notes: [], sql, met: null };
  } catch (error) {
    if (error instanceof Declined) return { refused: error.message };
    if (error instanceof EngineError)
      return { problem: { code: error.code, message: error.message } };
    throw error;
  }
}
