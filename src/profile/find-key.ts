import type { ColumnDescription, Session } from '../engine/engine.ts';
import { column } from '../metric/expression.ts';
import { type Answer, askNumber } from './ask-columns.ts';
import type { FirstValues } from './first-rows.ts';

/**
 * Returns the key: the first column without NULL or duplicates; undefined if there is none. Further ones are more often
 * chance than design. All values of a column are compared only if the first ones have no duplicates, and no column before it is
 * the key.
 */
export async function findKey(
  session: Session,
  rows: number,
  first: ReadonlyMap<ColumnDescription, FirstValues>,
  all: Answer,
): Promise<ColumnDescription | undefined> {
  if (rows < 2) return undefined;
  for (const one of session.columns) {
    if (one.family !== 'integer' && one.family !== 'text') continue;
    const seen = first.get(one);
    if (Number(all(one, 'filled')) !== rows || seen?.hasDuplicates) continue;
    if (seen?.isWhole) return one;
    const distinct =
      all(one, 'distinct') ??
      (await askNumber(session, { kind: 'distinct', of: [column(one.name)] }));
    if (Number(distinct) === rows) return one;
  }
  return undefined;
}
