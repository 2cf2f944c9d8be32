import { column } from '../../metric/expression.ts';
import type { PassContext, Refusal } from '../measure-request.ts';
import { wholeFact } from '../states/piece-queries.ts';
import { valueTable } from '../states/piece-table.ts';
import type { Distinct } from './distinct-values.ts';

/** The greatest number of rows of which several columns are counted in one query: each has all its values in memory. */
const mostRows = 250_000;
/** The number of columns in a query. With more, memory grows, and no time is saved. */
const columnsAtOnce = 8;

/**
 * Counts the distinct values of a column in one SELECT with those of other columns. It takes less than a grouping of each, and
 * answers for the excess values as well.
 */
export async function countedDistinct(
  name: string,
  context: PassContext,
): Promise<Distinct | Refusal> {
  const { session, rows } = context;
  if (rows > mostRows) return { refused: 'so many rows are grouped for each column' };
  const count = session.dialect.aggregate({ kind: 'distinct', of: [column(name)] }, null, session);
  const found = await wholeFact(
    valueTable({
      question: count,
      value: () => count,
      fact: (value) => String(value ?? 0),
      isPrivate: false,
      sharedAs: 'distinct',
      valuesAtOnce: columnsAtOnce,
    }),
    context,
  );
  return { distinct: BigInt(found), exactness: 'exact', note: null };
}
