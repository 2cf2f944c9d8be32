import { Misled } from '../../metric/fixed-point.ts';
import type { Metric } from '../../metric/metric.ts';
import { inUnit } from '../engine-numbers.ts';
import type {
  Measured,
  PassContext,
  Question,
  Refusal,
  Result,
  SegmentValue,
} from '../measure-request.ts';
import { type Item, selectOf } from '../select.ts';
import { statesOf } from '../states/item-states.ts';
import { baseOf, merging } from '../states/merge.ts';
import { type Addings, addingsOf, finerAddings } from '../states/summation.ts';

/** The answers of a pass. */
export type Answers = ReadonlyMap<Question, Result | Refusal>;

/** Returns an answer that the engine measured itself, with its SQL. */
export const measured = (
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

/**
 * Measures what can be added up, in one SELECT for each piece. Items that are scanned along are kept as facts of the pieces.
 */
export async function measurePieces(
  questions: readonly Question[],
  context: PassContext,
  along: readonly Item[] = [],
): Promise<Answers> {
  return addedUp(
    questions,
    await addingsOf(
      questions.map(({ metric }) => metric),
      context,
    ),
    context,
    along,
  );
}

/**
 * Returns the items of {@link measureWhole} that the scan of the pieces may find as well, since all rows are one piece whose
 * facts are kept. It saves a query, which for few rows costs more than what it asks for.
 */
export const scannedAlong = (
  questions: readonly Question[],
  { pieces, whole }: PassContext,
): readonly Item[] =>
  whole.id !== null && pieces.length === 1 && pieces[0] === whole ? questions.map(itemOf) : [];

const itemOf = ({ metric }: Question): Item => ({
  aggregate: metric.value,
  where: metric.scope.where,
});

const misled =
  'one of its files is damaged: the numbers in it are all smaller than the extremes in its footer. Write it anew.';

/**
 * Adds up the values of scopes. Those may be too small for the units of all rows; then they are added up again in units
 * of their own.
 */
async function addedUp(
  questions: readonly Question[],
  addings: Addings,
  context: PassContext,
  along: readonly Item[] = [],
): Promise<Answers> {
  const asked = questions.map(({ metric }) => merging(metric, context, addings));
  const items = [...asked.flatMap((one) => one?.items ?? []), ...along];
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
    const { state = null, ...found } = asked[at]?.value(states) ?? { value: null, of: 0 };
    const byFile = asked[at]?.byFile(states) ?? null;
    answers.set(question, {
      ...measured(question, [{ segment: [], ...found }], context),
      byFile,
      state,
    });
  }
  if (tops.size === 0) return answers;
  const small = questions.filter(({ metric }) => tops.has(metric));
  const finer = finerAddings(addings, (metric) => tops.get(metric) ?? null);
  return new Map([...answers, ...(await addedUp(small, finer, context))]);
}

/** Measures everything that can't be added up, in one SELECT over all rows. */
export async function measureWhole(
  questions: readonly Question[],
  context: PassContext,
): Promise<Answers> {
  const asked = questions.map((question) => ({
    item: itemOf(question),
    base: baseOf(question.metric, context),
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
