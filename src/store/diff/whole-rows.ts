import { countValue } from './count-value.ts';
import type { WholeRows } from './diff.ts';
import type { OpenBoth, OpenSide } from './open-both.ts';
import type { Twin } from './twins.ts';

/** Compares the rows of two datasets as multisets, by the columns that both have. Files that both have are equal. */
export async function wholeRows(
  { before, after, shared, session }: OpenBoth,
  twins: readonly Twin[],
  shownName: (name: string) => string,
): Promise<WholeRows> {
  const names = twins.map((_, at) => `c${at}`).join(', ');
  const rowsOf = ({ rest }: OpenSide, side: 'before' | 'after') =>
    `select ${twins.map((twin, at) => `${twin[side]} as c${at}`).join(', ')}, ${side === 'after'} as is_after from ${rest}`;
  const [row] = await session.query(`select
  coalesce(sum(greatest(a - b, 0)), 0)::bigint as added, coalesce(sum(greatest(b - a, 0)), 0)::bigint as removed,
  coalesce(sum(least(a, b)), 0)::bigint as unchanged
from (
  select count(case when is_after then 1 end) as a, count(case when not is_after then 1 end) as b
  from (${rowsOf(before, 'before')} union all ${rowsOf(after, 'after')}) group by ${names}
)`);
  return {
    by: 'row',
    columns: twins.map(({ column }) => shownName(column)),
    added: countValue(row, 'added'),
    removed: countValue(row, 'removed'),
    unchanged: countValue(row, 'unchanged') + (shared?.rows ?? 0),
  };
}
