import { Declined, declinedAtRun, EngineError } from '../../engine/engine.ts';
import { traitsOf } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Numeric } from '../../value/numeric.ts';
import { numericValue } from '../engine-numbers.ts';
import type { Measured, Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import {
  fusedSelect,
  groupedSelect,
  type Item,
  isGrouped,
  keyed,
  segmentAliases,
  shownSql,
} from '../select.ts';
import { factNumeric, numericFact } from '../states/facts.ts';
import { together } from '../states/gathering.ts';
import { statesOf } from '../states/item-states.ts';
import { baseOf } from '../states/merge.ts';
import { orRefuse, wholeFact } from '../states/piece-queries.ts';
import type { Row } from '../states/piece-table.ts';
import { countSegments } from '../verdict/count-segments.ts';

/** The greatest number of rows that are grouped by several columns in one query: each has all groups in memory. */
const mostShared = 250_000;

/**
 * Measures everything that needs grouped or sorted rows: uniqueness, the most frequent value,
 * outliers, pairs of values, gaps, order.
 */
export const groupedPass: Pass = {
  name: 'grouped',
  takes: ({ metric: { value } }) =>
    isGrouped(value) || { refused: 'it needs no grouping of its own' },
  run: async (questions, context) => {
    const bases = await basesOf(questions, context);
    const [plain, segmented] = [true, false].map((isPlain) =>
      questions.filter(({ metric }) => (metric.scope.per.length === 0) === isPlain),
    );
    const results = new Map<Question, Result | Refusal>(
      await together(plain ?? [], context, (question, shared) =>
        runOne(question, bases.get(question), shared),
      ),
    );
    // Segments are streamed, which leaves no room for another query.
    for (const question of segmented ?? [])
      results.set(question, await runOne(question, undefined, context));
    return results;
  },
};

/** Counts the rows that each metric is measured over, in one query. Segments are counted with their values instead. */
async function basesOf(
  questions: readonly Question[],
  context: PassContext,
): Promise<ReadonlyMap<Question, Numeric>> {
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
  return new Map(plain.map((question, at) => [question, asked[at]?.value(states) ?? 0]));
}

/**
 * Counts segments as they arrive. The engine computes each with its value, since there may be as many segments as rows.
 */
async function segmentsOf(
  question: Question,
  sql: string,
  { session }: PassContext,
): Promise<Pick<Measured, 'segments' | 'tally'>> {
  const { scope, of } = question.metric;
  const base: Item = { aggregate: of, where: scope.where };
  const rows = fusedSelect([base], scope, session);
  const aliases = segmentAliases(scope.per);
  const isSame = aliases.map((alias) => `b.key_${alias} = v.key_${alias}`).join(' and ');
  const list = [...aliases.map((alias) => `b.${alias}`), `b.${rows.answers.get(base)} as n`];
  const joined = `select ${list.join(', ')}, v.value as value from (${keyed(rows.sql, aliases, session)}) as b left join (${keyed(sql, aliases, session)}) as v on ${isSame}`;
  const counter = countSegments(question);
  for await (const chunk of session.stream(joined)) {
    for (const row of chunk) {
      counter.add({
        segment: aliases.map((alias) => row[alias] ?? null),
        value: numericValue(row.value) ?? noneOf(question.metric),
        of: numericValue(row.n) ?? 0,
      });
    }
  }
  return counter.result();
}

async function runOne(
  question: Question,
  base: Numeric | undefined,
  context: PassContext,
): Promise<Result | Refusal> {
  const { metric } = question;
  if (!isGrouped(metric.value)) throw new TypeError(`${metric.value.kind} is not grouped`);
  const none = noneOf(metric);
  try {
    const sql = groupedSelect(metric.value, metric.scope, context.session);
    const found =
      metric.scope.per.length > 0
        ? await segmentsOf(question, sql, context)
        : {
            segments: [
              { segment: [], value: (await numberOf(metric, sql, context)) ?? none, of: base ?? 0 },
            ],
          };
    const by = context.session.engine;
    const shown = shownSql(metric, context.session);
    return { ...found, by, exactness: 'exact', notes: [], sql: shown, met: null };
  } catch (error) {
    if (error instanceof Declined) return { refused: error.message };
    if (error instanceof EngineError) {
      const declined = error.message.split(declinedAtRun)[1];
      return declined === undefined
        ? { problem: { code: error.code, message: error.message } }
        : { problem: { code: 'NOT_MEASURABLE', message: `${declined}.` } };
    }
    throw error;
  }
}

/** Returns the number of no values: a count is 0, and an amount has none. */
const noneOf = ({ value }: Metric) => (traitsOf(value).needs === 'nothing' ? 0 : null);

/** Returns a number of all rows, from the cache if it is known. */
async function numberOf(
  { value }: Metric,
  sql: string,
  context: PassContext,
): Promise<Numeric | null> {
  const { session } = context;
  // The name of the relation is made anew in each run.
  const question = sql.replaceAll(session.relation, 'all');
  const fact = (rows: readonly Row[]) => numericFact(numericValue(rows[0]?.value));
  const sharing = context.rows <= mostShared && { sharedAs: value.kind };
  const kept = await wholeFact(
    { question, select: () => sql, fact, isPrivate: false, ...sharing },
    context,
  );
  return factNumeric(kept);
}
