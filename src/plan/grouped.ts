import type { Numeric } from '../contract/numeric.ts';
import {
  Declined,
  EngineError,
  type EngineValue,
  type GroupedAggregate,
} from '../engine/engine.ts';
import type { Metric } from '../metric/metric.ts';
import { factNumeric, numericFact } from './facts.ts';
import { baseOf } from './merge.ts';
import type { Pass, PassContext, Question, Refusal, Result } from './request.ts';
import {
  filterSql,
  fusedSelect,
  type Item,
  isGrouped,
  keyed,
  segmentAliases,
  segmentKey,
} from './select.ts';
import { statesOf } from './states.ts';
import { orRefuse, type Row, tableFacts } from './tables.ts';
import { numericValue } from './values.ts';

/** What needs the rows grouped by value or put in order first: uniqueness, the most frequent value, gaps, order. */
export const groupedPass: Pass = {
  name: 'grouped',
  takes: ({ metric: { value } }) =>
    isGrouped(value) || { refused: 'it needs no grouping of its own' },
  run: async (questions, context) => {
    const bases = await basesOf(questions, context);
    const results = new Map<Question, Result | Refusal>();
    for (const question of questions)
      results.set(question, await runOne(question, bases.get(question), context));
    return results;
  },
};

type Base = readonly {
  readonly keys: string;
  readonly segment: readonly EngineValue[];
  readonly of: Numeric;
}[];

/** The rows that each was measured over, asked for together; those that are cut into segments by their own SELECT. */
async function basesOf(
  questions: readonly Question[],
  context: PassContext,
): Promise<ReadonlyMap<Question, Base>> {
  const plain = questions.filter(({ metric }) => metric.scope.per.length === 0);
  const asked = plain.map(({ metric }) => baseOf(metric, context));
  const states = await orRefuse(() =>
    statesOf(
      asked.flatMap(({ items }) => items),
      context.pieces,
      context,
    ),
  );
  if ('refused' in states) return new Map();
  return new Map(
    plain.map((question, at) => [
      question,
      [{ keys: '', segment: [], of: asked[at]?.value(states) ?? 0 }],
    ]),
  );
}

async function segmentBase({ metric }: Question, { session }: PassContext): Promise<Base> {
  const { scope } = metric;
  const base: Item = { aggregate: metric.of, where: scope.where };
  const { sql, answers } = fusedSelect([base], scope, session);
  const aliases = segmentAliases(scope.per);
  return (await session.query(keyed(sql, aliases))).map((row) => ({
    keys: segmentKey(aliases.map((alias) => row[`key_${alias}`] ?? null)),
    segment: aliases.map((alias) => row[alias] ?? null),
    of: numericValue(row[answers.get(base) ?? '']) ?? 0,
  }));
}

async function runOne(
  question: Question,
  known: Base | undefined,
  context: PassContext,
): Promise<Result | Refusal> {
  const { metric } = question;
  if (!isGrouped(metric.value)) throw new TypeError(`${metric.value.kind} is not grouped`);
  try {
    const sql = sqlOf(metric, metric.value, context.session);
    const base = known ?? (await segmentBase(question, context));
    const found = await valuesOf(sql, metric, context);
    const segments = base.map(({ keys, segment, of }) => ({
      segment,
      value: found.get(keys) ?? 0,
      of,
    }));
    return { segments, by: context.session.engine, exactness: 'exact', notes: [], sql, met: null };
  } catch (error) {
    if (error instanceof Declined) return { refused: error.message };
    if (error instanceof EngineError)
      return { problem: { code: error.code, message: error.message } };
    throw error;
  }
}

function sqlOf(
  { scope }: Metric,
  value: GroupedAggregate,
  session: PassContext['session'],
): string {
  const from = {
    relation: session.relation,
    filter: filterSql(scope.where, session),
    per: scope.per,
  };
  return session.dialect.grouped(value, from, session);
}

/** By segment; without segments it is one number, which can be kept. */
async function valuesOf(
  sql: string,
  { scope }: Metric,
  context: PassContext,
): Promise<ReadonlyMap<string, Numeric | null>> {
  const aliases = segmentAliases(scope.per);
  if (aliases.length === 0) {
    const { whole, session } = context;
    // The name of the relation is made anew in each run.
    const question = sql.replaceAll(session.relation, 'all');
    const fact = (rows: readonly Row[]) => numericFact(numericValue(rows[0]?.value));
    const [kept] = await tableFacts(
      { question, select: () => sql, fact, isPrivate: false },
      [whole],
      context,
    );
    return new Map([['', factNumeric(kept)]]);
  }
  const rows = await context.session.query(keyed(sql, aliases));
  const keyOf = (row: Row) => segmentKey(aliases.map((alias) => row[`key_${alias}`] ?? null));
  return new Map(rows.map((row) => [keyOf(row), numericValue(row.value)]));
}
