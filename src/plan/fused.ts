import { Declined, declinedAtRun, EngineError } from '../engine/engine.ts';
import type { State } from '../metric/additive.ts';
import type { Aggregate } from '../metric/expression.ts';
import { Misled } from '../metric/fixed.ts';
import type { Metric } from '../metric/metric.ts';
import { additive } from '../metric/state.ts';
import { type Addings, addingsOf, finerAddings } from './adding.ts';
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
  return addedUp(questions, await addingsOf(metricsOf(questions), context), context);
}

const misled =
  'one of its files is damaged: the numbers in it are all smaller than the footer of the file tells. Write it anew.';

/** What a scope leaves may be too small for the units of all rows: it is added up once more, in its own. */
async function addedUp(
  questions: readonly Question[],
  addings: Addings,
  context: PassContext,
): Promise<Answers> {
  const asked = questions.map(({ metric }) => merging(metric, context, addings));
  const items = asked.flatMap((one) => one?.items ?? []);
  const states = await statesOf(items, context.pieces, context);
  const answers = new Map<Question, Result | Refusal>();
  const tops = new Map<Metric, number>();
  for (const [at, question] of questions.entries()) {
    const top = asked[at]?.finer(states) ?? null;
    if (top !== null) {
      // The units of all rows are those that footers tell, and no other rows are measured.
      if (question.metric.scope.where.length === 0) throw new Misled(misled);
      tops.set(question.metric, top);
      continue;
    }
    const found = asked[at]?.value(states) ?? { value: null, of: 0 };
    const byFile = asked[at]?.byFile(states) ?? null;
    answers.set(question, {
      ...measured(question, [{ segment: [], ...found }], context),
      byFile,
    });
  }
  if (tops.size === 0) return answers;
  const small = questions.filter(({ metric }) => tops.has(metric));
  const finer = finerAddings(addings, (metric) => tops.get(metric) ?? null);
  return new Map([...answers, ...(await addedUp(small, finer, context))]);
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
  const counters = new Map(questions.map((question) => [question, countSegments(question)]));
  const aliases = segmentAliases(scope.per);
  // In the units of all rows, then in those of segments that are too small for them, which are told by then.
  const tops = new Map(questions.map((question) => [question, new Set<number | null>([null])]));
  for (let round = 0; ; round += 1) {
    const asked = questions.flatMap((question) => {
      const top = [...(tops.get(question) ?? [])][round];
      return top === undefined ? [] : [askedOf(question, addings, top)];
    });
    if (asked.length === 0) break;
    const items = asked.flatMap(({ state, of }) => [...state.items, ...(of === null ? [] : [of])]);
    const { sql, answers } = fusedSelect(items, scope, session);
    for await (const chunk of session.stream(sql)) {
      for (const row of chunk) {
        const segment = aliases.map((alias) => row[alias] ?? null);
        const answer = (item: Item) => numericValue(row[answers.get(item) ?? '']);
        for (const { question, state, of, top } of asked) {
          const found = state.items.map(answer);
          const own = state.finer(found);
          tops.get(question)?.add(own);
          if (own !== top) continue;
          counters.get(question)?.add({
            segment,
            value: inUnit(state.value(found, session.now), question.metric),
            of: of === null ? rows : (answer(of) ?? 0),
          });
        }
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
function askedOf(question: Question, addings: Addings, top: number | null) {
  const { value, of, scope, unit } = question.metric;
  const ofAll = additive(value, unit, addings(question.metric));
  const made = additive(value, unit, finerAddings(addings, () => top)(question.metric));
  const item = (aggregate: Aggregate): Item => ({ aggregate, where: scope.where });
  const state = {
    items: (made?.asks ?? [value]).map(item),
    value: (found: State, now: Date) =>
      made === null ? (found[0] ?? null) : made.value(found, now),
    // Whatever the units of this round: a segment belongs to one of them.
    finer: (found: State) => ofAll?.finer?.(found) ?? null,
  };
  return { question, state, top, of: of.kind === 'rows' ? null : item(of) };
}
