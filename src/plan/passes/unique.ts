import { type Aggregate, type AggregateBy, isFoundBy } from '../../metric/aggregate.ts';
import type { Metric } from '../../metric/metric.ts';
import type { Pass, PassContext, Question, Refusal, Result } from '../measure-request.ts';
import { shownSql } from '../select.ts';
import { together } from '../states/gathering.ts';
import { statesOf } from '../states/item-states.ts';
import { baseOf, total } from '../states/merge.ts';
import { orRefuse } from '../states/piece-queries.ts';
import { bitmapDistinct, sharedBits } from './bitmap-distinct.ts';
import { countedDistinct } from './counted-distinct.ts';
import { type Distinct, presentItem } from './distinct-values.ts';
import { orderDistinct } from './order-distinct.ts';

/**
 * Counts the distinct and excess values of a column without grouping its rows. If each value is above the one before
 * it, no value occurs twice; dense integers are counted by a bitmap. If neither applies, several questions about a
 * column are answered by one count. All are exact. In other cases a later pass groups the rows.
 */
export const uniquePass: Pass = {
  name: 'unique',
  takes: ({ metric }, context) => {
    const column = columnOf(metric.value);
    if (column === null || metric.scope.where.length > 0 || metric.scope.per.length > 0)
      return { refused: 'it does not count the distinct values of one column' };
    return context.rows >= context.fewRows || { refused: 'there are few rows' };
  },
  run: async (questions, context) => {
    const results = new Map<Question, Result | Refusal>();
    const byColumn = Map.groupBy(questions, ({ metric }) => columnOf(metric.value) ?? '');
    await together([...byColumn], context, async ([name, asked], shared) => {
      const found = await orRefuse(() => distinctOf(name, asked.length > 1, shared));
      for (const question of asked) {
        results.set(
          question,
          'refused' in found
            ? found
            : await orRefuse(() => concluded(question.metric, name, found, shared)),
        );
      }
    });
    return results;
  },
};

function columnOf(aggregate: Aggregate): string | null {
  if (!isFoundBy(aggregate, 'distinct')) return null;
  const [only, ...more] = aggregate.of;
  return only?.kind === 'column' && more.length === 0 ? only.name : null;
}

/**
 * Counts the distinct values. A small bitmap comes first: it costs as much as a look at the order, and does not fail
 * where the values are in none. If the statistics suggest an order, it takes half the work of a large bitmap. With
 * `isShared`, values that are in neither are counted, since later passes would count them for each of the questions.
 */
async function distinctOf(
  name: string,
  isShared: boolean,
  context: PassContext,
): Promise<Distinct | Refusal> {
  const small = await bitmapDistinct(name, context, sharedBits);
  if (!('refused' in small)) return small;
  const rising = await orderDistinct(name, context);
  if (!('refused' in rising)) return rising;
  const dense = await bitmapDistinct(name, context);
  if (!('refused' in dense)) return dense;
  const counted = isShared ? await countedDistinct(name, context) : null;
  if (counted !== null && !('refused' in counted)) return counted;
  const refused = [rising.refused, dense.refused, ...(counted === null ? [] : [counted.refused])];
  return { refused: refused.join('; ') };
}

async function concluded(
  metric: Metric,
  name: string,
  { distinct, exactness, note }: Distinct,
  context: PassContext,
): Promise<Result> {
  const values = presentItem({ kind: 'column', name });
  const base = baseOf(metric, context);
  const states = await statesOf([values, ...base.items], context.pieces, context);
  const present = BigInt(total(values, states) as number | bigint);
  const { value: aggregate } = metric;
  if (!isFoundBy(aggregate, 'distinct')) throw new TypeError(`${aggregate.kind} is not distinct`);
  const value = countFrom(aggregate, { distinct, present, rows: BigInt(context.rows) });
  return {
    segments: [{ segment: [], value, of: base.value(states) }],
    by: context.session.engine,
    exactness,
    notes: note === null ? [] : [note],
    sql: shownSql(metric, context.session),
    met: null,
  };
}

/** Returns a count that follows from the number of distinct values. */
function countFrom(
  aggregate: AggregateBy<'distinct'>,
  { distinct, present, rows }: Readonly<Record<'distinct' | 'present' | 'rows', bigint>>,
): bigint {
  switch (aggregate.kind) {
    case 'distinct':
      return distinct;
    case 'duplicates':
      return present - distinct + (aggregate.nulls === 'violate' ? rows - present : 0n);
  }
}
