import { column } from '../../metric/expression.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import { areDisjoint, endsOf } from '../states/extremes.ts';
import { statesOf } from '../states/item-states.ts';
import { total } from '../states/merge.ts';
import { tableFacts } from '../states/piece-queries.ts';
import { type Distinct, presentItem } from './distinct-values.ts';

/**
 * A proof that no value occurs twice: within each piece every value is above the one before it, and no piece's range
 * touches another's. Tried only where the statistics of the rows' stretches rise, since it needs the rows in their
 * order, and says nothing where it fails.
 *
 * Each value is held beside the one before it, as the engine hands them over. Were they handed over in another order, or
 * in several stretches, the proof would fail and not deceive: whatever the order, values of which each is above the one
 * before it are all different, as long as they are one row of them (`starts`).
 */
export async function orderDistinct(
  name: string,
  context: PassContext,
): Promise<Distinct | Refusal> {
  const { session, pieces } = context;
  const mayRise = pieces.every(({ statistics }) => statistics?.columns.get(name)?.ascends === true);
  if (!mayRise) return { refused: 'its values are not in order' };
  if (!areDisjoint(await endsOf(name, context)))
    return { refused: 'the ranges of its files overlap' };
  const value = session.dialect.scalar(column(name), session);
  const rises = await tableFacts(
    {
      question: `order of ${name}`,
      select: ({ relation }) => session.dialect.order(value, relation),
      fact: ([row]) => Number(row?.descents) === 0 && Number(row?.starts) <= 1,
      isPrivate: false,
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
