import { column } from '../metric/expression.ts';
import { type Distinct, presentItem } from './distinct.ts';
import { areDisjoint, endsOf } from './ends.ts';
import { total } from './merge.ts';
import type { PassContext, Refusal } from './request.ts';
import { statesOf } from './states.ts';
import { tableFacts } from './tables.ts';

/**
 * A proof that no value occurs twice: within each piece every value is above the one before it, and no piece's range
 * touches another's. Tried only where the statistics of the rows' stretches rise, since it needs the rows in their
 * order, and says nothing where it fails.
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
  const from = { filter: null, per: [] };
  const sql = (relation: string) =>
    session.dialect.grouped({ kind: 'descents', of: column(name) }, { ...from, relation }, session);
  const descents = await tableFacts(
    {
      question: `descents of ${name}`,
      select: ({ relation }) => sql(relation),
      fact: ([row]) => String(row?.value ?? ''),
      isPrivate: false,
    },
    pieces,
    context,
  );
  if (descents.some((count) => count !== '0')) return { refused: 'its values are not in order' };
  const present = presentItem(column(name));
  const distinct = total(present, await statesOf([present], pieces, context));
  return {
    distinct: BigInt(distinct as number | bigint),
    exactness: 'proof',
    note: 'proved by the order of its values: each is above the one before it',
  };
}
