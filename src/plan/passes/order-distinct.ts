import { column } from '../../metric/expression.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import { areDisjoint, rangesOf } from '../states/extremes.ts';
import { statesOf } from '../states/item-states.ts';
import { total } from '../states/merge.ts';
import { pieceFacts } from '../states/piece-queries.ts';
import { type Distinct, presentItem } from './distinct-values.ts';

/**
 * Proves that no value occurs twice: in each piece every value is above the one before it, and the ranges of pieces do
 * not overlap. It is only tried if the statistics of the row groups ascend, since it needs the rows in order. If it
 * fails, that says nothing.
 *
 * Each value is compared with the one that the engine returns before it. If the engine returned the rows in another
 * order, or in several runs, the proof would fail rather than deceive: values that are each above the one before are
 * all different in any order, as long as they form a single run (`starts`).
 */
export async function orderDistinct(
  name: string,
  context: PassContext,
): Promise<Distinct | Refusal> {
  const { session, pieces } = context;
  const mayRise = pieces.every(({ statistics }) => statistics?.columns.get(name)?.ascends === true);
  if (!mayRise) return { refused: 'its values are not in order' };
  if (!areDisjoint(await rangesOf(name, context)))
    return { refused: 'the ranges of its files overlap' };
  const value = session.dialect.scalar(column(name), session);
  const rises = await pieceFacts(
    {
      question: `order of ${name}`,
      select: ({ relation }) => session.dialect.order(value, relation),
      fact: ([row]) => Number(row?.descents) === 0 && Number(row?.starts) <= 1,
      isPrivate: false,
      sharedAs: 'order',
    },
    pieces,
    context,
  );
  if (rises.includes(false)) return { refused: 'its values are not in order' };
  const present = presentItem(column(name));
  const distinct = total(present, await statesOf([present], pieces, context));
  return {
    distinct: BigInt(distinct as number | bigint),
    exactness: 'proof',
    note: 'proved by the order of its values: each is above the one before it',
  };
}
