import { Declined, declinedAtRun, EngineError } from '../engine/engine.ts';
import type { State } from '../metric/additive.ts';
import type { Aggregate } from '../metric/expression.ts';
import { additive } from '../metric/state.ts';
import { type Addings, addingsOf } from './adding.ts';
import { baseOf, merging } from './merge.ts';
import type {
  Measured,
  Pass,
  PassContext,
  Question,
  Refusal,
  Result,
  SegmentValue,
} from './request.ts';
import { countSegments } from './segments.ts';
import { fusedSelect, type Item, isFusible, segmentAliases, selectOf } from './select.ts';
import { chunks, statesOf } from './states.ts';
import { inUnit, numericValue } from './values.ts';

type Answers = ReadonlyMap<Question, Result | Refusal>;

/**
 * Every metric that is an aggregate of the rows: what adds up is measured piece by piece in one SELECT, what does not
 * in one SELECT over all of them, and segments in one for each way of cutting them. Sound by construction: the items are
 * independent of each other, and states add up (metric/state.ts). Where a SELECT fails, each metric is asked for alone,
 * so that one that can't be computed does not take the others with it.
 */
export const fusedPass: Pass = {
  name: 'fused',
  takes: ({ metric }, { session }) => {
    if (!isFusible(metric.value)) return { refused: 'it needs its own grouping' };
    try {
      session.dialect.aggregate(metric.value, null, session);
      return true;
    } catch (error) {
      if (error instanceof Declined) return { refused: error.message };
      throw error;
    }
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    for (const [kind, group] of Map.groupBy(questions, kindOf)) {
      const measure = measures[kind.split(' ')[0] as keyof typeof measures];
      for (const [question, result] of await together(group, (part) => measure(part, context)))
        results.set(question, result);
    }
    return results;
  },
};

/** What can be measured together: those that add up, those that don't, and those that are cut into the same segments. */
function kindOf({ metric: { scope, value } }: Question): string {
  if (scope.per.length > 0) return `segments ${JSON.stringify(scope)}`;
  return additive(value) === null ? 'whole' : 'pieces';
}

const measures = {
  pieces: measurePieces,
  whole: measureWhole,
  segments: (questions: readonly Question[], context: PassContext) =>
    measureSegments(questions, context),
} as const;

async function together(
  questions: readonly Question[],
  measure: (questions: readonly Question[]) => Promise<Answers>,
): Promise<Answers> {
  try {
    return await measure(questions);
  } catch (error) {
    if (error instanceof Declined)
      return new Map(questions.map((one) => [one, { refused: error.message }]));
    if (!(error instanceof EngineError)) throw error;
    const [only, ...more] = questions;
    if (only && more.length === 0) return new Map([[only, failure(error)]]);
    const alone = new Map<Question, Result | Refusal>();
    for (const question of questions) {
      for (const entry of await together([question], measure)) alone.set(...entry);
    }
    return alone;
  }
}

function failure(error: EngineError): Result | Refusal {
  const declined = error.message.split(declinedAtRun)[1];
  if (declined !== undefined) return { refused: declined };
  return { problem: { code: error.code, message: error.message } };
}

const measured = (
  { metric }: Question,
  segments: readonly SegmentValue[],
  { session }: PassContext,
): Measured => ({
  segments,
  by: session.engine,
  exactness: 'exact',
  notes: [],
  sql: selectOf(metric, session),
  met: null,
});

async function measurePieces(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const addings = await addingsOf(metricsOf(questions), context);
  const asked = questions.map(({ metric }) => merging(metric, context, addings));
  const items = asked.flatMap((one) => one?.items ?? []);
  const states = await statesOf(items, context.pieces, context);
  return new Map(
    questions.map((question, at) => {
      const found = asked[at]?.value(states) ?? { value: null, of: 0 };
      const byFile = asked[at]?.byFile(states) ?? null;
      return [question, { ...measured(question, [{ segment: [], ...found }], context), byFile }];
    }),
  );
}

async function measureWhole(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const asked = questions.map(({ metric }) => ({
    item: { aggregate: metric.value, where: metric.scope.where } satisfies Item,
    base: baseOf(metric, context),
  }));
  const values = await statesOf(
    asked.map(({ item }) => item),
    [context.whole],
    context,
  );
  const bases = await statesOf(
    asked.flatMap(({ base }) => base.items),
    context.pieces,
    context,
  );
  return new Map(
    questions.map((question, at) => {
      const { item, base } = asked[at] as (typeof asked)[number];
      const value = inUnit(values.get(item)?.[0] ?? null, question.metric);
      return [
        question,
        measured(question, [{ segment: [], value, of: base.value(bases) }], context),
      ];
    }),
  );
}

/** DuckDB plans a SELECT of so many items at once; of more, the work for each grows. */
const metricsAtOnce = 100;

async function measureSegments(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const found = new Map<Question, Result | Refusal>();
  for (const part of chunks(questions, metricsAtOnce)) {
    for (const entry of await selectSegments(part, context)) found.set(...entry);
  }
  return found;
}

async function selectSegments(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const { session, rows } = context;
  const scope = questions[0]?.metric.scope ?? { where: [], per: [] };
  const addings = await addingsOf(metricsOf(questions), context);
  const asked = questions.map((question) => askedOf(question, addings));
  const items = asked.flatMap(({ state, of }) => [...state.items, ...(of === null ? [] : [of])]);
  const { sql, answers } = fusedSelect(items, scope, session);
  const counters = new Map(questions.map((question) => [question, countSegments(question)]));
  const aliases = segmentAliases(scope.per);
  for await (const chunk of session.stream(sql)) {
    for (const row of chunk) {
      const segment = aliases.map((alias) => row[alias] ?? null);
      const answer = (item: Item) => numericValue(row[answers.get(item) ?? '']);
      for (const { question, state, of } of asked) {
        counters.get(question)?.add({
          segment,
          value: inUnit(state.value(state.items.map(answer), session.now), question.metric),
          of: of === null ? rows : (answer(of) ?? 0),
        });
      }
    }
  }
  return new Map(
    [...counters].map(([question, counter]) => [
      question,
      { ...measured(question, [], context), ...counter.told() },
    ]),
  );
}

const metricsOf = (questions: readonly Question[]) => questions.map(({ metric }) => metric);

/** What a segment is asked for: the states of what is made of such, else the value itself. */
function askedOf(question: Question, addings: Addings) {
  const { value, of, scope, unit } = question.metric;
  const made = additive(value, unit, addings(question.metric));
  const item = (aggregate: Aggregate): Item => ({ aggregate, where: scope.where });
  const state = {
    items: (made?.asks ?? [value]).map(item),
    value: (found: State, now: Date) =>
      made === null ? (found[0] ?? null) : made.value(found, now),
  };
  return { question, state, of: of.kind === 'rows' ? null : item(of) };
}
