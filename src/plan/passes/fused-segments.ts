import type { Numbers } from '../../metric/additive-state.ts';
import type { Aggregate } from '../../metric/aggregate.ts';
import { additive } from '../../metric/aggregate.ts';
import { chunks } from '../../value/chunks.ts';
import { inUnit, numericValue } from '../engine-numbers.ts';
import type { PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { fusedSelect, type Item, segmentAliases } from '../select.ts';
import { type Addings, addingsOf, finerAddings } from '../states/summation.ts';
import { countSegments } from '../verdict/count-segments.ts';
import { type Answers, measured } from './fused-pieces.ts';
import { decidedByIntervals } from './segment-intervals.ts';

/** Measures segments, in one SELECT for each way of cutting the rows. */
export async function measureSegments(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const found = new Map<Question, Result | Refusal>();
  for (const part of chunks(questions, context.session.capabilities.selectItems)) {
    for (const entry of await selectSegments(part, context)) found.set(...entry);
  }
  return found;
}

async function selectSegments(all: readonly Question[], context: PassContext): Promise<Answers> {
  const { session, rows } = context;
  const scope = all[0]?.metric.scope ?? { where: [], per: [] };
  const addings = await addingsOf(
    all.map(({ metric }) => metric),
    context,
  );
  const decided = await decidedByIntervals(all, addings, context);
  const questions = all.filter((question) => !decided.has(question));
  const counters = new Map(questions.map((question) => [question, countSegments(question)]));
  const aliases = segmentAliases(scope.per);
  // In the units of all rows, then in those of segments that are too small for them, which are known by then.
  const tops = new Map(questions.map((question) => [question, new Set<number | null>([null])]));
  for (let round = 0; ; round += 1) {
    const asked = questions.flatMap((question) => {
      const top = [...(tops.get(question) ?? [])][round];
      return top === undefined ? [] : [askedOf(question, addings, top, rows)];
    });
    if (asked.length === 0) break;
    const items = asked.flatMap(({ state, of }) => [
      ...state.items,
      ...(typeof of === 'number' ? [] : [of]),
    ]);
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
            of: typeof of === 'number' ? of : (answer(of) ?? 0),
          });
        }
      }
    }
  }
  return new Map([
    ...decided,
    ...[...counters].map(
      ([question, counter]) =>
        [question, { ...measured(question, [], context), ...counter.result() }] as const,
    ),
  ]);
}

/**
 * Returns the aggregates to select for a segment: those of the state, or the value itself if it has no state. `of` is what
 * counts the rows that it is a part of, or their number.
 */
function askedOf(question: Question, addings: Addings, top: number | null, rows: number) {
  const { value, of, scope, unit } = question.metric;
  const ofAll = additive(value, unit, addings(question.metric));
  const made = additive(value, unit, finerAddings(addings, () => top)(question.metric));
  const item = (aggregate: Aggregate): Item => ({ aggregate, where: scope.where });
  const state = {
    items: (made?.asks ?? [value]).map(item),
    value: (found: Numbers, now: Date) =>
      made === null ? (found[0] ?? null) : made.value(found, now),
    // Whatever the units of this round: a segment belongs to one of them.
    finer: (found: Numbers) => ofAll?.finer?.(found) ?? null,
  };
  return { question, state, top, of: of.kind === 'rows' ? (of.count ?? rows) : item(of) };
}
