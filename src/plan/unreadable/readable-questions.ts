import { isFoundBy } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import { approximate } from '../../value/numeric.ts';
import type { Measured, PassContext, Question, Result } from '../measure-request.ts';
import type { Item } from '../select.ts';
import { statesOf } from '../states/item-states.ts';
import { total } from '../states/merge.ts';
import { type ReadableRows, readableRows } from './readable-rows.ts';
import { leftOutText, unreadFieldsText } from './unread-notes.ts';

/** A question, and what is put to the passes in its place. */
export interface Reading {
  readonly question: Question;
  /** Asks the same about the rows whose fields were read in the columns of its metric. */
  readonly asked: Question;
  /** Returns an answer with what was left out of it. */
  told(result: Result): Result;
}

/**
 * Returns the questions about rows whose fields could be read. A field that can't be read is neither NULL nor a value: a metric
 * that reads its column is measured without the row, and all others judge the row. Its key, and whatever is shown or kept under
 * it, stay those of the question.
 */
export async function readableQuestions(
  questions: readonly Question[],
  context: PassContext,
): Promise<readonly Reading[]> {
  const { session } = context;
  const held = session.leftOut ?? 0;
  if (held === 0 && !session.unreadable)
    return questions.map((question) => ({ question, asked: question, told: (result) => result }));
  const found = new Map<Question, ReadableRows | null>();
  for (const question of questions)
    found.set(question, await readableRows(question.metric, session));
  const counts = await countRows([...found.values()], context);
  return questions.map((question) => {
    const readable = found.get(question) ?? null;
    const records =
      held === 0 || isFoundBy(question.metric.value, 'source') ? [] : [leftOutText(held)];
    if (readable === null)
      return {
        question,
        asked: question,
        told: noting((measured) => withNotes(measured, records)),
      };
    const rows = counts.get(setOf(readable)) ?? 0;
    const lost = context.rows - rows;
    const notes = [
      ...records,
      ...(lost > 0 ? [unreadFieldsText(readable.columns, lost, context.noun)] : []),
    ];
    return {
      question,
      asked: { ...question, metric: within(question.metric, readable, rows) },
      told: noting((measured) => ({
        ...withNotes(measured, notes),
        readable: { where: readable.where, rows },
      })),
    };
  });
}

/** Counts the rows of each set of columns in one SELECT. */
async function countRows(
  sets: readonly (ReadableRows | null)[],
  context: PassContext,
): Promise<ReadonlyMap<string, number>> {
  const items = new Map(
    sets
      .filter((one) => one !== null)
      .map((one): [string, Item] => [
        setOf(one),
        { aggregate: { kind: 'count' }, where: one.where },
      ]),
  );
  const states = await statesOf([...items.values()], context.pieces, context);
  return new Map([...items].map(([set, item]) => [set, approximate(total(item, states))]));
}

const setOf = ({ columns }: ReadableRows) => JSON.stringify(columns);

/** Returns the metric of the same rows without those that have a field in its columns that can't be read. */
function within(metric: Metric, { where }: ReadableRows, rows: number): Metric {
  const known = new Set(metric.scope.where);
  return {
    ...metric,
    scope: {
      ...metric.scope,
      where: [...metric.scope.where, ...where.filter((one) => !known.has(one))],
    },
    of: metric.of.kind === 'rows' ? { kind: 'rows', count: rows } : metric.of,
  };
}

const noting =
  (told: (measured: Measured) => Measured): Reading['told'] =>
  (result) =>
    'problem' in result ? result : told(result);

const withNotes = (measured: Measured, notes: readonly string[]): Measured => ({
  ...measured,
  notes: [...measured.notes, ...notes],
});
